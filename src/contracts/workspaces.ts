import { z } from 'zod';
import { AnalysisSettings } from './analysis-settings.ts';
import { QualificationMethod } from './qualification-method.ts';

const Count = z.int().min(1);

/** After how many days a deal counts as quiet or stuck, by the CRM's id of its stage; over data/deal-limits.yaml. */
export const DealStageLimits = z.record(
  z.string().min(1),
  z.strictObject({ quietDays: Count.optional(), stuckDays: Count.optional() }),
);
export type DealStageLimits = z.infer<typeof DealStageLimits>;

/** The other limits of warnings of deals, as data/deal-limits.yaml explains them; each left out is the one there. */
export const WarningLimits = z.strictObject({
  nextStepWithinDays: Count.max(3650).optional(),
  pushes: z.strictObject({ atLeast: Count, withinDays: Count }).optional(),
  singleThread: z.strictObject({ calls: z.int().min(2).max(50) }).optional(),
  ghosted: z.strictObject({ days: Count, emails: Count }).optional(),
});
export type WarningLimits = z.infer<typeof WarningLimits>;

const KnownName = z.strictObject({ name: z.string().min(1), aliases: z.array(z.string().min(1)).default([]) });

/** What a workspace knows about itself: the form of `workspace.json`. Everything may be left out. */
export const WorkspaceSettings = z.strictObject({
  name: z.string().min(1).optional(),
  currency: z.string().length(3).optional(),
  timeZone: z.string().min(1).optional(),
  internalDomains: z.array(z.string().min(1)).default([]),
  internalNames: z.array(z.string().min(1)).default([]),
  competitors: z.array(KnownName).default([]),
  products: z.array(KnownName).default([]),
  lexicons: AnalysisSettings.shape.lexicons.default({}),
  /** Methods of qualification of its own, beside those of data/methods.yaml. */
  methods: z.array(QualificationMethod).max(12).optional(),
  /** The ids of the methods that calls are qualified by, in this order; left out, the usual ones and all of its own. */
  qualifyBy: z.array(z.string().min(1)).min(1).max(12).optional(),
  dealLimits: DealStageLimits.optional(),
  warningLimits: WarningLimits.optional(),
});
export type WorkspaceSettings = z.infer<typeof WorkspaceSettings>;

export const Workspace = z.strictObject({
  workspaceId: z.string(),
  name: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  settings: WorkspaceSettings,
});
export type Workspace = z.infer<typeof Workspace>;
