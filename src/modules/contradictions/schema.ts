import { z } from 'zod';
import { ChangeEvidence } from '#contracts';
import { StatementKind } from './statements/statement.ts';

export const ContradictionState = z.enum(['open', 'crm_right', 'call_right', 'email_right', 'cleared']);
export type ContradictionState = z.infer<typeof ContradictionState>;

/** What a call or an e-mail says, word for word. */
export const SaidProof = ChangeEvidence.extend({ emailId: z.string().nullable().default(null) });
export type SaidProof = z.infer<typeof SaidProof>;

/** A value of the CRM and what was said against it in a call or an e-mail, or by the one against the other. */
export const Contradiction = z.strictObject({
  contradictionId: z.string(),
  recordId: z.string(),
  kind: StatementKind,
  property: z.string(),
  crmValue: z.string().nullable(),
  /** Whether that is words of another call that are kept from whoever reads this; then it is null. */
  crmValueKept: z.boolean(),
  saidValue: z.string(),
  /** The call that says it last; null where an e-mail does. */
  callId: z.string().nullable(),
  emailId: z.string().nullable(),
  /** Of the call where an e-mail says it last, of the e-mail where a call does: what it says, where that differs. */
  otherValue: z.string().nullable(),
  saidAt: z.iso.datetime(),
  evidence: z.array(SaidProof),
  /** Whom the CRM names as the owner of the record. */
  ownerId: z.string().nullable(),
  state: ContradictionState,
  /** The change that asks for this very field, where one does. */
  changeId: z.string().nullable(),
  foundAt: z.iso.datetime(),
  resolvedAt: z.iso.datetime().nullable(),
  /** The name of whoever said which side is right. */
  resolvedBy: z.string().nullable(),
  /** Why it is settled, in words. */
  resolvedBecause: z.string().nullable(),
});
export type Contradiction = z.infer<typeof Contradiction>;

const Id = z.string().trim().min(1);

export const NoteStatementsInput = z.strictObject({
  callId: Id,
  /** What the call is about; null takes back what was noted of it. */
  dealRecordId: Id.nullable(),
  /** The deal's field for competitors, where the portal has one. */
  competitorField: Id.nullable(),
});
export type NoteStatementsInput = z.infer<typeof NoteStatementsInput>;

export const NoteEmailsInput = z.strictObject({
  /** How many at once. */
  limit: z.int().min(1).max(200),
  /** The deal's field for competitors, where the portal has one. */
  competitorField: Id.nullable(),
});
export type NoteEmailsInput = z.infer<typeof NoteEmailsInput>;

export const ReviewInput = z.strictObject({ recordIds: z.array(Id).max(10_000) });
export type ReviewInput = z.infer<typeof ReviewInput>;

export const ResolveInput = z.strictObject({
  contradictionId: Id,
  state: ContradictionState.exclude(['open', 'cleared']),
});
export type ResolveInput = z.infer<typeof ResolveInput>;

export const ChangeSetInput = z.strictObject({ changeSetId: Id });
export type ChangeSetInput = z.infer<typeof ChangeSetInput>;
