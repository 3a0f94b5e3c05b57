import { z } from 'zod';
import { WorkspaceSettings } from './workspaces.ts';

/** The limits of warnings, whole: what it leaves out is that of data/deal-limits.yaml. */
export const LimitSettings = WorkspaceSettings.pick({ dealLimits: true, warningLimits: true });
export type LimitSettings = z.infer<typeof LimitSettings>;

/** The methods of qualification, whole: what it leaves out is what Sophia brings. */
export const MethodSettings = WorkspaceSettings.pick({ methods: true, qualifyBy: true });
export type MethodSettings = z.infer<typeof MethodSettings>;

/** A limit or a method that holds, and who says so. */
const SettingInForce = z.strictObject({
  name: z.string(),
  value: z.string(),
  from: z
    .enum(['sophia', 'file', 'published'])
    .describe('`sophia`: brought along; `file`: workspace.json; `published`: put in force by a person since.'),
});
export type SettingInForce = z.infer<typeof SettingInForce>;

function publishedOf<Settings extends z.ZodType>(settings: Settings) {
  return z.strictObject({
    /** Follows from the settings alone, so that the same settings have the same version. */
    version: z.string(),
    settings,
    inForce: z.array(SettingInForce).describe('What holds in the end, with what the settings leave out.'),
    /** What was in force, the newest first; empty where nobody has ever said anything. */
    history: z.array(
      z.strictObject({
        number: z.int(),
        version: z.string(),
        settings,
        source: z.enum(['file', 'person']).describe('`file`: workspace.json, as it was at a start.'),
        by: z.string().describe('Who put it in force.'),
        at: z.iso.datetime(),
      }),
    ),
  });
}

export const PublishedLimits = publishedOf(LimitSettings);
export type PublishedLimits = z.infer<typeof PublishedLimits>;

export const PublishedMethods = publishedOf(MethodSettings);
export type PublishedMethods = z.infer<typeof PublishedMethods>;

/** The versions that may be replaced; null where nothing was said. */
const Replaced = z.array(z.string().max(200)).max(20).nullable();

export const PublishLimitsInput = z.strictObject({ settings: LimitSettings, replaces: Replaced });
export type PublishLimitsInput = z.infer<typeof PublishLimitsInput>;

export const PublishMethodsInput = z.strictObject({ settings: MethodSettings, replaces: Replaced });
export type PublishMethodsInput = z.infer<typeof PublishMethodsInput>;
