import { z } from 'zod';
import { settlePromises } from '#modules/commitments';
import {
  type CrmRecordRow,
  listDefinitions,
  listRecords,
  listUpcomingMeetings,
  syncActivities,
  syncMeetings,
} from '#modules/crm';
import { getNotificationSettings, requestNotification, takeBriefsTurn } from '#modules/notifications';
import { type AnyWorkflow, defineWorkflow } from '#platform/workflow';
import type { WorkContext, WorkflowDependencies } from './workflow-dependencies.ts';

const SendBriefsInput = z.strictObject({
  workspaceId: z.string(),
  requestId: z.string(),
  occasion: z.enum(['meetings', 'schedule']),
});

const attempts = 3;
const mostMeetings = 200;
const pageSize = 200;

/** Tells owners where their deals stand: shortly before a meeting with the buyer, and on the days that somebody has set. */
export function sendBriefs({ contextFor }: WorkflowDependencies): AnyWorkflow {
  return defineWorkflow({
    name: 'send-briefs',
    queue: 'upkeep',
    input: SendBriefsInput,
    run: async ({ run, input }) => {
      const { workspaceId, requestId, occasion } = input;
      const ctx = contextFor({ workspaceId, requestId, actor: { type: 'schedule', name: 'send-briefs' } });
      if (ctx.connections.chat.state === 'off') return { state: 'off', asked: 0 };
      if (occasion === 'schedule') {
        const { day } = await run.step({ name: 'take-turn', maxAttempts: attempts }, () => takeBriefsTurn({ ctx }));
        if (day === null) return { state: 'no_schedule', asked: 0 };
        const asked = await run.step({ name: 'ask', maxAttempts: attempts }, () => askForAll({ ctx, day }));
        return { state: 'asked', asked };
      }
      const minutesBefore = await run.step('read-settings', () => minutesBeforeMeetings(ctx));
      if (minutesBefore === null) return { state: 'not_wanted', asked: 0 };
      await run.step('look-at-the-calendar', () => lookAtCalendar(ctx));
      const asked = await run.step({ name: 'ask', maxAttempts: attempts }, () => askBefore({ ctx, minutesBefore }));
      return { state: 'asked', asked };
    },
  });
}

async function minutesBeforeMeetings(ctx: WorkContext): Promise<number | null> {
  return (await getNotificationSettings({ ctx })).briefs.minutesBefore;
}

/** Deals that have changed may have a meeting since, and those that have not too. A CRM that does not answer is no reason to forget those known. */
async function lookAtCalendar(ctx: WorkContext): Promise<null> {
  if (ctx.connections.crm.state === 'off') return null;
  try {
    await syncActivities({ ctx });
    await syncMeetings({ ctx });
    await settlePromises({ ctx });
  } catch (error) {
    ctx.log.warn({ err: error }, 'Meetings that were made lately could not be read');
  }
  return null;
}

/** Once for each meeting at its time: one that is moved is told of anew. */
async function askBefore({ ctx, minutesBefore }: { ctx: WorkContext; minutesBefore: number }): Promise<number> {
  const { meetings } = await listUpcomingMeetings({
    ctx,
    input: { withinMinutes: minutesBefore, limit: mostMeetings },
  });
  for (const { recordId, externalId, startsAt } of meetings) {
    const key = `deal_brief:meeting:${recordId}:${externalId}:${startsAt}`;
    await requestNotification({
      ctx,
      input: { kind: 'deal_brief', key, severity: 'medium', subject: { recordId, startsAt } },
    });
  }
  return meetings.length;
}

async function askForAll({ ctx, day }: { ctx: WorkContext; day: string }): Promise<number> {
  const deals = await openDealsWithOwner(ctx);
  for (const { recordId } of deals) {
    const key = `deal_brief:schedule:${recordId}:${day}`;
    await requestNotification({ ctx, input: { kind: 'deal_brief', key, severity: 'low', subject: { recordId } } });
  }
  return deals.length;
}

async function openDealsWithOwner(ctx: WorkContext): Promise<CrmRecordRow[]> {
  const pipelines = await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } });
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  const closed = new Set(stages.filter(({ isClosed }) => isClosed).map(({ externalId }) => externalId));
  const deals: CrmRecordRow[] = [];
  let cursor: string | null = null;
  do {
    const input = { objectType: 'deal' as const, limit: pageSize, cursor };
    const page: { records: CrmRecordRow[]; cursor: string | null } = await listRecords({ ctx, input });
    deals.push(
      ...page.records.filter(
        ({ ownerId, properties }) => ownerId !== null && !closed.has(properties['dealstage'] ?? ''),
      ),
    );
    cursor = page.cursor;
  } while (cursor !== null);
  return deals;
}
