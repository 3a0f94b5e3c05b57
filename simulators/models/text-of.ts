import { z } from 'zod';

const TextPart = z.looseObject({ text: z.string() });

/** The text of a message's content, whether a string or a list of parts. */
export function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part: unknown) => TextPart.safeParse(part).data?.text ?? '')
    .filter((text) => text !== '')
    .join('\n');
}
