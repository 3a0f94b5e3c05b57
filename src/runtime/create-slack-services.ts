import { receiveEvent } from '#modules/intake';
import { listGaps, listLedgerDays } from '#modules/ledger';
import { findPerson, identityIn } from '#modules/people';
import { hasAccounts, identifyChatUser } from '#modules/users';
import type { Context } from '#platform/context';
import type { LinkedPerson, SlackServices } from '#surfaces/slack';
import type { WorkContext } from '#workflows';
import type { ContextMaker } from './create-contexts.ts';
import { assistantServices } from './slack-services/assistant-services.ts';
import { callServices } from './slack-services/call-services.ts';
import { changeServices } from './slack-services/change-services.ts';
import { channelServices } from './slack-services/channel-services.ts';
import { dealServices } from './slack-services/deal-services.ts';
import { decisionServices } from './slack-services/decision-services.ts';
import { policyServices } from './slack-services/policy-services.ts';

const mostGaps = 500;

/** The verbs that people in Slack reach, with the connections and the policy of the workspace they act in. */
export function createSlackServices({
  contextFor,
  baseUrl,
  home,
}: {
  contextFor: ContextMaker;
  baseUrl: () => string;
  /** The workspace that accounts belong to. */
  home: string;
}): SlackServices {
  /** Whoever is looked up there has yet to prove who they are. */
  function visiting(ctx: Context): Context {
    return { ...ctx, workspaceId: home, actor: { type: 'visitor' } };
  }
  function full({ workspaceId, requestId, actor }: Context): WorkContext {
    return contextFor({ workspaceId, requestId, actor });
  }
  return {
    receiveEvent,
    ...changeServices(full),
    ...dealServices(full),
    ...callServices({ full, baseUrl }),
    ...channelServices(full),
    ...policyServices(full),
    ...decisionServices(full),
    ...assistantServices(baseUrl),
    getLedger: async ({ ctx, input: { day } }) => {
      const { days } = await listLedgerDays({ ctx, input: { since: day } });
      const { gaps } = await listGaps({ ctx, input: { limit: mostGaps } });
      return { days: days.filter((one) => one.day === day), gaps: gaps.filter((gap) => gap.day === day) };
    },
    getLinkedPerson: ({ ctx, input }) => linkedPerson({ ctx, ...input }),
    identify: ({ ctx, input }) => identifyChatUser({ ctx: visiting(ctx), input }),
    hasAccounts: ({ ctx }) => hasAccounts({ ctx: visiting(ctx) }),
  };
}

/** Whoever asks, in each system. */
async function linkedPerson({
  ctx,
  userId,
  name: nameInChat,
}: {
  ctx: Context;
  userId: string;
  name: string;
}): Promise<LinkedPerson> {
  const person = await findPerson({ ctx, input: { source: 'slack', externalId: userId } });
  function nameIn(source: string, what: string): string | null {
    const externalId = identityIn(person, source);
    const name = person?.identities.find((identity) => identity.source === source)?.name;
    return externalId === null ? null : `${name ?? person?.name ?? ''} (${what} ${externalId})`;
  }
  return {
    name: person?.name ?? nameInChat,
    crm: nameIn('hubspot', 'owner'),
    ownerId: identityIn(person, 'hubspot'),
    calls: nameIn('gong', 'user'),
  };
}
