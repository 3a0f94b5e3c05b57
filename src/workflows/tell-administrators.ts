import { createHash } from 'node:crypto';
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
const theirs: ReadonlySet<NotificationKind> = new Set<NotificationKind>([
  'gap',
  'drift',
  'webhook_disabled',
  'dead_letters',
]);

/** What is written down, by where it was meant to go. */
const nowhere = {
  default: { key: 'default-channel', label: 'The default channel', difference: 'unusable' },
  owner: { key: 'owners', label: 'An owner of the CRM', difference: 'unreachable' },
} as const;

/**
 * What was meant for the default channel, or for an owner, and had no place to go is written down once a day, for each
 * owner, in the ledger and the log; and of the former administrators who are in the chat are told each thing themselves.
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
  const { to } = asked.destination;
  if (to !== 'default' && to !== 'owner') return 0;
  const { key, ...meant } = nowhere[to];
  const day = ctx.clock.now().toISOString().slice(0, 10);
  const whose = to === 'owner' ? `:${hashOf(problem.message)}` : '';
  const line = { ...meant, before: null, after: problem.message };
  const { created } = await recordDrift({
    ctx,
    input: { source: 'slack', what: 'delivery', key: `${key}:${day}${whose}`, severity: 'medium', lines: [line] },
  });
  if (created) ctx.log.warn({ problem, meant: meant.label }, 'What is meant for somebody cannot be delivered');
  return to === 'default' && theirs.has(asked.kind) ? tellThem({ ctx, asked }) : 0;
}

function hashOf(message: string): string {
  return createHash('sha256').update(message).digest('hex').slice(0, 16);
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
