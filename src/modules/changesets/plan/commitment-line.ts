import type { Commitment } from '#contracts';

/** A promise in a line: who, what and by when, a day where one is known and otherwise the words that were said. */
export function commitmentLine({ owner, text, due }: Commitment): string {
  if (due === null) return `${owner}: ${text}`;
  return `${owner}: ${text} (${due.date === null ? due.text : `by ${due.date}`})`;
}
