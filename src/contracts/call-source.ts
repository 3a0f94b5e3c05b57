import { z } from 'zod';
import { Side } from './side.ts';

/** What a vendor's account says of one step of its connection check, for `doctor`. */
export const ConnectionStep = z.strictObject({
  name: z.string().min(1),
  state: z.enum(['passed', 'failed', 'skipped']),
  detail: z.string(),
  /** What to do where it failed. */
  action: z.string().nullable(),
});
export type ConnectionStep = z.infer<typeof ConnectionStep>;

/** Someone who took part in a call, as the source of calls names them. */
export const SourceParty = z.strictObject({
  /** Ties the party to what it said; null for one who did not speak. */
  speakerId: z.string().nullable(),
  /** The source's id of one of our own people. */
  userId: z.string().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  title: z.string().nullable(),
  side: Side,
});
export type SourceParty = z.infer<typeof SourceParty>;

/** What the vendor itself found out about a call, kept beside ours and never mixed with it. */
export const VendorInsights = z.strictObject({
  brief: z.string().nullable(),
  keyPoints: z.array(z.string()),
  outcome: z.string().nullable(),
  topics: z.array(z.strictObject({ name: z.string(), durationSeconds: z.number() })),
  trackers: z.array(z.strictObject({ name: z.string(), count: z.int() })),
  actionItems: z.array(z.string()),
  interaction: z.array(z.strictObject({ name: z.string(), value: z.number() })),
  questions: z.strictObject({ company: z.int(), others: z.int() }).nullable(),
});
export type VendorInsights = z.infer<typeof VendorInsights>;

/** A call as its source lists it, without what was said. */
export const SourceCall = z.strictObject({
  externalId: z.string().min(1),
  /** The workspace inside the source, where it has any. */
  sourceWorkspaceId: z.string().nullable(),
  title: z.string().nullable(),
  /** Where the vendor's player opens; a second is added by `playerAddress`. */
  url: z.string().nullable(),
  scheduledAt: z.iso.datetime().nullable(),
  startedAt: z.iso.datetime().nullable(),
  durationSeconds: z.number().nullable(),
  primaryUserId: z.string().nullable(),
  direction: z.string().nullable(),
  isPrivate: z.boolean(),
  isInternal: z.boolean(),
  /** It lies in a workspace of the source that is not to be read: then nothing of what it holds stands here. */
  isOutOfScope: z.boolean(),
  /** Empty in a plain listing. */
  parties: z.array(SourceParty),
  insights: VendorInsights.nullable(),
});
export type SourceCall = z.infer<typeof SourceCall>;

/** What was said, as the source has it: times in milliseconds from the start of the call. */
export const SourceTranscript = z.strictObject({
  externalId: z.string().min(1),
  monologues: z.array(
    z.strictObject({
      speakerId: z.string().nullable(),
      topic: z.string().nullable(),
      sentences: z.array(z.strictObject({ startMs: z.int(), endMs: z.int(), text: z.string() })),
    }),
  ),
});
export type SourceTranscript = z.infer<typeof SourceTranscript>;

/** One of our own people, as the source knows them. */
export const SourceUser = z.strictObject({
  externalId: z.string().min(1),
  email: z.string().nullable(),
  otherEmails: z.array(z.string()),
  name: z.string(),
  title: z.string().nullable(),
  active: z.boolean(),
  managerId: z.string().nullable(),
});
export type SourceUser = z.infer<typeof SourceUser>;

/** Words or a question that the source counts in calls, as it is set up there now. */
export const SourceTracker = z.strictObject({
  externalId: z.string().min(1),
  name: z.string(),
  /** Sorted, so that only a change of the words is one. */
  phrases: z.array(z.string()),
  /** Whose words count, and where in a call; as the source words it. */
  conditions: z.array(z.string()),
});
export type SourceTracker = z.infer<typeof SourceTracker>;

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Asks for the next page; null behind the last. */
  readonly cursor: string | null;
  /** How many there are in all, where the vendor says it. */
  readonly total: number | null;
}

/** Where calls come from. Every method throws `vendor.*` errors that say what to do. */
export interface CallSource {
  readonly name: 'gong';
  /**
   * The calls that started in [from, to), a page at a time. A cursor that has expired is `vendor.cursor-expired`: the
   * range is then asked for again from its start.
   */
  listCalls(range: {
    readonly from: Date;
    readonly to: Date;
    readonly cursor: string | null;
  }): Promise<Page<SourceCall>>;
  /** The calls with parties and the vendor's own insights; one that is unknown or not processed yet is left out, and one that is out of scope says only that. */
  getCalls(ids: { readonly externalIds: readonly string[] }): Promise<readonly SourceCall[]>;
  /** The transcripts that are ready; one that is not is left out. */
  getTranscripts(ids: { readonly externalIds: readonly string[] }): Promise<readonly SourceTranscript[]>;
  listUsers(place: { readonly cursor: string | null }): Promise<Page<SourceUser>>;
  /** What the source counts in calls; throws `vendor.missing-scope` where the key may not read it. */
  listTrackers(): Promise<readonly SourceTracker[]>;
  /** Where the vendor's player opens at a second of a call. */
  playerAddress(place: { readonly url: string; readonly seconds: number }): string;
  /** Proves the connection step by step: address, key, rights, workspace. */
  check(): Promise<readonly ConnectionStep[]>;
}
