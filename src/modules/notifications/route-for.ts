import { isAtLeast } from './quiet-until.ts';
import type { NotificationDestination, NotificationKind, NotificationSettings, Severity } from './schema.ts';

/** Where each kind goes unless the settings say otherwise. */
const usual: Readonly<Record<NotificationKind, NotificationDestination>> = {
  call_summary: { to: 'account_channel' },
  approval_request: { to: 'account_channel' },
  risk_warning: { to: 'account_channel' },
  commitment_due: { to: 'owner' },
  commitment_broken: { to: 'owner' },
  contradiction: { to: 'owner' },
  gap: { to: 'default' },
  drift: { to: 'default' },
  webhook_disabled: { to: 'default' },
  dead_letters: { to: 'default' },
  daily_digest: { to: 'default' },
  deal_brief: { to: 'owner' },
  outside_message: { to: 'default' },
};

/** The first line of the settings that fits, by kind, team of the owner and severity. */
export function routeFor({
  settings,
  kind,
  severity,
  teams,
}: {
  settings: NotificationSettings;
  kind: NotificationKind;
  severity: Severity;
  teams: readonly string[];
}): NotificationDestination {
  const route = settings.routes.find(
    (line) =>
      (line.kind ?? kind) === kind &&
      isOfTeam({ team: line.team ?? null, teams }) &&
      isAtLeast(severity, line.minimumSeverity ?? 'low'),
  );
  return route?.destination ?? usual[kind];
}

/** Nobody types the case of a team's name as the CRM has it. */
function isOfTeam({ team, teams }: { team: string | null; teams: readonly string[] }): boolean {
  return team === null || teams.some((name) => name.trim().toLowerCase() === team.trim().toLowerCase());
}
