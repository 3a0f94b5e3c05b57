import { listDefinitions, resolveRecord } from '#modules/crm';
import { SophiaError } from '#platform/errors';
import type { SlackServices } from '#surfaces/slack';
import type { FullContext } from './full-context.ts';
import { listOpenDeals } from './list-open-deals.ts';

/** What people ask about deals. */
export function dealServices(full: FullContext): Pick<SlackServices, 'listDealFilters' | 'listDeals' | 'getDealBrief'> {
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
  };
}
