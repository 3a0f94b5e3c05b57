import { SophiaError } from '#platform/errors';

/** Refuses text that no database takes: with the character zero, or with half a character. Throws `input.invalid`. */
export function assertStorable(value: unknown): void {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === 'string') assertText(next);
    if (typeof next !== 'object' || next === null) continue;
    for (const [name, field] of Object.entries(next)) {
      assertText(name);
      waiting.push(field);
    }
  }
}

function assertText(text: string): void {
  if (!text.includes('\0') && text.isWellFormed()) return;
  throw new SophiaError(
    'input.invalid',
    'Expected text of whole characters, found the character zero or half of a pair of surrogates.',
  );
}
