import { MethodSettings } from '#contracts';
import { checkMethods, knownMethods } from '#modules/analysis';
import type { TypedElement, TypedMethod, TypedMethods } from '#modules/reports';
import { SophiaError } from '#platform/errors';
import { nameFor } from './name-for.ts';
import { ownPhrases } from './typed-methods.ts';

type Problems = Map<string, string>;

/** The settings that a form says. Throws `input.invalid` with what is wrong with each field, by its name. */
export function methodsFrom(form: TypedMethods): MethodSettings {
  const problems: Problems = new Map();
  for (const [place, method] of form.methods.entries()) lookAt({ method, at: `m.${place}`, problems });
  const draft = draftOf(form);
  if (draft.qualifyBy?.length === 0) problems.set('by', 'Tick at least one method.');
  const parsed = MethodSettings.safeParse(draft);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) note(problems, { at: fieldOf(issue.path), says: wordsOf(issue) });
  } else {
    for (const { path, message } of checkMethods(parsed.data)) note(problems, { at: fieldOf(path), says: message });
    if (problems.size === 0) return parsed.data;
  }
  const count = problems.size === 1 ? 'One field needs' : `${problems.size} fields need`;
  throw new SophiaError('input.invalid', `${count} another word.`, {
    details: { fields: Object.fromEntries(problems) },
  });
}

/** The first word on a field is the nearest to what is wrong. */
function note(problems: Problems, { at, says }: { at: string; says: string }): void {
  if (!problems.has(at)) problems.set(at, says);
}

function lookAt({ method, at, problems }: { method: TypedMethod; at: string; problems: Problems }): void {
  if (method.name === '') problems.set(`${at}.name`, 'Give the method a name.');
  if (method.elements.length === 0) problems.set(`${at}.elements`, 'Add at least one element.');
  for (const [place, { label, counts, phrases }] of method.elements.entries()) {
    const field = `${at}.e.${place}`;
    if (label === '') problems.set(`${field}.label`, 'Give the element a name.');
    if (counts === ownPhrases && phrases === '') {
      problems.set(`${field}.phrases`, 'Write at least one phrase, each on a line of its own.');
    }
    if (counts !== ownPhrases && phrases !== '') {
      problems.set(
        `${field}.phrases`,
        'Phrases count only where “Phrases of your own” is chosen: choose it, or empty this field.',
      );
    }
  }
}

function draftOf({ by, used, order, methods }: TypedMethods): MethodSettings {
  const taken = new Set([...knownMethods().methods.map(({ id }) => id), ...methods.map(({ id }) => id)]);
  const own = methods.map((method) => {
    const id = method.id === '' ? nameFor(method.name, { taken, otherwise: 'method' }) : method.id;
    const about = method.about === '' ? {} : { about: method.about };
    return { id, name: method.name, ...about, elements: elementsOf(method.elements) };
  });
  const ticked = [...used, ...own.flatMap(({ id }, place) => (methods[place]?.isUsed === true ? [id] : []))];
  const qualifyBy = [...order.filter((id) => ticked.includes(id)), ...ticked.filter((id) => !order.includes(id))];
  return { ...(own.length > 0 && { methods: own }), ...(by === 'named' && { qualifyBy }) };
}

function elementsOf(elements: readonly TypedElement[]) {
  const taken = new Set(elements.map(({ key }) => key));
  return elements.map(({ key, label, about, counts, side, phrases }) => ({
    key: key === '' ? nameFor(label, { taken, otherwise: 'element' }) : key,
    label,
    ...(about !== '' && { about }),
    ...(counts === ownPhrases ? { phrases: linesOf(phrases), side: sideOf(side) } : { element: counts }),
  }));
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

function sideOf(side: string): 'external' | 'internal' | null {
  return side === 'external' || side === 'internal' ? side : null;
}

const shown: ReadonlySet<string> = new Set(['label', 'about', 'side', 'phrases']);

/** The field of the form for a place in the settings, such as `m.0.e.2.phrases`. */
function fieldOf(path: readonly PropertyKey[]): string {
  const [part, method, name, element, of] = path;
  if (part !== 'methods' || method === undefined) return 'by';
  const at = `m.${String(method)}`;
  if (name !== 'elements') return name === 'about' ? `${at}.about` : `${at}.name`;
  if (element === undefined) return `${at}.elements`;
  const field = of === 'element' ? 'counts' : shown.has(String(of)) ? String(of) : 'label';
  return `${at}.e.${String(element)}.${field}`;
}

type Issue = NonNullable<ReturnType<typeof MethodSettings.safeParse>['error']>['issues'][number];

function wordsOf(issue: Issue): string {
  if (issue.code !== 'too_big') return issue.message;
  if (issue.origin === 'string')
    return `Expected at most ${issue.maximum} characters${isLine(issue) ? ' a line' : ''}.`;
  return `Expected at most ${issue.maximum} of these.`;
}

function isLine({ path }: Issue): boolean {
  return path.at(-2) === 'phrases';
}
