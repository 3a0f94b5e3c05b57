import type { QualificationMethod, WorkspaceSettings } from '#contracts';
import { SophiaError } from '#platform/errors';
import { checkPhrases } from '../rules/lexicons/index.ts';
import { knownMethods } from './known-methods.ts';

/** Something in the settings that cannot be used: where it stands, and a sentence that says what to do. */
export interface MethodFault {
  readonly path: (string | number)[];
  readonly message: string;
}

/** Returns every fault of a workspace's own methods and of its choice among all of them. */
export function checkMethods({
  methods = [],
  qualifyBy,
}: Pick<WorkspaceSettings, 'methods' | 'qualifyBy'>): MethodFault[] {
  const known = new Set(knownMethods().methods.map(({ id }) => id));
  const all = [...known, ...methods.map(({ id }) => id)];
  const own = methods.flatMap((method, position) => {
    const path = ['methods', position];
    const isRepeated = methods.findIndex(({ id }) => id === method.id) < position;
    const taken = known.has(method.id) ? 'a method that Sophia brings' : 'another of your methods';
    const fault = {
      path: [...path, 'id'],
      message: `Expected an id of its own, found "${method.id}", which is ${taken}. Choose another.`,
    };
    return [...(known.has(method.id) || isRepeated ? [fault] : []), ...elementFaults({ method, path })];
  });
  const chosen = (qualifyBy ?? []).flatMap((id, position) => {
    const path = ['qualifyBy', position];
    if (!all.includes(id)) {
      return [
        {
          path,
          message: `Expected the id of a method, one of ${all.join(', ')}, found "${id}". Correct it, or add the method to "methods".`,
        },
      ];
    }
    const isRepeated = (qualifyBy ?? []).indexOf(id) < position;
    return isRepeated ? [{ path, message: `Expected each method once, found "${id}" again. Leave it out.` }] : [];
  });
  return [...own, ...chosen];
}

function elementFaults({ method, path }: { method: QualificationMethod; path: (string | number)[] }): MethodFault[] {
  const { elements } = knownMethods();
  return method.elements.flatMap(({ key, element, phrases = [] }, position) => {
    const at = [...path, 'elements', position];
    const faults: MethodFault[] = [];
    if (method.elements.findIndex((other) => other.key === key) < position) {
      faults.push({
        path: [...at, 'key'],
        message: `Expected each key once in a method, found "${key}" again. Choose another.`,
      });
    }
    if (element !== undefined && !elements.has(element)) {
      const names = [...elements.keys()].join(', ');
      faults.push({
        path: [...at, 'element'],
        message: `Expected an element that Sophia knows, one of ${names}, found "${element}". Correct it, or give "phrases" in its place.`,
      });
    }
    return [...faults, ...phrases.flatMap((line, place) => phraseFaults({ line, path: [...at, 'phrases', place] }))];
  });
}

function phraseFaults({ line, path }: { line: string; path: (string | number)[] }): MethodFault[] {
  try {
    checkPhrases({ lines: [line], origin: path.join('.') });
    return [];
  } catch (error) {
    if (!(error instanceof SophiaError)) throw error;
    return [{ path, message: error.message }];
  }
}
