import { createHash } from 'node:crypto';
import { LimitSettings, MethodSettings, WorkspaceSettings } from '#contracts';

/** The parts of the settings that are tried on history and put in force while Sophia runs. */
export type SettingsPart = 'limits' | 'methods';

/** What the settings say of each part. */
export interface SettingsOfPart {
  readonly limits: LimitSettings;
  readonly methods: MethodSettings;
}

export const settingsParts = ['limits', 'methods'] as const satisfies readonly SettingsPart[];

/** What the settings of a workspace say of a part. */
export function partOf<Part extends SettingsPart>(part: Part, settings: WorkspaceSettings): SettingsOfPart[Part];
export function partOf(part: SettingsPart, settings: WorkspaceSettings): LimitSettings | MethodSettings {
  const { dealLimits, warningLimits, methods, qualifyBy } = settings;
  return part === 'limits' ? readPart(part, { dealLimits, warningLimits }) : readPart(part, { methods, qualifyBy });
}

/** What is stored of a part, by its schema and without what nobody has said. */
export function readPart<Part extends SettingsPart>(part: Part, stored: unknown): SettingsOfPart[Part];
export function readPart(part: SettingsPart, stored: unknown): LimitSettings | MethodSettings {
  return withoutUnsaid(part === 'limits' ? LimitSettings.parse(stored) : MethodSettings.parse(stored));
}

/** The same settings with another part. */
export function withPart(
  settings: WorkspaceSettings,
  { part, said }: { part: SettingsPart; said: LimitSettings | MethodSettings },
): WorkspaceSettings {
  const { dealLimits, warningLimits, methods, qualifyBy, ...others } = settings;
  const kept = part === 'limits' ? { methods, qualifyBy } : { dealLimits, warningLimits };
  return WorkspaceSettings.parse({ ...others, ...withoutUnsaid(kept), ...said });
}

/** The version of a part: the same for the same settings, in whatever order their fields stand. */
export function versionOf(said: LimitSettings | MethodSettings): string {
  return createHash('sha256')
    .update(JSON.stringify(said, (_name, value: unknown) => inOrder(value)))
    .digest('hex');
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function withoutUnsaid<Said extends object>(said: Said): Said {
  // oxlint-disable-next-line typescript/consistent-type-assertions -- fields that hold undefined are optional ones
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as Said;
}
