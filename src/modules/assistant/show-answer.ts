import { setImmediate as turn } from 'node:timers/promises';
import type { AnswerEvent } from '#contracts';
import type { AssistantContext } from './assistant-context.ts';
import { type Answered, nothingAnswered } from './say-not-answered.ts';

/** An answer on its way to whoever asked. */
export interface Showing {
  understood(reading: { readonly intent: string | null; readonly text: string }): Promise<void>;
  /** Notes the ids of what the answer names, so that what becomes of it is known. */
  names(subjects: readonly string[]): void;
  subjects(): readonly string[];
  /** Something is looked up; the number names the step when it has ended. */
  begin(text: string): Promise<number>;
  end(step: { readonly number: number; readonly text: string; readonly found: number }): Promise<void>;
  /** Shows it piece by piece. */
  answer(answered: Answered): Promise<void>;
  /** What was shown until now, as an answer that was stopped. */
  soFar(): Answered;
  /** Throws once whoever asked has enough. */
  assertWanted(): void;
}

/** Shows an answer to whoever listens, and keeps in mind what was shown. Every part may be the last that is wanted. */
export function showAnswer(
  { signal, tell }: Pick<AssistantContext, 'signal' | 'tell'>,
  firstWord: () => void,
): Showing {
  let shown: Answered = { ...nothingAnswered, outcome: 'stopped' };
  let steps = 0;
  const subjects = new Set<string>();
  async function say(event: AnswerEvent): Promise<void> {
    signal?.throwIfAborted();
    if (tell === undefined) return;
    await tell(event);
    // A word to stop arrives between two parts.
    await turn();
    signal?.throwIfAborted();
  }
  return {
    understood: async ({ intent, text }) => {
      shown = { ...shown, intent, understood: text };
      await say({ type: 'understood', intent, text });
    },
    names: (ids) => {
      for (const id of ids) subjects.add(id);
    },
    subjects: () => [...subjects],
    begin: async (text) => {
      steps += 1;
      const number = steps;
      await say({ type: 'step', number, text, found: null });
      return number;
    },
    end: ({ number, text, found }) => say({ type: 'step', number, text, found }),
    answer: async ({ text, lines, citations }) => {
      for (const piece of piecesOf(text)) {
        firstWord();
        shown = { ...shown, text: shown.text + piece };
        await say({ type: 'text', text: piece });
      }
      for (const line of lines) {
        shown = { ...shown, lines: [...shown.lines, line] };
        await say({ type: 'line', ...line });
      }
      for (const citation of citations) {
        shown = { ...shown, citations: [...shown.citations, citation] };
        await say({ type: 'citation', citation });
      }
    },
    soFar: () => shown,
    assertWanted: () => signal?.throwIfAborted(),
  };
}

const wordsPerPiece = 8;

/** The text in runs of a few words; together they are the text. */
function piecesOf(text: string): string[] {
  return text.match(new RegExp(`(?:\\S+\\s*){1,${wordsPerPiece}}|\\s+`, 'gu')) ?? [];
}
