import { type MaskedKind, maskedKinds } from './masked-kinds.ts';

/** A mark that holds what it stands for, sealed as a secret box does it. */
const sealedMark = /\[(?<kind>[a-z-]+):(?<sealed>v1\.[0-9a-f]{8}\.[\w-]+\.[\w-]*\.[\w-]+)\]/g;

/** What stands for something that was found: `[card]`, or `[card:v1.…]` where it can be sealed. A secret never is. */
export function markOf({
  kind,
  text,
  seal,
}: {
  kind: MaskedKind;
  text: string;
  seal: ((text: string) => string) | null;
}): string {
  if (seal === null || kind === 'secret') return `[${kind}]`;
  try {
    return `[${kind}:${seal(text)}]`;
  } catch {
    // A key that cannot be read costs the way back, and no line of the log.
    return `[${kind}]`;
  }
}

/** The text with nothing to be found in its sealed marks, at the same places: what is sealed looks like anything. */
export function hideSealedMarks(text: string): string {
  return text.replaceAll(sealedMark, (mark) => '\uE000'.repeat(mark.length));
}

/** The text with its sealed marks opened, and the kinds of those that were; the rest stays as it is. */
export function openSealedMarks({ text, open }: { text: string; open: (sealed: string) => string | null }): {
  text: string;
  opened: MaskedKind[];
  unreadable: number;
} {
  const opened: MaskedKind[] = [];
  let unreadable = 0;
  const shown = text.replaceAll(sealedMark, (mark, name: string, sealed: string) => {
    const kind = maskedKinds.find((known) => known === name);
    if (kind === undefined) return mark;
    const value = open(sealed);
    if (value === null) {
      unreadable += 1;
      return mark;
    }
    opened.push(kind);
    return value;
  });
  return { text: shown, opened, unreadable };
}
