import type { ElementVoice, MethodElement, QualificationMethod, UsedMethod, WorkspaceSettings } from '#contracts';
import { SophiaError } from '#platform/errors';
import { checkMethods } from './check-methods.ts';
import { knownMethods } from './known-methods.ts';

/**
 * Returns the methods that a workspace qualifies by: those that its settings name, in that order, otherwise the usual
 * ones and then its own. Throws `lexicon.invalid` where the settings name or hold what cannot be used.
 */
export function chooseMethods(settings: Pick<WorkspaceSettings, 'methods' | 'qualifyBy'>): QualificationMethod[] {
  const [fault] = checkMethods(settings);
  if (fault !== undefined) {
    throw new SophiaError('lexicon.invalid', `${fault.message} (settings, ${fault.path.join('.')})`);
  }
  const own = settings.methods ?? [];
  const all = new Map([...knownMethods().methods, ...own].map((method) => [method.id, method] as const));
  const ids = settings.qualifyBy ?? [...knownMethods().usual, ...own.map(({ id }) => id)];
  return ids.flatMap((id) => all.get(id) ?? []);
}

/** What a result says of the methods it was made by. */
export function describeMethods(methods: readonly QualificationMethod[]): UsedMethod[] {
  return methods.map(({ id, name, elements }) => ({
    id,
    name,
    elements: elements.map((element) => ({ key: element.key, label: element.label, side: voiceOf(element) })),
  }));
}

/** The elements of methods by the names under which a result has them, such as `bant.budget`. */
export function elementNames(methods: readonly QualificationMethod[]): string[] {
  return methods.flatMap(({ id, elements }) => elements.map(({ key }) => `${id}.${key}`));
}

/** Whose words can show an element. */
export function voiceOf({ element, side }: MethodElement): ElementVoice {
  const known = element === undefined ? undefined : knownMethods().elements.get(element);
  return known === undefined ? (side ?? null) : known.side;
}

/** What an element is, in a sentence; its label where nobody has said more. */
export function meaningOf({ about, element, label }: MethodElement): string {
  const known = element === undefined ? undefined : knownMethods().elements.get(element);
  return about ?? known?.about ?? label;
}
