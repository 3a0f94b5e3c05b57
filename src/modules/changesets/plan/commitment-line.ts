import type { JoinedPromise } from './join-promises.ts';

/** A promise in a line: who, what and by when, a day where one is known and otherwise the words that were said. */
export function commitmentLine(promise: JoinedPromise): string {
  const { owner, due } = promise.main;
  const text = promisedText(promise);
  if (due === null) return `${owner}: ${text}`;
  return `${owner}: ${text} (${due.date === null ? due.text : `by ${due.date}`})`;
}

/** All that is promised: each thing once, in the words that name it. */
export function promisedText({ main, further }: JoinedPromise): string {
  const texts = [main, ...further].map(({ text }) => text);
  return texts.map((text, place) => (place < texts.length - 1 ? text.replace(/[.;]+$/u, '') : text)).join('; ');
}
