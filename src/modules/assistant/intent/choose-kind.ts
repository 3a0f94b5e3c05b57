import { withoutShape } from '../entities/shape.ts';
import type { Slots } from '../entities/slots.ts';
import type { Need, QuestionKind } from '../kinds/question-kind.ts';
import { questionKinds } from '../kinds/question-kinds.ts';
import { noIntents } from './read-intent-examples.ts';
import { readSelection } from './read-selection.ts';
import { rankIntents } from './recognize-intent.ts';

export type Choice =
  | { readonly type: 'kind'; readonly kind: QuestionKind; readonly certainty: number; readonly slots: Slots }
  | {
      readonly type: 'help' | 'cannot_do' | 'out_of_scope';
      readonly certainty: number;
      readonly near: readonly QuestionKind[];
    };

/** Below it a question is none that is known: it is refused rather than guessed. */
const leastCertainty = 0.3;
const kindsById: ReadonlyMap<string, QuestionKind> = new Map(questionKinds.map((kind) => [kind.id, kind]));

/** How much less likely a kind is where what it needs was not named. */
const withoutNeed: Readonly<Record<Need, number>> = {
  deal: 0.35,
  account: 0.35,
  contact: 0.15,
  rep: 0.1,
  competitor: 0.1,
  topic: 0.1,
  warning: 0.02,
};

/** The same where it has none of the words that every question of the kind has. */
const withoutWords = 0.1;

/**
 * The kind of question: a selection where every word has a part in one, otherwise what the words and the names together
 * speak for; of things on deals, in groups or in an order, the words of the thing itself.
 */
export function chooseKind({ masked, slots }: { masked: string; slots: Slots }): Choice {
  const comparing = kindsById.get('compare.sides');
  if (comparing !== undefined && slots.sides.length > 1 && comparesAll.test(masked))
    return { type: 'kind', kind: comparing, certainty: 1, slots };
  const selection = readSelection({ masked, slots });
  const selected = selection === null ? undefined : kindsById.get(selection.kind);
  if (selection !== null && selected !== undefined)
    return { type: 'kind', kind: selected, certainty: 1, slots: selection.slots };
  const head = headOf({ masked, slots });
  const choice = head === null ? null : weigh({ masked: head, slots });
  return choice?.type === 'kind' ? choice : weigh({ masked, slots });
}

/** A question of nothing but what is set side by side, and of figures that stand there. */
const comparesAll = new RegExp(
  String.raw`^(?:\W|\{(?:account|rep|person|period|stage)\}|\b(?:${[
    'compared?|comparing|comparison|vs|versus|and|with|to|against|between|beside|side by side|next|each|other|how|do|does|did|are|is',
    'much|many|more|less|fewer|better|worse|higher|lower|bigger|larger|stronger|weaker|healthier|than|have|has|had|been|i',
    'was|what|which|the|their|our|of|for|in|on|me|us|my|show|give|please|a|an|as|by|from|difference|both|two|these|those|at|we|perform|performing|now',
    'deals?|accounts?|customers?|companies|compan(?:y|ies)|reps?|sellers?|representatives|opportunit(?:y|ies)|renewals?|quarters?|months?',
    'pipelines?|win|won|wins|lost|rates?|calls?|open|amounts?|values?|stages?|close|closed|dates?|promises?|warnings?|health|risks?|steps?|last',
    'numbers|figures|performance|results?|standing|bookings|sales|created|new|doing|looking|s',
  ].join('|')})\b)+$`,
  'i',
);

/** What is asked about beside deals and calls, by the words that it is called by. */
const things =
  /\b(?:promises?|promised|committed|owes?|objected|commitments?|action items?|follow[- ]ups?|objections?|concerns?|pushback|questions?|signals?|warnings?|risks?|mentions?|changes|approvals?|contradictions?|decisions?|contacts?|leads)\b/i;
const dealClause =
  /^(.+?)\s+(?:on|about|in|for|from|with|of|around|across|regarding|at)\s+(?:(?:the|our|all|any|open|active)\s+)*(?:deals?|opportunit(?:y|ies)|opps?|renewals?)\b(?:\s+(?:in|at)\s+\{stage\})?(.*)$/i;

/** `overdue promises` of “which rep has the most overdue promises”, `objections {period}` of “objections on renewals {period}”. */
function headOf({ masked, slots }: { masked: string; slots: Slots }): string | null {
  const plain = slots.group === null && slots.rank === null ? masked : withoutShape(masked);
  const [, before = plain, after = ''] = dealClause.exec(plain) ?? [];
  const head = `${before}${after}`.replaceAll(/\s+/g, ' ').trim();
  const isOfThing = things.test(before) || (/\bcalls?\b/i.test(before) && before !== plain);
  return isOfThing && head !== masked ? head : null;
}

function weigh({ masked, slots }: { masked: string; slots: Slots }): Choice {
  const ranked = rankIntents(masked)
    .map(({ intent, certainty }) => ({ intent, certainty: certainty * fit({ intent, slots, masked }) }))
    .sort((one, other) => other.certainty - one.certainty);
  const near = ranked.flatMap(({ intent }) => kindsById.get(intent) ?? []).slice(0, 3);
  const [best] = ranked;
  if (best === undefined) return { type: 'out_of_scope', certainty: 0, near };
  const { certainty } = best;
  if (best.intent === noIntents.help && certainty >= leastCertainty) return { type: 'help', certainty, near };
  if (best.intent === noIntents.cannotDo && certainty >= leastCertainty) return { type: 'cannot_do', certainty, near };
  const kind = kindsById.get(best.intent);
  if (kind === undefined || certainty < leastCertainty) return { type: 'out_of_scope', certainty, near };
  return { type: 'kind', kind: endedKind({ kind, slots }), certainty, slots };
}

/** A deal in a stage that ends it is not open, whatever else the question is taken for. */
function endedKind({ kind, slots }: { kind: QuestionKind; slots: Slots }): QuestionKind {
  const ended = slots.stage?.ended ?? null;
  const isOfOpen = ['deals.open', 'deals.closing', 'deals.largest', 'pipeline.total'].includes(kind.id);
  return ended === null || !isOfOpen ? kind : (kindsById.get(`deals.${ended}`) ?? kind);
}

export function kindOf(id: string): QuestionKind | null {
  return kindsById.get(id) ?? null;
}

function fit({ intent, slots, masked }: { intent: string; slots: Slots; masked: string }): number {
  const { needs, says, compares } = kindsById.get(intent) ?? {};
  const named: Readonly<Record<Need, boolean>> = {
    deal: slots.deals.length + slots.accounts.length > 0,
    account: slots.deals.length + slots.accounts.length > 0,
    contact: slots.contacts.length > 0,
    rep: slots.owners.length > 0 || slots.me || slots.team !== null,
    competitor: slots.competitor !== null,
    topic: slots.topic !== null,
    warning: slots.warning !== null,
  };
  if (needs !== undefined && !named[needs]) return withoutNeed[needs];
  if (says?.test(masked) === false) return withoutWords;
  // What is to be compared beside these figures is not told by them.
  if (compares === true && slots.sides.length > 1) return withoutWords;
  // A competitor that was named is what the question is about.
  if (slots.competitor !== null && needs !== 'competitor' && needs !== 'topic' && kindsById.has(intent)) return 0.3;
  return 1;
}
