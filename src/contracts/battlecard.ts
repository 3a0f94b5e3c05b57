import { z } from 'zod';
import { DocumentAudience } from './document.ts';
import { Side } from './side.ts';

/** A competitor is judged from so many mentions in calls on; below, the signal is insufficient. */
export const fewestMentions = 5;

/** A win rate is told from so many closed deals on; below, it would be chance. */
export const fewestClosedDeals = 5;

/** What somebody said in a call, with the page that opens at its turn. */
export const BattlecardQuote = z.strictObject({
  quote: z.string(),
  speaker: z.string(),
  side: Side,
  callId: z.string(),
  title: z.string(),
  date: z.iso.date().nullable(),
  account: z.string().nullable(),
  /** The company in the mirror of the CRM, where whoever reads sees it. */
  accountId: z.string().nullable(),
  turn: z.int().min(0),
  path: z.string(),
});
export type BattlecardQuote = z.infer<typeof BattlecardQuote>;

export const Competitor = z.strictObject({
  name: z.string(),
  mentions: z.int().min(0),
  calls: z.int().min(0),
  /** Whether there is a battlecard: enough was said. */
  isSufficient: z.boolean(),
});
export type Competitor = z.infer<typeof Competitor>;

/** A passage of a document of the workspace that names the competitor. */
export const BattlecardPassage = z.strictObject({
  documentId: z.string(),
  name: z.string(),
  title: z.string(),
  /** `external`: a customer may be told what it says. */
  audience: DocumentAudience,
  passage: z.string(),
});
export type BattlecardPassage = z.infer<typeof BattlecardPassage>;

export const BattlecardDeals = z.strictObject({
  open: z.int().min(0),
  won: z.int().min(0),
  lost: z.int().min(0),
  /** Won of all that closed, 0 to 1; null below five closed deals. */
  winRate: z.number().min(0).max(1).nullable(),
  listed: z.array(
    z.strictObject({
      recordId: z.string(),
      name: z.string(),
      stage: z.string().nullable(),
      state: z.enum(['open', 'won', 'lost']),
      mentions: z.int().min(0),
      /** Whether the CRM names the competitor as well. */
      isNamedInCrm: z.boolean(),
    }),
  ),
});
export type BattlecardDeals = z.infer<typeof BattlecardDeals>;

/**
 * What is known of a competitor from calls, the CRM and documents. What comes from calls and deals is internal: it tells
 * of other customers. For a customer (`audience` external) there are the passages of external documents alone.
 */
export const Battlecard = z.strictObject({
  competitor: z.string(),
  audience: DocumentAudience,
  /** `insufficient`: below five mentions there is no card, and everything below is empty. */
  state: z.enum(['ready', 'insufficient']),
  /** Null for a customer. */
  mentions: z.int().min(0).nullable(),
  calls: z.int().min(0).nullable(),
  said: z.array(BattlecardQuote),
  objections: z.array(
    z.strictObject({
      kind: z.string(),
      outcome: z.enum(['answered', 'partly', 'unanswered']),
      objection: BattlecardQuote,
      /** What our people answered; null where nobody did. */
      answer: BattlecardQuote.nullable(),
    }),
  ),
  deals: BattlecardDeals.nullable(),
  passages: z.array(BattlecardPassage),
  /** What is not known, each in a sentence. */
  unknown: z.array(z.string()),
});
export type Battlecard = z.infer<typeof Battlecard>;
