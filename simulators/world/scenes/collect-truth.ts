import type { CallTruth } from '../schema.ts';
import type { DraftSentence, Speaker } from './draft.ts';

type Place = CallTruth['objections'][number]['place'];

/** One sentence of the finished call, with who said it and where it stands. */
export interface PlacedSentence {
  readonly sentence: DraftSentence;
  readonly speaker: Speaker;
  readonly place: Place;
}

interface Named {
  readonly callKey: string;
  readonly placed: readonly PlacedSentence[];
  readonly competitors: readonly string[];
}

export type FoundTruth = Omit<CallTruth, 'stage' | 'sentiment'>;

/** Reads the marks that the phrasings carry into the truth of the call. */
export function collectTruth({ callKey, placed, competitors }: Named): FoundTruth {
  const all = placed.map((one) => ({
    ...one,
    said: { quote: one.sentence.text, speaker: one.speaker.name, place: one.place },
  }));
  function marked(name: string) {
    return all.flatMap((one) =>
      one.sentence.marks.filter((mark) => mark.name === name).map((mark) => ({ ...one, values: mark.values })),
    );
  }
  return {
    objections: marked('o').map(({ said, values: [kind = '', answer = ''] }) => ({
      ...said,
      kind,
      answer: readAnswer(answer),
    })),
    buyingSignals: marked('s').map(({ said, values: [kind = ''] }) => ({ ...said, kind })),
    risks: marked('r').map(({ said, values: [kind = ''] }) => ({ ...said, kind })),
    questions: all
      .filter(({ sentence }) => sentence.text.endsWith('?') && !hasMark(sentence, 'nq'))
      .map(({ said, sentence }) => ({ ...said, answered: !hasMark(sentence, 'q-') })),
    commitments: marked('c').map(({ said, sentence, speaker }, index) => ({
      ...said,
      commitmentKey: `${callKey}-commitment-${index + 1}`,
      owner: speaker.name,
      side: speaker.side,
      dueText: sentence.dates[0]?.quote ?? null,
      due: sentence.dates[0]?.resolved ?? null,
    })),
    competitors: all.flatMap(({ said }) =>
      competitors.filter((name) => said.quote.includes(name)).map((name) => ({ ...said, name })),
    ),
    amounts: all.flatMap(({ said, sentence }) =>
      sentence.amounts.map(({ quote, minorUnits }) => ({ ...said, quote, minorUnits, currency: 'USD' })),
    ),
    dates: all.flatMap(({ said, sentence }) =>
      sentence.dates.map(({ quote, resolved }) => ({ ...said, quote, resolved })),
    ),
  };
}

export function hasMark(sentence: DraftSentence, name: string): boolean {
  return sentence.marks.some((mark) => mark.name === name);
}

function readAnswer(answer: string): 'answered' | 'partly' | 'unanswered' {
  if (answer === 'answered' || answer === 'partly' || answer === 'unanswered') {
    return answer;
  }
  throw new Error(`Expected [o <kind> answered|partly|unanswered] in a phrasing, found "${answer}".`);
}
