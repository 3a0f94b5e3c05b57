import { recordDrift } from '#modules/ledger';
import {
  findChatUser,
  type NotificationContext,
  type NotificationKind,
  requestNotification,
  type SentNotification,
} from '#modules/notifications';
import { listUsers } from '#modules/users';

/** What concerns whoever runs Sophia, and nobody else. */
const theirs: ReadonlySet<NotificationKind> = new Set<NotificationKind>(['gap', 'drift', 'webhook_disabled']);

/**
 * What was meant for the default channel and had no place to go is written down once a day, in the ledger and the log;
 * and administrators who are in the chat by the address of their account are told each thing themselves.
 */
export async function tellAdministrators({
  ctx,
  sent,
}: {
  ctx: NotificationContext;
  sent: Pick<SentNotification, 'state' | 'problem' | 'asked'>;
}): Promise<number> {
  const { state, problem, asked } = sent;
  if (state !== 'undeliverable' || problem?.code !== 'channel.unusable') return 0;
  if (asked.destination.to !== 'default') return 0;
  const day = ctx.clock.now().toISOString().slice(0, 10);
  const line = { label: 'The default channel', difference: 'unusable', before: null, after: problem.message };
  const { created } = await recordDrift({
    ctx,
    input: { source: 'slack', what: 'delivery', key: `default-channel:${day}`, severity: 'medium', lines: [line] },
  });
  if (created) ctx.log.warn({ problem }, 'What is meant for the default channel cannot be delivered');
  return theirs.has(asked.kind) ? tellThem({ ctx, asked }) : 0;
}

async function tellThem({
  ctx,
  asked: { kind, key, severity, subject },
}: {
  ctx: NotificationContext;
  asked: SentNotification['asked'];
}): Promise<number> {
  const { users } = await listUsers({ ctx });
  let told = 0;
  for (const { email } of users.filter(({ role, state }) => role === 'administrator' && state === 'active')) {
    const userId = await findChatUser({ ctx, email });
    if (userId === null) continue;
    const destination = { to: 'chat_user', userId } as const;
    await requestNotification({ ctx, input: { kind, key: `${key}:${userId}`, severity, subject, destination } });
    told += 1;
  }
  return told;
}
