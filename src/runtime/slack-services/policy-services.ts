import {
  configureChannelPolicy,
  countInteractions,
  getChannelPolicy,
  listChannelPolicies,
} from '#modules/notifications';
import type { Context } from '#platform/context';
import type { SlackServices } from '#surfaces/slack';
import type { FullContext } from './full-context.ts';

type PolicyServices = Pick<
  SlackServices,
  'getChannelPolicy' | 'listChannelPolicies' | 'configureChannelPolicy' | 'countInteractions'
>;

/** How Sophia behaves in channels, for whoever sets it and for Sophia itself. */
export function policyServices(full: FullContext): PolicyServices {
  return {
    getChannelPolicy: ({ ctx, input }) => getChannelPolicy({ ctx: bySophia(ctx), input }),
    listChannelPolicies: ({ ctx }) => listChannelPolicies({ ctx }),
    configureChannelPolicy: ({ ctx, input }) => configureChannelPolicy({ ctx: full(ctx), input }),
    countInteractions: ({ ctx, input }) => countInteractions({ ctx: bySophia(ctx), input }),
  };
}

/** Whether it answers somebody is Sophia's to know, whatever rights they have. */
function bySophia(ctx: Context): Context {
  return { ...ctx, actor: { type: 'system', component: 'slack' } };
}
