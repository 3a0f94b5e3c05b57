import { z } from 'zod';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { requireConnection } from '#platform/context';
import { assertNoTransactionHeld } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, eq, type SQL, sql } from '#platform/sql';
import type { NotificationContext } from './notification-context.ts';
import type { NotificationRow } from './notification-row.ts';
import { section } from './render/blocks.ts';
import { renderView } from './render/render-view.ts';
import { NotificationSubject } from './schema.ts';
import { notifications } from './tables.ts';

/** What the messages to show anew are of. */
const UpdateInput = z.union([
  z.strictObject({ notificationId: z.string().min(1) }),
  z.strictObject({ key: z.string().min(1) }),
  /** Its summary, which says what it is about. */
  z.strictObject({ callId: z.string().min(1) }),
  z.strictObject({ changeSetId: z.string().min(1) }),
  z.strictObject({ contradictionId: z.string().min(1) }),
  z.strictObject({ commitmentId: z.string().min(1) }),
  z.strictObject({ warningId: z.string().min(1) }),
]);

/**
 * Shows messages as things stand now: a card after a decision, without its buttons and with who decided. Doing it
 * again does no harm, so it needs no record of its own.
 */
export async function updateNotification({
  ctx,
  input,
}: {
  ctx: NotificationContext;
  input: z.infer<typeof UpdateInput>;
}): Promise<{ updated: number }> {
  authorise({ ctx, action: 'notification.send', resource: { type: 'notification', id: null } });
  const wanted = parseInput({ schema: UpdateInput, input, what: 'what to show anew' });
  assertNoTransactionHeld('change a message in the chat');
  if (ctx.notify.dryRun) return { updated: 0 };
  const [[name, id] = ['', '']] = Object.entries(wanted);
  const rows = await ctx.db
    .select()
    .from(notifications)
    .where(and(eq(notifications.workspaceId, ctx.workspaceId), eq(notifications.state, 'sent'), isNamed({ name, id })));
  let updated = 0;
  for (const row of rows) updated += await showAnew({ ctx, row });
  const resource = { type: 'notification', id };
  if (updated > 0) await audit({ ctx, action: 'notification.updated', resource, details: { messages: updated } });
  return { updated };
}

function isNamed({ name, id }: { name: string; id: string }): SQL | undefined {
  if (name === 'notificationId') return eq(notifications.id, id);
  if (name === 'key') return eq(notifications.key, id);
  const isKind = name === 'callId' ? eq(notifications.kind, 'call_summary') : undefined;
  return and(isKind, sql`${subjectField(name)} = ${id}`);
}

/** One of the names that the schema lets through; in the text itself, where the index over it is recognized. */
function subjectField(name: string): SQL {
  return sql`${notifications.subject} ->> ${sql.raw(`'${name}'`)}`;
}

/** A part that is no longer needed says so; there are never more parts than there were, since changes only settle. */
async function showAnew({ ctx, row }: { ctx: NotificationContext; row: NotificationRow }): Promise<number> {
  const { channelId, messageId, kind } = row;
  const subject = NotificationSubject.parse(row.subject);
  const view = await ctx.notify.readers.loadView({ ctx, kind, subject });
  if (channelId === null || messageId === null) return 0;
  const chat = requireConnection(ctx.connections.chat);
  const gone = 'This is no longer there.';
  const messages = view === null ? [{ text: gone, blocks: [section(gone)] }] : renderView(view);
  const done = 'Nothing is left to decide here.';
  const targets = [messageId, ...row.parts];
  for (const [index, externalId] of targets.entries()) {
    const message = messages[index] ?? { text: done, blocks: [section(done)] };
    const isLast = index === targets.length - 1;
    const rest = isLast ? messages.slice(targets.length) : [];
    const more = rest.length === 0 ? [] : [section(`_${rest.length} further parts: see the report._`)];
    await chat.updateMessage({
      channelId,
      externalId,
      text: message.text,
      blocks: [...message.blocks, ...more].slice(0, 50),
    });
  }
  return targets.length;
}
