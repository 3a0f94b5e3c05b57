import { z } from 'zod';

/** What happened, for whoever subscribes; written to the outbox in the transaction that made it true. */
export const DomainEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('batch.submitted'), batchId: z.string() }),
  z.strictObject({
    type: z.literal('call.imported'),
    callId: z.string(),
    version: z.int().min(1),
    engine: z.string().nullable(),
    /** Whether it is a version of before that is the current one again. */
    returned: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('call.analyzed'),
    callId: z.string(),
    version: z.int().min(1),
    analysisId: z.string(),
  }),
  /** Something came in from a vendor and stands in the inbox. */
  z.strictObject({ type: z.literal('inbox.received'), inboxId: z.string(), source: z.string(), kind: z.string() }),
  /** It could not be processed in any try, and stays as a dead letter until somebody has it tried again. */
  z.strictObject({
    type: z.literal('inbox.given_up'),
    inboxId: z.string(),
    source: z.string(),
    kind: z.string(),
    code: z.string(),
  }),
  /** A call was taken out with all that was derived from it: it turned private, or vanished. */
  z.strictObject({ type: z.literal('call.removed'), callId: z.string(), reason: z.string() }),
  z.strictObject({ type: z.literal('call.matched'), callId: z.string() }),
  z.strictObject({ type: z.literal('change_set.proposed'), changeSetId: z.string(), callId: z.string().nullable() }),
  z.strictObject({ type: z.literal('change_set.decided'), changeSetId: z.string() }),
  z.strictObject({ type: z.literal('change_set.applied'), changeSetId: z.string() }),
  z.strictObject({ type: z.literal('change_set.undone'), changeSetId: z.string() }),
  z.strictObject({ type: z.literal('change_set.undo_refused'), changeSetId: z.string() }),
  /** The CRM has another stage, close date, amount or owner of a deal than the mirror had. */
  z.strictObject({
    type: z.literal('deal.changed'),
    recordId: z.string(),
    properties: z.array(z.string()).min(1),
  }),
  z.strictObject({ type: z.literal('notification.requested'), notificationId: z.string() }),
  /** Somebody was told, or it was decided that nobody is; `callId` where it was about a call. */
  z.strictObject({
    type: z.literal('notification.settled'),
    notificationId: z.string(),
    kind: z.string(),
    state: z.enum(['sent', 'bundled', 'muted', 'undeliverable']),
    callId: z.string().nullable(),
  }),
  z.strictObject({ type: z.literal('gap.found'), source: z.string(), externalId: z.string(), cause: z.string() }),
  /** A vendor describes itself, or lists, otherwise than before. */
  z.strictObject({
    type: z.literal('drift.found'),
    driftId: z.string(),
    severity: z.enum(['low', 'medium', 'high']),
  }),
  z.strictObject({ type: z.literal('warning.raised'), warningId: z.string() }),
  z.strictObject({ type: z.literal('warning.cleared'), warningId: z.string() }),
  /** The mirror has learned that the CRM has made one record of two. */
  z.strictObject({ type: z.literal('record.merged'), fromRecordId: z.string(), intoRecordId: z.string() }),
  z.strictObject({ type: z.literal('contradiction.found'), contradictionId: z.string() }),
  z.strictObject({ type: z.literal('contradiction.resolved'), contradictionId: z.string() }),
  /** Something that it quoted is no longer there. */
  z.strictObject({ type: z.literal('contradiction.changed'), contradictionId: z.string() }),
  /** What had settled it was taken back. */
  z.strictObject({ type: z.literal('contradiction.reopened'), contradictionId: z.string() }),
  /** A promise was kept, broken or dropped: a later call or a person said so. */
  z.strictObject({ type: z.literal('commitment.settled'), commitmentId: z.string() }),
  /** It is open again, or says something else: its call has other words now. */
  z.strictObject({ type: z.literal('commitment.changed'), commitmentId: z.string() }),
  /** A program that was told by webhook has not answered for so long that it is told nothing more. */
  z.strictObject({ type: z.literal('webhook.disabled'), endpointId: z.string() }),
]);
export type DomainEvent = z.infer<typeof DomainEvent>;

/** What work within Sophia begins with and is no news to anybody outside: it is in no feed and goes to no webhook. */
export const InnerEvent = z.discriminatedUnion('type', [
  /** A call came in again and is as it was: an analysis that did not come about is made up for. */
  z.strictObject({
    type: z.literal('call.told_again'),
    callId: z.string(),
    version: z.int().min(1),
    engine: z.string().nullable(),
  }),
]);
export type InnerEvent = z.infer<typeof InnerEvent>;

export const DomainEventType = z.enum(DomainEvent.options.map(({ shape }) => shape.type.value));
export type DomainEventType = z.infer<typeof DomainEventType>;
