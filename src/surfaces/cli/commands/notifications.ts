import { type Command, Option } from 'commander';
import { SophiaError } from '#platform/errors';
import { type TableColumn } from '#platform/wording';
import type { OperationOutput } from '#surfaces/local';
import { askSophia } from '../ask-sophia.ts';
import type { CommandEnvironment } from '../command-environment.ts';
import { exitCodes } from '../exit-codes.ts';
import {
  addLimitOptions,
  addListOptions,
  addWorkspaceOption,
  examplesOf,
  type LimitFlags,
  type WorkspaceFlags,
} from '../list-options.ts';
import { describeRoute } from '../route-from.ts';
import { type NotificationFlags, settingsChangeFrom } from '../settings-change-from.ts';
import { writeMessage, writeOutput } from '../terminal.ts';
import { minuteOf, plain, words } from '../wording.ts';
import { writeJson, writeList } from '../write-list.ts';

type NotificationLine = OperationOutput<'notifications.list'>['notifications'][number];
type Settings = OperationOutput<'notifications.settings'>;

interface ListNotificationFlags extends LimitFlags {
  readonly state?: 'waiting' | 'sent' | 'bundled' | 'muted' | 'undeliverable';
}

/** `sophia notifications`: what people were told, and who is told what, where and when. */
export function addNotificationsCommand(program: Command, environment: CommandEnvironment): void {
  const notifications = program
    .command('notifications')
    .summary('what people were told, and who is told what, where and when')
    .description('Messages to the chat, and their settings.')
    .addHelpText(
      'after',
      examplesOf(
        'sophia notifications list --state undeliverable',
        'sophia notifications retry --all',
        'sophia notifications configure --mute gap',
      ),
    );
  const list = notifications
    .command('list')
    .description('Lists notifications, the newest first; those that nobody could be told of carry the reason.')
    .addOption(
      new Option('--state <state>', 'only those in this state').choices([
        'waiting',
        'sent',
        'bundled',
        'muted',
        'undeliverable',
      ]),
    );
  addLimitOptions(list, { largest: 200 })
    .addHelpText('after', examplesOf('sophia notifications list', 'sophia notifications list --state undeliverable'))
    .action(async (flags: ListNotificationFlags, self: Command) => {
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { terminal } = environment;
        const answer = await operator.call('notifications.list', { state: flags.state ?? null, limit: flags.limit });
        const empty =
          flags.state === undefined ? 'Nobody was told anything yet.' : `No notification is ${flags.state}.`;
        writeList({ terminal, format: flags.format, answer, rows: answer.notifications, main, others, empty });
        return exitCodes.all;
      });
    });
  addRetryCommand({ notifications, environment });
  addConfigureCommand({ notifications, environment });
}

function addRetryCommand({
  notifications,
  environment,
}: {
  notifications: Command;
  environment: CommandEnvironment;
}): void {
  addWorkspaceOption(
    notifications
      .command('retry')
      .description('Sends again what could not be delivered, once the channel or the connection is mended.')
      .argument('[ids...]', 'ids of notifications, or as much of each as only one has')
      .option('--all', 'all that could not be delivered, the oldest 500'),
  )
    .addHelpText('after', examplesOf('sophia notifications retry ntf_01…', 'sophia notifications retry --all'))
    .action(async (ids: string[], flags: WorkspaceFlags & { readonly all?: true }, self: Command) => {
      if ((ids.length === 0) === (flags.all === undefined)) {
        throw new SophiaError('input.invalid', 'Expected ids of notifications or --all, and not both.');
      }
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const { retried } = await operator.call('notifications.retry', { notificationIds: flags.all ? null : ids });
        const when = operator.place === 'server' ? 'they are sent now' : 'they are sent once a server runs';
        const said = retried === 0 ? 'Nothing is undeliverable.' : `${retried} back in the line; ${when}.`;
        writeMessage(environment.terminal, said);
        return exitCodes.all;
      });
    });
}

function optionsOfConfigure(notifications: Command): Command {
  const configure = notifications
    .command('configure')
    .description('Changes the settings, and shows them; without an option it only shows them.')
    .option('--mute <kinds>', 'kinds that nobody is told of, separated by commas; none mutes nothing')
    .option('--quiet-hours <from-to>', 'such as 19:00-07:30, in --time-zone; off for none')
    .option('--quiet-weekends', 'with --quiet-hours: weekends are quiet whole')
    .addOption(
      new Option('--except <severity>', 'with --quiet-hours: what is told all the same').choices([
        'low',
        'medium',
        'high',
      ]),
    )
    .option('--digest <HH:MM>', 'when the daily digest is sent, in --time-zone; off for none')
    .option(
      '--brief-before <minutes>',
      'how long before a meeting its deal is briefed to the owner; off for not at all',
    )
    .addOption(
      new Option('--brief-on-stage <state>', 'whether the owner is briefed as a deal comes into another stage').choices(
        ['on', 'off'],
      ),
    )
    .option('--briefs <HH:MM>', 'when owners are briefed of all their open deals, in --time-zone; off for never')
    .option('--brief-days <days>', 'with --briefs: the days, such as mon,thu; Monday to Friday without it')
    .option('--time-zone <zone>', 'the zone of these times, such as America/Chicago')
    .option(
      '--default-channel <name>',
      'where what has no channel of its own is told; off for the one of the settings',
    );
  return configure.option(
    '--route <line>',
    'where a kind, a team or a severity is told: kind=…,team=…,severity=…,to=account|owner|default|#channel; once for each line, in order, in place of those that there are; none for no lines. Teams are those of HubSpot',
    (line: string, before: readonly string[] | undefined) => [...(before ?? []), line],
  );
}

function addConfigureCommand({
  notifications,
  environment,
}: {
  notifications: Command;
  environment: CommandEnvironment;
}): void {
  const configure = optionsOfConfigure(notifications);
  addListOptions(configure)
    .addHelpText(
      'after',
      examplesOf(
        'sophia notifications configure',
        'sophia notifications configure --quiet-hours 19:00-07:30 --time-zone America/Chicago --except high',
        'sophia notifications configure --mute gap,call_summary',
        'sophia notifications configure --route "kind=risk_warning,team=Sales,severity=high,to=#sales-alerts"',
        'sophia notifications configure --briefs 07:30 --brief-days mon --time-zone America/Chicago',
      ),
    )
    .action(async (flags: NotificationFlags, self: Command) => {
      const change = settingsChangeFrom(flags);
      await askSophia({ environment, self, workspaceId: flags.workspace }, async (operator) => {
        const isChange = Object.keys(change).length > 0;
        const settings = isChange
          ? await operator.call('notifications.configure', change)
          : await operator.call('notifications.settings', {});
        if (flags.format === 'json') writeJson(environment.terminal, settings);
        else writeOutput(environment.terminal, describe(settings));
        return exitCodes.all;
      });
    });
}

function describe({ defaultChannel, routes, muted, quietHours, digest, briefs }: Settings): string {
  const quiet =
    quietHours === null
      ? 'none'
      : `${quietHours.from} to ${quietHours.to} ${quietHours.timeZone}${quietHours.weekends ? ', weekends whole' : ''}${quietHours.exceptSeverity === null ? '' : `, except ${quietHours.exceptSeverity} and above`}`;
  return [
    `Default channel: ${defaultChannel === null ? 'the one of SLACK_DEFAULT_CHANNEL' : plain(defaultChannel)}`,
    ...(routes.length === 0
      ? ['Routes: the usual ones']
      : routes.map((route) => `Route: ${plain(describeRoute(route))}`)),
    `Muted: ${muted.length === 0 ? 'nothing' : muted.join(', ')}`,
    `Quiet hours: ${quiet}`,
    `Daily digest: ${digest === null ? 'off' : `${digest.at} ${digest.timeZone}`}`,
    `Briefs before meetings: ${briefs.minutesBefore === null ? 'off' : `${briefs.minutesBefore} minutes`}`,
    `Briefs as a deal comes into another stage: ${briefs.onStageChange ? 'on' : 'off'}`,
    `Briefs of all open deals: ${scheduleOf(briefs.schedule)}`,
  ].join('\n');
}

function scheduleOf(schedule: Settings['briefs']['schedule']): string {
  return schedule === null ? 'off' : `${schedule.days.join(', ')} at ${schedule.at} ${schedule.timeZone}`;
}

const main: TableColumn<NotificationLine> = {
  title: 'Notification',
  worth: 99,
  value: ({ notificationId }) => notificationId,
};
const others: readonly TableColumn<NotificationLine>[] = [
  { title: 'Kind', worth: 8, value: ({ kind }) => words(kind) },
  { title: 'State', worth: 9, value: ({ state }) => state },
  { title: 'Severity', worth: 3, value: ({ severity }) => severity },
  { title: 'Asked for', worth: 6, value: ({ createdAt }) => minuteOf(createdAt) },
  { title: 'Held until', worth: 4, value: ({ heldUntil }) => minuteOf(heldUntil) },
  {
    title: 'Problem',
    worth: 7,
    value: ({ problem }) => (problem === null ? '-' : `${problem.message} ${problem.action}`),
  },
];
