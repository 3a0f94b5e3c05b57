import { parseInput, SophiaError } from '#platform/errors';
import { type OperationInput, operationSchemas } from '#surfaces/local';
import type { ListFlags } from './list-options.ts';
import { routeFrom } from './route-from.ts';

export interface NotificationFlags extends ListFlags {
  readonly mute?: string;
  readonly quietHours?: string;
  readonly quietWeekends?: true;
  readonly except?: 'low' | 'medium' | 'high';
  readonly digest?: string;
  readonly briefBefore?: string;
  readonly briefOnStage?: string;
  readonly briefs?: string;
  readonly briefDays?: string;
  readonly timeZone?: string;
  readonly defaultChannel?: string;
  readonly route?: readonly string[];
}

type SettingsChange = OperationInput<'notifications.configure'>;

/** The change that the flags ask for; what no flag names stays. */
export function settingsChangeFrom(flags: NotificationFlags): SettingsChange {
  const { mute, quietHours, digest, defaultChannel, route } = flags;
  const change = {
    ...(mute === undefined ? {} : { muted: mute === 'none' ? [] : mute.split(',').map((kind) => kind.trim()) }),
    ...(quietHours === undefined
      ? {}
      : { quietHours: quietHours === 'off' ? null : readQuietHours(quietHours, flags) }),
    ...(digest === undefined ? {} : { digest: digest === 'off' ? null : { at: digest, timeZone: zoneOf(flags) } }),
    ...briefsFrom(flags),
    ...(defaultChannel === undefined ? {} : { defaultChannel: defaultChannel === 'off' ? null : defaultChannel }),
    ...(route === undefined ? {} : { routes: route.includes('none') ? [] : route.map(routeFrom) }),
  };
  const schema = operationSchemas['notifications.configure'].input;
  return parseInput<SettingsChange>({ schema, input: change, what: 'settings of notifications' });
}

/** What is said of briefs; nothing where no flag says anything of them. */
function briefsFrom({ briefBefore, briefOnStage, briefs, briefDays, ...flags }: NotificationFlags) {
  if (briefDays !== undefined && briefs === undefined) {
    throw new SophiaError('input.invalid', 'Expected --briefs with a time of day beside --brief-days, found none.');
  }
  if (briefBefore === undefined && briefOnStage === undefined && briefs === undefined) return {};
  const days = (briefDays ?? 'mon,tue,wed,thu,fri').split(',').map((each) => each.trim().toLowerCase());
  return {
    briefs: {
      ...(briefBefore === undefined ? {} : { minutesBefore: briefBefore === 'off' ? null : minutesOf(briefBefore) }),
      ...(briefOnStage === undefined ? {} : { onStageChange: briefOnStage === 'on' }),
      ...(briefs === undefined
        ? {}
        : { schedule: briefs === 'off' ? null : { at: briefs, timeZone: zoneOf(flags), days } }),
    },
  };
}

function minutesOf(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new SophiaError('input.invalid', `Expected --brief-before with minutes such as 30, or off, found "${text}".`);
}

function readQuietHours(text: string, flags: NotificationFlags) {
  const [, from, to] = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(text) ?? [];
  if (from === undefined || to === undefined) {
    throw new SophiaError('input.invalid', `Expected --quiet-hours such as 19:00-07:30 or off, found "${text}".`);
  }
  return {
    from,
    to,
    timeZone: zoneOf(flags),
    weekends: flags.quietWeekends === true,
    exceptSeverity: flags.except ?? null,
  };
}

function zoneOf({ timeZone }: NotificationFlags): string {
  if (timeZone !== undefined) return timeZone;
  throw new SophiaError('input.invalid', 'Expected --time-zone, such as America/Chicago, beside a time of day.');
}
