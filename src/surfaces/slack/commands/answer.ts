import { context, type RenderedMessage, section } from '#modules/notifications';

/** Escaped lines under a heading, as many messages of it as it takes. */
export function answer({
  heading,
  lines,
  note = null,
}: {
  heading: string;
  lines: readonly string[];
  note?: string | null;
}): RenderedMessage[] {
  const parts: string[] = [];
  let part = `*${heading}*`;
  for (const each of lines) {
    if (part.length + each.length > longestPart) {
      parts.push(part);
      part = each;
    } else part = `${part}\n${each}`;
  }
  const blocks = [...parts, part].map((text) => section(text));
  return [{ text: heading, blocks: note === null ? blocks : [...blocks, context(note)] }];
}

const longestPart = 2500;

/** How many more there are than were shown; null where all were. */
export function moreThanShown({ shown, total, how }: { shown: number; total: number; how: string }): string | null {
  return total > shown ? `_${total - shown} more: ${how}_` : null;
}
