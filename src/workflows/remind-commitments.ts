import { z } from 'zod';
import { getCommitment, listDueCommitments, recordReminder } from '#modules/commitments';
import { requestNotification } from '#modules/notifications';
import { identityIn, listPeople, nameKey, type Person } from '#modules/people';
import { type AnyWorkflow, defineWorkflow } from '#platform/workflow';
import type { WorkContext, WorkflowDependencies } from './workflow-dependencies.ts';

const RemindCommitmentsInput = z.strictObject({ workspaceId: z.string(), requestId: z.string() });

const attempts = 3;
const mostAtOnce = 100;

/**
 * Reminds our people of what they promised and is due, each promise once a day and three times at most; and tells the
 * owner of the deal or company what the buyer has promised and is due, once for each day that was named.
 */
export function remindCommitments({ contextFor }: WorkflowDependencies): AnyWorkflow {
  return defineWorkflow({
    name: 'remind-commitments',
    queue: 'upkeep',
    input: RemindCommitmentsInput,
    run: async ({ run, input }) => {
      const ctx = contextFor({ ...input, actor: { type: 'schedule', name: 'remind-commitments' } });
      if (ctx.connections.chat.state === 'off') return { state: 'off', reminded: 0 };
      const due = await run.step({ name: 'list-due', maxAttempts: attempts }, () => listDue(ctx));
      for (const commitmentId of due) {
        await run.step({ name: `remind-${commitmentId}`, maxAttempts: attempts }, () => remind({ ctx, commitmentId }));
      }
      return { state: 'done', reminded: due.length };
    },
  });
}

async function listDue(ctx: WorkContext): Promise<string[]> {
  const { commitments } = await listDueCommitments({ ctx, input: { limit: mostAtOnce } });
  return commitments.map(({ commitmentId }) => commitmentId);
}

async function remind({ ctx, commitmentId }: { ctx: WorkContext; commitmentId: string }): Promise<null> {
  const promise = await getCommitment({ ctx, input: { commitmentId } });
  if (promise.state !== 'open' && promise.state !== 'overdue') return null;
  const isOurs = promise.side === 'internal';
  const userId = isOurs ? await chatUserOf({ ctx, name: promise.owner }) : null;
  const recordId = promise.dealRecordId ?? promise.companyRecordId;
  const day = ctx.clock.now().toISOString().slice(0, 10);
  await requestNotification({
    ctx,
    input: {
      kind: 'commitment_due',
      key: ['commitment_due', commitmentId, isOurs ? day : (promise.dueDate ?? day)].join(':'),
      severity: 'medium',
      subject: { commitmentId, callId: promise.callId, ...(recordId === null ? {} : { recordId }) },
      ...(userId === null ? {} : { destination: { to: 'chat_user', userId } }),
    },
  });
  await recordReminder({ ctx, input: { commitmentId } });
  return null;
}

/** Of whoever promised it, where one person of that name is in the chat; otherwise it goes where its kind goes. */
async function chatUserOf({ ctx, name }: { ctx: WorkContext; name: string }): Promise<string | null> {
  const { chat } = ctx.connections;
  if (chat.state === 'off') return null;
  const { people } = await listPeople({ ctx });
  return identityIn(personCalled({ people, name }), chat.client.name);
}

/** By the whole name, or by the first where only one has it. */
function personCalled({ people, name }: { people: readonly Person[]; name: string }): Person | null {
  const wanted = nameKey(name);
  const whole = people.filter((person) => nameKey(person.name) === wanted);
  const first = people.filter((person) => nameKey(person.name).split(' ')[0] === wanted);
  const [person, other] = whole.length > 0 ? whole : first;
  return person === undefined || other !== undefined ? null : person;
}
