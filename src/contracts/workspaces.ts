import { z } from 'zod';
import { AnalysisSettings } from './analysis-settings.ts';

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
  /** After how many days a deal counts as quiet or stuck, by the CRM's id of its stage; over data/deal-limits.yaml. */
  dealLimits: z
    .record(
      z.string().min(1),
      z.strictObject({ quietDays: z.int().min(1).optional(), stuckDays: z.int().min(1).optional() }),
    )
    .optional(),
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
