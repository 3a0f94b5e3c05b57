import type {
  AccountOfSubject,
  NotificationContext,
  NotificationView,
  RequestNotificationInput,
} from '#modules/notifications';
import { requestNotification } from '#modules/notifications';
import { dueWork } from '#platform/db';
import { eq } from '#platform/sql';
import type { DatabaseSuite } from './database-for-suite.ts';
import { createMemoryChat, type MemoryChat } from './memory-chat.ts';
import type { TestContext } from './test-context.ts';

export type NotificationTestContext = NotificationContext & { readonly clock: TestContext['clock'] };

export interface NotificationWorld {
  readonly ctx: NotificationTestContext;
  readonly chat: MemoryChat;
  readonly account: { value: AccountOfSubject };
  readonly view: { value: NotificationView | null };
}

const gap: NotificationView = {
  kind: 'gap',
  title: 'Pricing call',
  externalId: '7120',
  reportAddress: null,
  sourceAddress: null,
  missing: 'stored',
  cause: 'The transcript is not ready.',
  detail: 'Gong was asked three times.',
  since: '2026-09-14T15:00:00Z',
  attempts: 3,
  nextAttemptAt: null,
  address: null,
};

/** A workspace with a chat: #sophia for what belongs nowhere else, #acct-larkspur-hill, and an owner. */
export async function openNotificationWorld(suite: DatabaseSuite): Promise<NotificationWorld> {
  const workspaceId = await suite.createWorkspace();
  const base = suite.createContext({ workspaceId });
  const chat = createMemoryChat();
  const shared = { isPrivate: false, isArchived: false, isMember: true };
  chat.channels.push({ externalId: 'CSOPHIA', name: 'sophia', ...shared });
  chat.channels.push({ externalId: 'CLARK', name: 'acct-larkspur-hill', ...shared, isMember: false });
  chat.users.push({
    externalId: 'UMAYA',
    name: 'Maya',
    email: 'maya@tidewater.example',
    timeZone: null,
    active: true,
    isBot: false,
  });
  const account: { value: AccountOfSubject } = {
    value: {
      recordId: 'rec_1',
      companyName: 'Larkspur Hill, LLC',
      ownerEmail: 'maya@tidewater.example',
      teams: ['Managers', 'West'],
    },
  };
  const view: { value: NotificationView | null } = { value: gap };
  const off = { state: 'off', reason: 'Not in this test.', action: 'Nothing.' } as const;
  const ctx: NotificationTestContext = {
    ...base,
    connections: { calls: off, crm: off, chat: { state: 'on', client: chat, simulated: true } },
    notify: {
      readers: { accountOf: async () => account.value, loadView: async () => view.value },
      defaultChannel: '#sophia',
      dryRun: false,
    },
  };
  return { ctx, chat, account, view };
}

export async function ask(world: NotificationWorld, more: Partial<RequestNotificationInput> = {}): Promise<string> {
  const key = `k${Math.random()}`;
  const input = {
    kind: 'risk_warning' as const,
    key,
    severity: 'medium' as const,
    subject: { recordId: 'rec_1' },
    ...more,
  };
  return (await requestNotification({ ctx: world.ctx, input })).notificationId;
}

export async function workOf({ ctx }: NotificationWorld): Promise<{ kind: string; subject: string; dueAt: Date }[]> {
  return ctx.db.select().from(dueWork).where(eq(dueWork.workspaceId, ctx.workspaceId));
}
