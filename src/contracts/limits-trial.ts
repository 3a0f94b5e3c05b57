import { z } from 'zod';
import { WarningEvidence, WarningKind, WarningSeverity } from './deal-warning.ts';
import { DealStageLimits, WarningLimits } from './workspaces.ts';

/** A draft of the limits, whole: what it leaves out is that of data/deal-limits.yaml. */
export const TryLimitsInput = z.strictObject({
  dealLimits: DealStageLimits.optional(),
  warningLimits: WarningLimits.optional(),
  /** How far to look back; each day at the time of now. */
  days: z.int().min(1).max(365),
});
export type TryLimitsInput = z.infer<typeof TryLimitsInput>;

/** A deal of which the draft says something else than the limits in force, on one day or several. */
export const LimitsDifference = z.strictObject({
  recordId: z.string(),
  deal: z.string().nullable(),
  kind: WarningKind,
  /** What it is called where people read it. */
  title: z.string(),
  /** Whether the draft warns where the limits in force do not, does not where they do, or takes it otherwise. */
  effect: z.enum(['raised', 'cleared', 'severity']),
  /** On how many of the days, the first and the last of them, and whether today is one. */
  days: z.int(),
  firstDay: z.iso.date(),
  lastDay: z.iso.date(),
  today: z.boolean(),
  /** On the last of them: how severe it is by the limits in force and by the draft; null where one does not warn. */
  before: WarningSeverity.nullable(),
  after: WarningSeverity.nullable(),
  /** The words of the warning on that day and what it stands on; by the draft, where the draft warns. */
  explanation: z.string(),
  evidence: z.array(WarningEvidence),
  /** Why the other side does not warn; null where both do. */
  because: z.string().nullable(),
});
export type LimitsDifference = z.infer<typeof LimitsDifference>;

export const LimitsTrial = z.strictObject({
  /** The version of the limits in force, which the draft would replace. */
  replaces: z.string(),
  days: z.int(),
  /** The deals that were open on one of the days. */
  deals: z.int(),
  /** Those of them whose activities were not read from the CRM yet: of these no silence is told. */
  unread: z.int(),
  /** Of how many of them each kind warns on one of the days, and today. */
  kinds: z.array(
    z.strictObject({
      kind: WarningKind,
      title: z.string(),
      before: z.strictObject({ deals: z.int(), today: z.int() }),
      after: z.strictObject({ deals: z.int(), today: z.int() }),
    }),
  ),
  /** Ids of stages in the draft that no pipeline of deals has. */
  unknownStages: z.array(z.string()),
  /** Those of today first, as many as an answer holds; `leftOut` counts the rest. */
  differences: z.array(LimitsDifference),
  leftOut: z.int(),
});
export type LimitsTrial = z.infer<typeof LimitsTrial>;
