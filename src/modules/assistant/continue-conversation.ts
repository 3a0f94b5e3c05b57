import { z } from 'zod';
import type { Context } from '#platform/context';
import { and, desc, eq, gte } from '#platform/sql';
import { emptySlots, type ReadQuestion, type Slots } from './entities/slots.ts';
import { wordsOf } from './entities/words.ts';
import { kindOf } from './intent/choose-kind.ts';
import { assistantInteractions } from './tables.ts';

const Thing = z.object({ id: z.string(), name: z.string() });
const Days = z.object({ from: z.string(), to: z.string(), name: z.string() });

/** What of a question is kept, so that the next one may leave it out. */
const KeptSlots = z.object({
  deals: z.array(Thing),
  accounts: z.array(Thing),
  contacts: z.array(Thing),
  owners: z.array(Thing),
  me: z.boolean(),
  period: Days.nullable(),
  created: Days.nullable().default(null),
  stay: z.object({ from: z.string(), name: z.string() }).nullable().default(null),
  team: z
    .object({ name: z.string(), ownerIds: z.array(z.string()) })
    .nullable()
    .default(null),
  amount: z
    .object({
      least: z.number().nullable(),
      most: z.number().nullable(),
      includesLeast: z.boolean(),
      includesMost: z.boolean(),
      currency: z.string().nullable(),
    })
    .nullable()
    .default(null),
  lacks: z.array(z.enum(['next_step', 'amount', 'close_date', 'competitor', 'owner'])).default([]),
  stage: z
    .object({ ids: z.array(z.string()), name: z.string(), ended: z.enum(['won', 'lost']).nullable().default(null) })
    .nullable(),
  competitor: z.string().nullable(),
  objection: z.string().nullable(),
  warning: z.string().nullable(),
  topic: z.string().nullable(),
  pipeline: z.enum(['renewal', 'sales']).nullable(),
  strangers: z.array(z.string()),
});

export interface EarlierQuestion {
  readonly intent: string;
  readonly slots: Slots;
  readonly question: string;
}

/** After it, what somebody asks begins anew. */
const rememberedMs = 12 * 60 * 60 * 1000;
/** So many refused questions in a row end what was spoken of. */
const mostRefused = 10;

/**
 * What was asked before in the same conversation by the same person; null where there is nothing to go on from. What
 * was refused and names nothing is passed over.
 */
export async function readEarlier({
  ctx,
  conversation,
  askedBy,
}: {
  ctx: Context;
  conversation: string | null;
  askedBy: string;
}): Promise<EarlierQuestion | null> {
  if (conversation === null) return null;
  const since = new Date(ctx.clock.now().getTime() - rememberedMs);
  const rows = await ctx.db
    .select()
    .from(assistantInteractions)
    .where(
      and(
        eq(assistantInteractions.workspaceId, ctx.workspaceId),
        eq(assistantInteractions.conversation, conversation),
        eq(assistantInteractions.askedBy, askedBy),
        gte(assistantInteractions.askedAt, since),
      ),
    )
    .orderBy(desc(assistantInteractions.askedAt), desc(assistantInteractions.id))
    .limit(mostRefused + 1);
  for (const { intent, entities, question } of rows) {
    const slots = KeptSlots.safeParse(entities);
    if (!slots.success) return null;
    if (kindOf(intent ?? '') !== null || namesSubject(slots.data)) {
      return { intent: intent ?? '', slots: { ...emptySlots, ...slots.data }, question };
    }
  }
  return null;
}

function namesSubject({ deals, accounts, contacts }: Pick<Slots, 'deals' | 'accounts' | 'contacts'>): boolean {
  return deals.length + accounts.length + contacts.length > 0;
}

const beginnings = /^(?:and|also|what about|how about|same for|the same for|ok and|now for|for|only|just)\b/;
const fillers = new Set([
  'and',
  'also',
  'what',
  'how',
  'about',
  'same',
  'the',
  'for',
  'ok',
  'now',
  'only',
  'just',
  'in',
  'on',
  'of',
  'with',
  'at',
  'those',
  'them',
  'that',
  'deal',
  'account',
  'one',
  'ones',
  'please',
  'then',
  's',
  'is',
  'renewals',
  'objections',
]);

/** Whether a question goes on from the one before: it only says what is different. */
export function isContinuation(masked: string): boolean {
  const words = wordsOf(masked).map(({ word }) => word);
  const rest = words.filter((word) => !fillers.has(word) && !word.startsWith('{'));
  const names = words.filter((word) => word.startsWith('{')).length;
  return rest.length === 0 && (names > 0 || beginnings.test(masked));
}

/** Whether a question points back: their, that deal, them. */
function pointsBack(masked: string): boolean {
  return /\b(?:they|them|their|it|its|that deal|this deal|that account|this account|that call|the deal|the account|he|she|him|her|there)\b/.test(
    masked,
  );
}

/** Words by which a question is about more than what was spoken of. */
const ofAll =
  /\b(?:deals?|opportunit\w+|opps?|renewals|accounts?|customers?|compan\w+|we|our|us|my|i|me|all|any(?:one|body)|every\w*|each|reps?|sellers?|team|pipeline|forecast|quota|quarter|calls|leads|data|crm|hubspot|gong|slack|sophia|you|help|thanks?|hi|hello|hey|per|by|most|top|total|average|win|rate|much|many)\b/;
const mostEllipticWords = 5;

/** `any risks?`: a few words that name nothing and ask of no whole. */
function isElliptic({ masked, slots }: ReadQuestion): boolean {
  const { owners, me, team, stage, competitor, warning, topic, amount, pipeline, group, rank, strangers } = slots;
  const isNarrowed = [team, stage, competitor, warning, topic, amount, pipeline, group, rank].some(
    (slot) => slot !== null,
  );
  if (isNarrowed || me || owners.length + strangers.length + slots.lacks.length > 0) return false;
  const words = wordsOf(masked.replaceAll('{period}', ' '));
  return words.length > 0 && words.length <= mostEllipticWords && !ofAll.test(masked);
}

/** Kinds of question that can be asked of one deal or account. */
const ofSubject =
  /^(?:deal|warnings|risks|objections|commitments|people|calls|moves|contradictions|signals|topics|approvals|changes|written)\./;

/** A question that only sounds like a part of the conversation is read by itself. */
export function keepsSubject({
  read,
  alone,
  intent,
}: {
  read: ReadQuestion;
  alone: ReadQuestion;
  intent: string;
}): boolean {
  return read === alone || pointsBack(alone.masked) || ofSubject.test(intent);
}

/** What the question before was about, with what this one says in its stead. */
export function mergeSlots({ earlier, now }: { earlier: Slots; now: Slots }): Slots {
  const says = now.deals.length + now.accounts.length > 0;
  return {
    ...emptySlots,
    deals: says ? now.deals : earlier.deals,
    accounts: says ? now.accounts : earlier.accounts,
    contacts: now.contacts.length > 0 ? now.contacts : says ? [] : earlier.contacts,
    owners: now.owners.length > 0 ? now.owners : now.me || now.team !== null ? [] : earlier.owners,
    me: now.me || (earlier.me && now.owners.length === 0),
    period: now.period ?? earlier.period,
    created: now.created ?? earlier.created,
    stay: now.stay ?? earlier.stay,
    team: now.team ?? (now.owners.length > 0 || now.me ? null : earlier.team),
    amount: now.amount ?? earlier.amount,
    lacks: now.lacks.length > 0 ? now.lacks : earlier.lacks,
    group: now.group,
    rank: now.rank,
    unread: now.unread,
    stage: now.stage ?? earlier.stage,
    competitor: now.competitor ?? earlier.competitor,
    objection: now.objection ?? earlier.objection,
    warning: now.warning ?? earlier.warning,
    topic: now.topic ?? earlier.topic,
    pipeline: now.pipeline ?? earlier.pipeline,
    strangers: now.strangers,
    sides: now.sides,
  };
}

/** The subject of the question before, where this one points back to it without a name. */
export function borrowSubject({
  earlier,
  read,
}: {
  earlier: EarlierQuestion | null;
  read: ReadQuestion;
}): ReadQuestion {
  const { slots, masked } = read;
  if (earlier === null || namesSubject(slots) || !namesSubject(earlier.slots)) return read;
  const { deals, accounts, contacts } = earlier.slots;
  const mark = deals.length + accounts.length > 0 ? '{account}' : '{person}';
  if (!pointsBack(masked)) {
    if (!isElliptic(read)) return read;
    return { slots: { ...slots, deals, accounts, contacts }, masked: `${masked.replace(/[\s?.!]+$/, '')} for ${mark}` };
  }
  const pointed = masked.replace(
    /\b(?:that deal|this deal|that account|this account|the deal|the account|they|them|their|its|it|he|she|him|her|there)\b/,
    mark,
  );
  return { slots: { ...slots, deals, accounts, contacts }, masked: pointed };
}
