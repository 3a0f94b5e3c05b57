import type { AccountOfSubject } from './notification-context.ts';
import type { NotificationRow } from './notification-row.ts';
import { routeFor } from './route-for.ts';
import { type NotificationDestination, type NotificationSettings, PlannedDestination } from './schema.ts';

/** Where it is meant to go: where somebody has said, otherwise where the routes lead as they are now. */
export function destinationOf({
  row,
  settings,
  account,
}: {
  row: NotificationRow;
  settings: NotificationSettings;
  account: AccountOfSubject;
}): NotificationDestination {
  const planned = PlannedDestination.parse(row.destination);
  const { kind, severity } = row;
  return planned.isChosen ? planned.destination : routeFor({ settings, kind, severity, teams: account.teams });
}
