import { z } from 'zod';
import { KeywordTracker, QuestionTracker } from './analysis-settings.ts';

const Day = z.iso.date().nullable().default(null);
const Name = z.string().trim().min(1).max(300).nullable().default(null);

/** `gong` is what Gong has recorded, also where its files were imported; `file` is every other call. */
export const CallOrigin = z.enum(['gong', 'file']);
export type CallOrigin = z.infer<typeof CallOrigin>;

/** Which calls a tracker is for, in the words of a person; what is left out or null narrows nothing. */
export const TrackerFilterInput = z.strictObject({
  /** The days of the calls, both included. A call without a date is on none of them. */
  since: Day,
  until: Day,
  /** A company, or a deal in its place: an id, a name or a part of one. */
  account: Name,
  deal: Name,
  /** The stage that the deal was in when the call began. */
  stage: Name,
  /** Whose deal it is, or who held the call: a name, the beginning of one, or an address. */
  owner: Name,
  /** The same for the members of a team, of the CRM or of Sophia. */
  team: Name,
  source: CallOrigin.nullable().default(null),
  /** The least length; a call whose length is not known is not that long. */
  minMinutes: z.int().min(1).max(1440).nullable().default(null),
});
export type TrackerFilterInput = z.infer<typeof TrackerFilterInput>;

/** A record of the CRM that a tracker is for; both are null for whoever does not see it. */
const FilterRecord = z.strictObject({ recordId: z.string().nullable(), name: z.string().nullable() });
const FilterName = z.strictObject({ id: z.string(), label: z.string() });
/** A team of the CRM or of Sophia; both are null for whoever may not know of it. */
const FilterTeam = z.strictObject({ id: z.string().nullable(), label: z.string().nullable() });

/** The same as it is saved: with what was meant. */
export const TrackerFilter = z.strictObject({
  since: z.iso.date().nullable(),
  until: z.iso.date().nullable(),
  account: FilterRecord.nullable(),
  deal: FilterRecord.nullable(),
  /** The stages of that name, of every pipeline. */
  stage: z.strictObject({ ids: z.array(z.string()).min(1), label: z.string() }).nullable(),
  owner: FilterName.nullable(),
  team: FilterTeam.nullable(),
  source: CallOrigin.nullable(),
  minMinutes: z.int().nullable(),
});
export type TrackerFilter = z.infer<typeof TrackerFilter>;

const asked = { filter: TrackerFilterInput.prefault({}) };
/** A tracker as somebody defines it. */
export const NewTracker = z.discriminatedUnion('kind', [KeywordTracker.extend(asked), QuestionTracker.extend(asked)]);
export type NewTracker = z.infer<typeof NewTracker>;

const saved = { filter: TrackerFilter };
/** A tracker as it is saved. */
export const SavedTracker = z.discriminatedUnion('kind', [KeywordTracker.extend(saved), QuestionTracker.extend(saved)]);
export type SavedTracker = z.infer<typeof SavedTracker>;

export const Tracker = z.strictObject({
  trackerId: z.string(),
  name: z.string(),
  definition: SavedTracker,
  createdAt: z.iso.datetime(),
});
export type Tracker = z.infer<typeof Tracker>;

/** Tries a tracker on calls that are there already. A question costs nothing until `spend` says to ask the model. */
export const PreviewTrackerInput = z.strictObject({
  definition: NewTracker,
  /** The newest calls to try it on, of those that its filter lets through. */
  calls: z.int().min(1).max(10_000),
  spend: z.boolean(),
});
export type PreviewTrackerInput = z.infer<typeof PreviewTrackerInput>;

export const TrackerPreviewCall = z.strictObject({
  callId: z.string(),
  title: z.string().nullable(),
  hits: z.array(z.strictObject({ quote: z.string(), speaker: z.string(), turn: z.int(), startMs: z.int().nullable() })),
});
export type TrackerPreviewCall = z.infer<typeof TrackerPreviewCall>;

export const TrackerPreview = z.strictObject({
  name: z.string(),
  /** What the filter was understood as. */
  filter: TrackerFilter,
  /** Whether the calls were really gone through; false where only the cost was estimated. */
  ran: z.boolean(),
  calls: z.int(),
  /** The calls that were looked at on the way and that the filter keeps out. */
  filteredOut: z.int(),
  callsWithHits: z.int(),
  hits: z.int(),
  /** What it cost, or would cost at most where it was not run; null where the price of the model is not known. */
  costMicroUsd: z.int().nullable(),
  perCall: z.array(TrackerPreviewCall),
});
export type TrackerPreview = z.infer<typeof TrackerPreview>;
