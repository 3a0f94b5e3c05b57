import { z } from 'zod';

const DriftLine = z.strictObject({
  /** What it is about, such as the label of a property or the title of a call. */
  label: z.string(),
  difference: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

/** Something at a vendor that is no longer as we took it to be: how it describes itself, or what it lists. */
export const Drift = z.strictObject({
  driftId: z.string(),
  source: z.string(),
  what: z.enum([
    'definitions',
    'calls',
    'trackers',
    'removed_calls',
    'delivery',
    'approvers',
    'webhooks',
    'replays',
    'scopes',
    'emails',
  ]),
  lines: z.array(DriftLine),
  foundAt: z.iso.datetime(),
});
export type Drift = z.infer<typeof Drift>;

export const RecordDriftInput = z.strictObject({
  source: z.string().min(1),
  what: Drift.shape.what,
  /** One drift for each key and source, however often it is seen. */
  key: z.string().min(1).max(300),
  severity: z.enum(['low', 'medium', 'high']),
  lines: z.array(DriftLine).min(1).max(1000),
});
export type RecordDriftInput = z.infer<typeof RecordDriftInput>;
