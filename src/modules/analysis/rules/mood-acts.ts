import type { BuyingSignal, Findings, Objection } from '#contracts';
import type { MoodAct } from '../sentiment/index.ts';

const approval = 0.5;
/** To ask for a price or to name a date is interest and hardly a mood. */
const interest = 0.3;
const resistance: { readonly [answer in Objection['answer']]: number } = {
  answered: -0.1,
  partly: -0.4,
  unanswered: -0.7,
};
const danger = -0.5;
/** A promise of ours shows goodwill; the buyer's is a buying signal where it is one. */
const goodwill = 0.1;
const approving: ReadonlySet<BuyingSignal['kind']> = new Set(['positive_fit', 'agreement', 'urgency']);

/**
 * Returns what the buyer's sentences do to the mood of a call: `We went with somebody else` holds no word that feels
 * like anything, and ends a deal.
 */
export function moodActs({
  buyingSignals,
  objections,
  risks,
  commitments,
}: Pick<Findings, 'buyingSignals' | 'objections' | 'risks' | 'commitments'>): MoodAct[] {
  return [
    ...buyingSignals.map((signal) => ({ ...placeOf(signal), mood: approving.has(signal.kind) ? approval : interest })),
    ...objections.map((objection) => ({ ...placeOf(objection), mood: resistance[objection.answer] })),
    ...risks.map((risk) => ({ ...placeOf(risk), mood: danger })),
    ...commitments
      .filter(({ side }) => side === 'internal')
      .map((commitment) => ({ ...placeOf(commitment), mood: goodwill })),
  ];
}

function placeOf({ turn, start, end }: Omit<MoodAct, 'mood'>): Omit<MoodAct, 'mood'> {
  return { turn, start, end };
}
