import { z } from 'zod';
import { ApprovalDecision, ChangeSetKind, ChangeState, DraftChange } from '#contracts';

/** What is proposed, whatever set it off. The same key is the same change set. */
export const ProposeChangeSetInput = z.strictObject({
  kind: ChangeSetKind,
  key: z.string().min(1).max(300),
  title: z.string().min(1),
  callId: z.string().nullable(),
  analysisId: z.string().nullable(),
  tainted: z.boolean(),
  drafts: z.array(DraftChange).max(500),
});
export type ProposeChangeSetInput = z.infer<typeof ProposeChangeSetInput>;

export const DecideChangesInput = z.strictObject({
  changeSetId: z.string().optional(),
  decisions: z.array(ApprovalDecision).min(1).max(500),
});
export type DecideChangesInput = z.infer<typeof DecideChangesInput>;

/** Exactly one of them says what is undone. */
export const UndoChangesInput = z.union([
  z.strictObject({ changeId: z.string() }),
  z.strictObject({ changeSetId: z.string() }),
  /** Everything that was written on a day, in UTC. */
  z.strictObject({ day: z.iso.date() }),
  /** Everything that one rule has written. */
  z.strictObject({ rule: z.string().min(1) }),
]);
export type UndoChangesInput = z.infer<typeof UndoChangesInput>;

export const FinishUndoInput = z.strictObject({ changeId: z.string().min(1) });
export type FinishUndoInput = z.infer<typeof FinishUndoInput>;

const Limit = z.int().min(1).max(500);

export const ListChangeSetsInput = z.strictObject({
  state: ChangeState.optional(),
  callId: z.string().optional(),
  kind: ChangeSetKind.optional(),
  /** Sets that touch this record, by the CRM's own id. */
  target: z.strictObject({ objectType: z.string(), externalId: z.string() }).optional(),
  limit: Limit,
  /** The last set of the page before. */
  beforeId: z.string().nullable(),
});
export type ListChangeSetsInput = z.infer<typeof ListChangeSetsInput>;

export const ListSyncLogInput = z.strictObject({
  entityType: z.string().optional(),
  entityId: z.string().optional(),
  status: z.string().optional(),
  limit: Limit,
  beforeId: z.string().nullable(),
});
export type ListSyncLogInput = z.infer<typeof ListSyncLogInput>;
