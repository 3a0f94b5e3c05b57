import type { PromptSentence } from './read-turns.ts';

interface Finder {
  readonly matches: RegExp;
  readonly side: 'internal' | 'external' | null;
}

/** What each list of an answer is looked for with: plain words, as an honest but simple reader would. */
const finders: Readonly<Record<string, Finder>> = {
  objections: {
    matches:
      /\b(expensive|too much|cost|price|budget|worried|concern|not sure|hesitant|security|competitor|can't|don't)\b/iu,
    side: 'external',
  },
  buyingSignals: {
    matches: /\b(how soon|when could|next step|contract|sign|pricing|love|great|works for us|let's)\b/iu,
    side: 'external',
  },
  questions: { matches: /\?$/u, side: null },
  commitments: { matches: /\b(I'll|I will|we'll|we will|let me send|I can send|you'll)\b/iu, side: null },
  decisions: { matches: /\b(agreed|decided|let's go|we're going with|go ahead|approved)\b/iu, side: null },
  problems: { matches: /\b(problem|issue|broken|pain|manual|slow|struggle|frustrat\w*|wrong)\b/iu, side: null },
  risks: { matches: /\b(delay|budget|legal|churn|cancel|competitor|left the company|not until)\b/iu, side: null },
  qualification: {
    matches: /\b(budget|decide|decision|approve|CFO|deadline|problem|need|because)\b/iu,
    side: 'external',
  },
  coaching: { matches: /\b(so|right|actually|basically|feature)\b/iu, side: 'internal' },
};

/** The sentences for a list by its name, at most `limit`; for an unknown name the longest ones, in order. */
export function findCandidates(options: {
  name: string;
  sentences: readonly PromptSentence[];
  question: string | null;
  limit: number;
}): PromptSentence[] {
  const { name, sentences, question, limit } = options;
  if (question !== null) return answering({ sentences, question, limit });
  const finder = finders[name];
  if (finder === undefined) return longest({ sentences, limit });
  return sentences
    .filter(({ text, side }) => finder.matches.test(text) && (finder.side === null || side === finder.side))
    .slice(0, limit);
}

function longest({ sentences, limit }: { sentences: readonly PromptSentence[]; limit: number }): PromptSentence[] {
  return sentences
    .toSorted((left, right) => right.text.length - left.text.length || left.index - right.index)
    .slice(0, limit)
    .toSorted((left, right) => left.index - right.index);
}

/** Sentences that share at least two telling words with the question. */
function answering(options: {
  sentences: readonly PromptSentence[];
  question: string;
  limit: number;
}): PromptSentence[] {
  const wanted = tellingWords(options.question);
  return options.sentences
    .filter(({ text }) => [...tellingWords(text)].filter((word) => wanted.has(word)).length >= 2)
    .slice(0, options.limit);
}

const emptyWords = new Set('about does that this what when where which with they them their have from into'.split(' '));

function tellingWords(text: string): Set<string> {
  const words = text.toLowerCase().match(/\p{L}{4,}/gu) ?? [];
  return new Set(words.filter((word) => !emptyWords.has(word)));
}
