import { z } from 'zod';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { scheduleWork } from '#platform/due-work';
import { parseInput } from '#platform/errors';
import { and, asc, eq, isNotNull, isNull } from '#platform/sql';
import { announceSettled } from './announce-settled.ts';
import { deliverSomewhere } from './deliver-somewhere.ts';
import type { NotificationContext } from './notification-context.ts';
import type { NotificationRow } from './notification-row.ts';
import { readSettings } from './read-settings.ts';
import { renderBundle } from './render/bundle.ts';
import { headlineOf, renderView } from './render/render-view.ts';
import { NotificationSubject } from './schema.ts';
import { notifications } from './tables.ts';
import type { NotificationView } from './views.ts';

const lookAgainMs = 5 * 60_000;

const SendBundleInput = z.strictObject({ channelId: z.string().min(1) });

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
  const sent = await tell({ ctx, bundleId, channelId, views: views.map(({ view }) => view) });
  await transact({ ctx }, async (inner) => {
    const at = inner.clock.now();
    const told = new Set(views.map(({ row }) => row.id));
    for (const row of rows) {
      const { id } = row;
      const set =
        told.has(id) && sent !== null
          ? { state: 'bundled' as const, messageId: sent.messageId, channelId: sent.channelId, sentAt: at }
          : { state: 'muted' as const };
      await inner.db
        .update(notifications)
        .set({ ...set, heldUntil: null })
        .where(eq(notifications.id, id));
      await announceSettled({ ctx: inner, row, state: set.state });
    }
    const resource = { type: 'notification', id: bundleId };
    await audit({ ctx: inner, action: 'notification.bundled', resource, details: { channelId, count: told.size } });
  });
  return { bundled: views.length, bundleId };
}

/** A bundle that was begun keeps to what it held then, so that its message and its rows are of the same. */
async function claim({ ctx, channelId }: { ctx: NotificationContext; channelId: string }): Promise<NotificationRow[]> {
  const held = and(
    eq(notifications.workspaceId, ctx.workspaceId),
    eq(notifications.state, 'waiting'),
    eq(notifications.channelId, channelId),
  );
  const begun = await ctx.db
    .select()
    .from(notifications)
    .where(and(held, isNotNull(notifications.bundleId)))
    .orderBy(asc(notifications.createdAt), asc(notifications.id));
  const [first] = begun;
  if (first !== undefined) return begun.filter(({ bundleId }) => bundleId === first.bundleId);
  const claimed = await ctx.db
    .update(notifications)
    .set({ bundleId: ctx.ids.create('notification') })
    .where(and(held, isNull(notifications.bundleId)))
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
  views,
}: {
  ctx: NotificationContext;
  bundleId: string;
  channelId: string;
  views: readonly NotificationView[];
}): Promise<{ messageId: string; channelId: string } | null> {
  const [only] = views;
  if (only === undefined || ctx.notify.dryRun) return null;
  return deliverSomewhere({
    ctx,
    settings: await readSettings(ctx),
    key: `bundle:${bundleId}`,
    channelId,
    problem: null,
    render: (notice) => (views.length === 1 ? renderView(only, notice) : renderBundle(views.map(headlineOf))),
  });
}

function bySeverity(one: NotificationRow, other: NotificationRow): number {
  const order = ['high', 'medium', 'low'];
  return order.indexOf(one.severity) - order.indexOf(other.severity);
}
