import type { DeadLetter } from '#contracts';
import { listDeadLetters } from '#modules/intake';
import type { ContextMaker } from './create-contexts.ts';
import type { Resources } from './open-resources.ts';
import { workspaceIds } from './workspace-ids.ts';

/** What failed longer ago is still named, and worries nobody who has left it there. */
const freshMs = 7 * 86_400_000;

/** Registers a probe for what came from outside: whether something of it failed in every try. */
export function registerInboxProbe({
  resources,
  contextFor,
}: {
  resources: Pick<Resources, 'health' | 'clock'>;
  contextFor: ContextMaker;
}): void {
  resources.health.register({
    name: 'inbox',
    action: 'See that the database answers.',
    check: async () => {
      const answers = await Promise.all(
        [workspaceIds.main, workspaceIds.example].map((workspaceId) =>
          listDeadLetters({
            ctx: contextFor({ workspaceId }),
            input: { source: null, since: null, limit: 1 },
          }),
        ),
      );
      const newest = answers.flatMap(({ deadLetters }) => deadLetters);
      const total = answers.reduce((sum, answer) => sum + answer.total, 0);
      return stateOf({ newest, total, now: resources.clock.now() });
    },
  });
}

function stateOf({ newest, total, now }: { newest: readonly DeadLetter[]; total: number; now: Date }) {
  const last = newest
    .map(({ settledAt, receivedAt }) => settledAt ?? receivedAt)
    .toSorted()
    .at(-1);
  if (last === undefined) {
    return { state: 'healthy', reason: 'What came was processed or is being so.', action: null } as const;
  }
  const what = total === 1 ? '1 event failed' : `${total.toLocaleString('en-US')} events failed`;
  const reason = `${what} in every try, the last ${last.slice(0, 10)}; nothing waits behind what failed.`;
  const action = 'Run: sophia inbox list --dead';
  if (now.getTime() - Date.parse(last) > freshMs) return { state: 'healthy', reason, action: null } as const;
  return { state: 'degraded', reason, action } as const;
}
