import type { FoundData, MaskedKind } from './masked-kinds.ts';

/** Loads the word lists that names are found with, where names are wanted. */
export async function loadPeopleFinder(
  kinds: readonly MaskedKind[],
): Promise<((text: string) => FoundData[]) | undefined> {
  return kinds.includes('person') ? (await import('./find-people.ts')).findPeople : undefined;
}
