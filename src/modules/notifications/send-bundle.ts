import { z } from 'zod';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { scheduleWork } from '#platform/due-work';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq, isNull } from '#platform/sql';
import { announceSettled } from './announce-settled.ts';
import { deliverSomewhere } from './deliver-somewhere.ts';
import { isForOnePerson } from './is-for-one-person.ts';
import { isPutOff } from './is-put-off.ts';
import { heldFor, loadBundle } from './load-bundle.ts';
import type { NotificationContext } from './notification-context.ts';
import { type NotificationRow, problemOf } from './notification-row.ts';
import { readSettings } from './read-settings.ts';
import { renderBundle } from './render/bundle.ts';
import { renderView } from './render/render-view.ts';
import { type NotificationProblem, NotificationSubject, PlannedDestination } from './schema.ts';
import { notifications } from './tables.ts';
import type { NotificationView } from './views.ts';

const lookAgainMs = 5 * 60_000;

export const SendBundleInput = z.strictObject({ channelId: z.string().min(1) });

/** Tells in one message what was held for a channel because there was so much of it. A single one is told as it is. */
export async function sendBundle({
  ctx,
  input,
}: {
  ctx: NotificationContext;
  input: z.infer<typeof SendBundleInput>;
}): Promise<{ bundled: number; bundleId: string | null }> {
  authorise({ ctx, action: 'notification.send', resource: { type: 'notification', id: null } });
  const { channelId } = parseInput({ schema: SendBundleInput, input, what: 'the channel of a bundle' });
  const rows = await transact({ ctx }, async (inner) => {
    const claimed = await claim({ ctx: inner, channelId });
    const id = claimed[0]?.bundleId ?? null;
    const resource = { type: 'notification', id: id ?? 'none' };
    await audit({ ctx: inner, action: 'notification.bundle_claimed', resource, details: { count: claimed.length } });
    if (claimed.length > 0) await lookAgain({ ctx: inner, channelId });
    return claimed;
  });
  const bundleId = rows[0]?.bundleId ?? null;
  if (bundleId === null) return { bundled: 0, bundleId };
  const views = await loadViews({ ctx, rows });
  const mayFallBack = rows.every(mayGoElsewhere);
  const outcome = await tell({ ctx, bundleId, channelId, mayFallBack, views: views.map(({ view }) => view) });
  const told = new Set(views.map(({ row }) => row.id));
  await transact({ ctx }, (inner) => settle({ ctx: inner, rows, channelId, told, outcome }));
  return { bundled: outcome.problem === null ? views.length : 0, bundleId };
}

interface Outcome {
  /** Where it stands; none in a dry run, and where there is nothing left to tell. */
  readonly sent: { readonly messageId: string; readonly channelId: string } | null;
  /** Why nobody can be told. */
  readonly problem: NotificationProblem | null;
}

async function settle({
  ctx,
  rows,
  channelId,
  told,
  outcome: { sent, problem },
}: {
  ctx: NotificationContext;
  rows: readonly NotificationRow[];
  channelId: string;
  told: ReadonlySet<string>;
  outcome: Outcome;
}): Promise<void> {
  const sentAt = ctx.clock.now();
  for (const row of rows) {
    const set = settledAs({ isTold: told.has(row.id), sent, problem, sentAt });
    await ctx.db
      .update(notifications)
      .set({ ...set, heldUntil: null })
      .where(eq(notifications.id, row.id));
    await announceSettled({ ctx, row, state: set.state });
  }
  await audit({
    ctx,
    action: problem === null ? 'notification.bundled' : 'notification.undeliverable',
    resource: { type: 'notification', id: rows[0]?.bundleId ?? 'none' },
    result: problem === null ? 'done' : 'failed',
    details: { channelId, count: told.size, problem: problem?.code ?? null },
  });
}

function settledAs({
  isTold,
  sent,
  problem,
  sentAt,
}: Outcome & { isTold: boolean; sentAt: Date }): Partial<NotificationRow> & Pick<NotificationRow, 'state'> {
  if (isTold && problem !== null) return { state: 'undeliverable', problem };
  if (!isTold || sent === null) return { state: 'muted' };
  return { state: 'bundled', messageId: sent.messageId, channelId: sent.channelId, sentAt, problem: null };
}

/** A bundle that was begun keeps to what it held then, so that its message and its rows are of the same. */
async function claim({ ctx, channelId }: { ctx: NotificationContext; channelId: string }): Promise<NotificationRow[]> {
  const begun = await loadBundle({ ctx, channelId });
  if (begun.length > 0) return begun;
  const claimed = await ctx.db
    .update(notifications)
    .set({ bundleId: ctx.ids.create('notification') })
    .where(and(heldFor({ ctx, channelId }), isNull(notifications.bundleId)))
    .returning();
  return claimed.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** Whatever becomes of this attempt: what is left then is told, and where nothing is left nothing happens. */
async function lookAgain({ ctx, channelId }: { ctx: NotificationContext; channelId: string }): Promise<void> {
  const dueAt = new Date(ctx.clock.now().getTime() + lookAgainMs);
  await scheduleWork({ ctx, kind: 'send-bundle', subject: channelId, dueAt });
}

async function loadViews({
  ctx,
  rows,
}: {
  ctx: NotificationContext;
  rows: readonly NotificationRow[];
}): Promise<{ row: NotificationRow; view: NotificationView }[]> {
  const found: { row: NotificationRow; view: NotificationView }[] = [];
  for (const row of rows.toSorted(bySeverity)) {
    const subject = NotificationSubject.parse(row.subject);
    const view = await ctx.notify.readers.loadView({ ctx, kind: row.kind, subject });
    if (view !== null) found.push({ row, view });
  }
  return found;
}

async function tell({
  ctx,
  bundleId,
  channelId,
  mayFallBack,
  views,
}: {
  ctx: NotificationContext;
  bundleId: string;
  channelId: string;
  mayFallBack: boolean;
  views: readonly NotificationView[];
}): Promise<Outcome> {
  const [only] = views;
  if (only === undefined || ctx.notify.dryRun) return { sent: null, problem: null };
  try {
    const sent = await deliverSomewhere({
      ctx,
      settings: await readSettings(ctx),
      key: `bundle:${bundleId}`,
      channelId,
      problem: null,
      mayFallBack,
      render: (notice) => (views.length === 1 ? renderView(only, notice) : renderBundle(views)),
    });
    return { sent, problem: null };
  } catch (error) {
    if (!(error instanceof SophiaError) || isPutOff(error)) throw error;
    return { sent: null, problem: problemOf(error) };
  }
}

function mayGoElsewhere({ kind, destination }: NotificationRow): boolean {
  return kind !== 'outside_message' && !isForOnePerson(PlannedDestination.parse(destination).destination);
}

function bySeverity(one: NotificationRow, other: NotificationRow): number {
  const order = ['high', 'medium', 'low'];
  return order.indexOf(one.severity) - order.indexOf(other.severity);
}
