import type { WebhookEndpoint } from '#contracts';
import { listWebhooks } from '#modules/webhooks';
import type { ContextMaker } from './create-contexts.ts';
import type { Resources } from './open-resources.ts';
import { workspaceIds } from './workspace-ids.ts';

/** Registers a probe for the programs that are told of events: whether any of them does not take what it is sent. */
export function registerWebhookProbe({
  resources,
  contextFor,
}: {
  resources: Pick<Resources, 'health'>;
  contextFor: ContextMaker;
}): void {
  resources.health.register({
    name: 'webhooks',
    action: 'See that the database answers.',
    check: async () => {
      const answers = await Promise.all(
        [workspaceIds.main, workspaceIds.example].map((workspaceId) =>
          listWebhooks({ ctx: contextFor({ workspaceId }) }),
        ),
      );
      return stateOf(answers.flatMap(({ endpoints }) => endpoints));
    },
  });
}

function stateOf(endpoints: readonly WebhookEndpoint[]) {
  if (endpoints.length === 0) {
    return { state: 'off', reason: 'No program is told of events; none needs to be.', action: null } as const;
  }
  const disabled = endpoints.filter(({ state }) => state === 'disabled');
  const failing = endpoints.filter(({ state, failingSince }) => state === 'active' && failingSince !== null);
  if (disabled.length + failing.length === 0) {
    return {
      state: 'healthy',
      reason:
        endpoints.length === 1
          ? 'The program that is told of events takes what it is sent.'
          : `All ${endpoints.length} programs that are told of events take what they are sent.`,
      action: null,
    } as const;
  }
  const parts = [
    failing.length === 0 ? [] : [`${failing.length} ${failing.length === 1 ? 'does' : 'do'} not take what is sent`],
    disabled.length === 0 ? [] : [`${disabled.length} ${disabled.length === 1 ? 'is' : 'are'} disabled`],
  ].flat();
  const reason = `Of the ${endpoints.length === 1 ? 'one program that is' : `${endpoints.length} programs that are`} told of events, ${parts.join(' and ')}.`;
  return { state: 'degraded', reason, action: 'Run: sophia webhooks list' } as const;
}
