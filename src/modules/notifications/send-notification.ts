import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { scheduleWork } from '#platform/due-work';
import { parseInput, SophiaError } from '#platform/errors';
import { deliverSomewhere } from './deliver-somewhere.ts';
import { destinationOf } from './destination-of.ts';
import { findTold } from './find-told.ts';
import { hasBurst } from './has-burst.ts';
import { isForOnePerson } from './is-for-one-person.ts';
import { isPutOff } from './is-put-off.ts';
import type { AccountOfSubject, NotificationContext } from './notification-context.ts';
import { loadNotification, type NotificationRow, problemOf, settleNotification } from './notification-row.ts';
import { quietUntil } from './quiet-until.ts';
import { readSettings } from './read-settings.ts';
import { renderView } from './render/render-view.ts';
import { ownerUnread, type Place, resolvePlace } from './resolve-place.ts';
import {
  type NotificationDestination,
  NotificationId,
  type NotificationKind,
  NotificationProblem,
  type NotificationSettings,
  type NotificationState,
  NotificationSubject,
  PlannedDestination,
  type Severity,
} from './schema.ts';

/** The owners of a CRM are read within minutes of a first start. */
const approvalsWaitMs = 3_600_000;

export interface SentNotification {
  readonly state: NotificationState;
  readonly channelId: string | null;
  /** When it is tried next, where it is held. */
  readonly heldUntil: Date | null;
  /** The work that goes on with it then. */
  readonly goesOnWith: 'send-notification' | 'send-bundle' | null;
  readonly problem: NotificationProblem | null;
  /** What it is and where it was meant to go. */
  readonly asked: {
    readonly kind: NotificationKind;
    readonly key: string;
    readonly severity: Severity;
    readonly subject: NotificationSubject;
    readonly destination: NotificationDestination;
  };
}

type Outcome = Omit<SentNotification, 'asked'> & {
  readonly messageId: string | null;
  readonly parts: readonly string[];
};

/**
 * Tells it, once: held in quiet hours, bundled where many come together, in the default channel where its own cannot
 * be used. Throws `vendor.*` errors that are worth another try; then it waits as it did before.
 */
export async function sendNotification({
  ctx,
  input,
}: {
  ctx: NotificationContext;
  input: NotificationId;
}): Promise<SentNotification> {
  authorise({ ctx, action: 'notification.send', resource: { type: 'notification', id: input.notificationId } });
  const { notificationId } = parseInput({ schema: NotificationId, input, what: 'the id of a notification' });
  const row = await loadNotification({ ctx, notificationId });
  // One that a bundle holds is told by the bundle.
  const isTakenOver = row.state !== 'waiting' || row.bundleId !== null || isHeldForBundle({ ctx, row });
  const asked = askedIn(row);
  if (isTakenOver) {
    const { state, channelId, heldUntil } = row;
    const problem = NotificationProblem.nullable().parse(row.problem ?? null);
    return { ...nothing, state, channelId, heldUntil, problem, asked };
  }
  const outcome = await attempt({ ctx, row });
  await transact({ ctx }, async (inner) => {
    const { state, channelId, messageId, parts, heldUntil, goesOnWith, problem } = outcome;
    const sentAt = state === 'sent' ? inner.clock.now() : null;
    const set = { state, channelId, messageId, parts, heldUntil, problem, sentAt };
    const settled = await settleNotification({ ctx: inner, notificationId, set });
    if (!settled) return;
    if (heldUntil !== null && goesOnWith !== null) {
      const subject = goesOnWith === 'send-bundle' && channelId !== null ? channelId : notificationId;
      await scheduleWork({ ctx: inner, kind: goesOnWith, subject, dueAt: heldUntil });
    }
    await audit({
      ctx: inner,
      action: heldUntil === null ? `notification.${state}` : 'notification.held',
      resource: { type: 'notification', id: notificationId },
      details: { kind: row.kind, channelId, messageId, problem: problem?.code ?? null },
    });
  });
  return { ...outcome, asked };
}

function askedIn({ kind, key, severity, subject, destination }: NotificationRow): SentNotification['asked'] {
  const planned = PlannedDestination.parse(destination);
  return { kind, key, severity, subject: NotificationSubject.parse(subject), destination: planned.destination };
}

function isHeldForBundle({ ctx, row }: { ctx: NotificationContext; row: NotificationRow }): boolean {
  return row.channelId !== null && row.heldUntil !== null && row.heldUntil > ctx.clock.now();
}

const nothing: Outcome = {
  state: 'waiting',
  channelId: null,
  heldUntil: null,
  goesOnWith: null,
  problem: null,
  messageId: null,
  parts: [],
};

async function attempt({ ctx, row }: { ctx: NotificationContext; row: NotificationRow }): Promise<Outcome> {
  const settings = await readSettings(ctx);
  if (settings.muted.includes(row.kind)) return { ...nothing, state: 'muted' };
  const { chat } = ctx.connections;
  if (chat.state === 'off') {
    const problem = problemOf(new SophiaError('vendor.off', chat.reason));
    return { ...nothing, state: 'undeliverable', problem };
  }
  const until = heldUntil({ ctx, row, settings });
  if (until !== null) return { ...nothing, heldUntil: until, goesOnWith: 'send-notification' };
  try {
    return await place({ ctx, row, settings });
  } catch (error) {
    if (!(error instanceof SophiaError) || isPutOff(error)) throw error;
    return { ...nothing, state: 'undeliverable', problem: problemOf(error) };
  }
}

function heldUntil({
  ctx,
  row,
  settings,
}: {
  ctx: NotificationContext;
  row: NotificationRow;
  settings: NotificationSettings;
}): Date | null {
  const now = ctx.clock.now();
  if (row.heldUntil !== null && row.heldUntil > now) return row.heldUntil;
  return quietUntil({ now, quietHours: settings.quietHours, severity: row.severity });
}

async function place(given: {
  ctx: NotificationContext;
  row: NotificationRow;
  settings: NotificationSettings;
}): Promise<Outcome> {
  const { ctx, row, settings } = given;
  const { kind } = row;
  const subject = NotificationSubject.parse(row.subject);
  const account = await ctx.notify.readers.accountOf({ ctx, kind, subject });
  const view = await ctx.notify.readers.loadView({ ctx, kind, subject, account });
  if (view === null) {
    const message = 'Expected what it is about, found it gone: nobody is told of it any more.';
    const problem = { code: 'subject.gone', message, action: 'Nothing.' };
    const told = subject.callId === undefined ? null : await findTold({ ctx, key: `notification:${row.id}` });
    return told === null ? { ...nothing, state: 'muted', problem } : { ...nothing, ...told, state: 'sent', problem };
  }
  const planned = PlannedDestination.parse(row.destination);
  const destination = destinationOf({ row, settings, account });
  if (isApprovalWithoutOwner({ ctx, row, account })) throw ownerUnread();
  const mayFallBack = kind !== 'outside_message' && !isForOnePerson(destination);
  const found = await resolvePlace({ ctx, settings, destination, account, mayFallBack });
  const { channelId } = found;
  if (ctx.notify.dryRun) return { ...nothing, state: 'muted', channelId, problem: dryRun };
  if (await hasBurst({ ctx, row, place: planned.place, channelId, settings })) {
    const dueAt = new Date(ctx.clock.now().getTime() + settings.bundling.waitSeconds * 1000);
    return { ...nothing, channelId, heldUntil: dueAt, goesOnWith: 'send-bundle', problem: asProblem(found) };
  }
  const { problem, ...delivered } = await deliverSomewhere({
    ...given,
    ...found,
    mayFallBack,
    key: `notification:${row.id}`,
    render: (notice) => renderView(view, notice),
  });
  return { ...nothing, ...delivered, state: 'sent', problem: asProblem({ problem }) };
}

/** Its card would name nobody of the CRM who may decide; after an hour it goes as it is. */
function isApprovalWithoutOwner({
  ctx,
  row,
  account,
}: {
  ctx: NotificationContext;
  row: NotificationRow;
  account: AccountOfSubject;
}): boolean {
  const waitedMs = ctx.clock.now().getTime() - (row.retriedAt ?? row.createdAt).getTime();
  return row.kind === 'approval_request' && account.isOwnerUnread === true && waitedMs < approvalsWaitMs;
}

const dryRun: NotificationProblem = {
  code: 'dry_run',
  message: 'Everything was worked out; in a dry run nothing is sent.',
  action: 'Set SOPHIA_DRY_RUN to false to send.',
};

function asProblem({ problem }: Pick<Place, 'problem'>): NotificationProblem | null {
  return problem === null ? null : problemOf(problem);
}
