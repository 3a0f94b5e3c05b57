import { getRecord, listDefinitions, listUpcomingMeetings, resolveRecord } from '#modules/crm';
import type { DealBriefView } from '#modules/notifications';
import { getForecast } from '#modules/pipeline';
import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import type { SlackServices } from '#surfaces/slack';
import type { FullContext } from './full-context.ts';
import { listOpenDeals } from './list-open-deals.ts';
import { type Member, ownerIdsOf } from './owner-ids-of.ts';

type DealServices = Pick<
  SlackServices,
  'listDealFilters' | 'listDeals' | 'getDealBrief' | 'getNextBrief' | 'getForecast'
>;

const weekInMinutes = 7 * 24 * 60;
const mostMeetings = 100;

/** What people ask about deals. */
export function dealServices(full: FullContext): DealServices {
  return {
    listDealFilters: async ({ ctx }) => {
      const pipelines = await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } });
      const owners = await listDefinitions({ ctx, input: { kind: 'owner', scope: null } });
      return {
        stages: pipelines.flatMap(({ stages }) => stages.map(({ externalId, label }) => ({ id: externalId, label }))),
        owners: owners
          .filter(({ active }) => active)
          .map(({ externalId, name, email }) => ({ id: externalId, name, email })),
      };
    },
    listDeals: ({ ctx, input }) => listOpenDeals({ ctx: full(ctx), question: input }),
    getDealBrief: async ({ ctx, input: { text } }) => {
      const { recordId } = await resolveRecord({ ctx, input: { objectType: 'deal', text } });
      const connected = full(ctx);
      const { readers } = connected.notify;
      const view = await readers.loadView({ ctx: connected, kind: 'deal_brief', subject: { recordId } });
      if (view?.kind === 'deal_brief') return view;
      throw new SophiaError('record.not-found', `Expected a deal for "${text}", found that it is gone.`);
    },
    getNextBrief: async ({ ctx, input: { member } }) => nextBrief({ ctx, member, full }),
    getForecast: ({ ctx, input: { period } }) =>
      getForecast({ ctx, input: { period, asOf: null, owner: null, team: null, pipeline: null } }),
  };
}

/** Of the next meeting that the calendar ties to an open deal of theirs. */
async function nextBrief({
  ctx,
  member,
  full,
}: {
  ctx: Context;
  member: Member;
  full: FullContext;
}): Promise<DealBriefView | null> {
  const ids = await ownerIdsOf({ ctx, member });
  const input = { withinMinutes: weekInMinutes, limit: mostMeetings };
  const { meetings } = ids.size === 0 ? { meetings: [] } : await listUpcomingMeetings({ ctx, input });
  for (const { recordId, startsAt } of meetings) {
    const { ownerId } = await getRecord({ ctx, input: { recordId } });
    if (ownerId === null || !ids.has(ownerId)) continue;
    const connected = full(ctx);
    const subject = { recordId, startsAt };
    const view = await connected.notify.readers.loadView({ ctx: connected, kind: 'deal_brief', subject });
    if (view?.kind === 'deal_brief') return view;
  }
  return null;
}
