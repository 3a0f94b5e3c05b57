import type { EarlierQuestion } from './continue-conversation.ts';
import { mergeSlots } from './continue-conversation.ts';
import { namedPeriod } from './entities/period.ts';
import type { ReadQuestion, Slots } from './entities/slots.ts';
import { type Choice, chooseKind, kindOf } from './intent/choose-kind.ts';

const ofThem = /\b(which|what|how many|how much|any|all|some|one)(?: ones?)? of (?:them|those|these)\b/;
const theBiggest =
  /^(?:and )?(?:who (?:owns|has|handles|is on)|whose is|which (?:one )?is|what is) the [a-z]+(?: (?:one|deal))?(?: of (?:them|those|these))?\W*$/;

/** Lists that the slots of their question say in full. */
const saidInFull = [
  'deals.closing',
  'deals.open',
  'deals.largest',
  'deals.competitor',
  'deals.created',
  'pipeline.total',
];
const ofDeals = [...saidInFull, 'deals.won', 'deals.lost', 'deals.overdue', 'deals.no_next_step'];
const ofRisk = ['warnings.at_risk', 'warnings.kind'];

interface Following {
  readonly earlier: EarlierQuestion | null;
  readonly read: ReadQuestion;
  readonly today: string;
}

/**
 * “Which of them are at risk”, “who owns the biggest”: asked of what the answer before listed. Null where a question
 * points at no list; a list that cannot be said again is asked back about.
 */
export function followList(following: Following): { choice: Choice; read: ReadQuestion } | null {
  const { read } = following;
  if (read.slots.rank?.by === 'size' && theBiggest.test(read.masked)) return ofTheBiggest(following);
  if (!ofThem.test(read.masked)) return null;
  return amongThem(following);
}

function ofTheBiggest({ earlier, read, today }: Following): ReturnType<typeof followList> {
  const isOfList = earlier !== null && ofDeals.includes(earlier.intent);
  const kind = kindOf(isOfList ? earlier.intent : 'deals.largest');
  if (kind === null) return null;
  const slots = isOfList ? mergeSlots({ earlier: slotsOfList({ earlier, today }), now: read.slots }) : read.slots;
  return { choice: { type: 'kind', kind, certainty: 1, slots }, read: { masked: read.masked, slots } };
}

function amongThem({ earlier, read, today }: Following): ReturnType<typeof followList> {
  const masked = read.masked.replace(ofThem, '$1 deals');
  const isKnown = earlier !== null && [...saidInFull, ...ofRisk].includes(earlier.intent);
  const slots = isKnown
    ? mergeSlots({ earlier: slotsOfList({ earlier, today }), now: read.slots })
    : { ...read.slots, unread: read.slots.unread ?? 'of them' };
  const choice = chooseKind({ masked, slots: isKnown ? read.slots : slots });
  if (choice.type !== 'kind') return null;
  const before = isKnown && ofRisk.includes(earlier.intent) ? kindOf(earlier.intent) : null;
  const kind = before !== null && ['deals.closing', 'deals.open'].includes(choice.kind.id) ? before : choice.kind;
  const isOfOther = isKnown && before !== null && kind !== before;
  const meant = isOfOther ? { ...slots, unread: 'of them' } : slots;
  return { choice: { ...choice, kind, slots: meant }, read: { masked, slots: meant } };
}

/** The days that a list of closing deals took where it was asked without, and those on which deals came in. */
function slotsOfList({ earlier, today }: { earlier: EarlierQuestion; today: string }): Slots {
  const { intent, slots } = earlier;
  if (intent === 'deals.closing') return { ...slots, period: slots.period ?? namedPeriod('this quarter', today) };
  if (intent !== 'deals.created') return slots;
  return { ...slots, created: slots.period ?? namedPeriod('last 30 days', today), period: null };
}
