import { setTimeout as wait } from 'node:timers/promises';
import { decideChanges, proposeSetup } from '#modules/changesets';
import { listDefinitions } from '#modules/crm';
import type { ContextMaker } from './create-contexts.ts';
import { workspaceIds } from './workspace-ids.ts';

const watchIntervalMs = 500;

/**
 * Gives the simulated CRM the properties that Sophia fills, as `sophia setup crm` proposes them to a real one, where a
 * person has to approve them: as soon as it has described itself, so that they are there before a call is written into
 * them. Returns how many; 0 where they are there.
 */
export async function setUpExampleCrm({
  contextFor,
  signal,
}: {
  contextFor: ContextMaker;
  signal: AbortSignal;
}): Promise<number> {
  const ctx = contextFor({ workspaceId: workspaceIds.example });
  for (;;) {
    if (signal.aborted || ctx.connections.crm.state === 'off') return 0;
    const described = await listDefinitions({ ctx, input: { kind: 'property', scope: 'deal' } });
    if (described.length > 0) break;
    await wait(watchIntervalMs, undefined, { signal }).catch(() => undefined);
  }
  const setup = await proposeSetup({ ctx });
  if (setup === null) return 0;
  const decisions = setup.changes
    .filter(({ state }) => state === 'waiting')
    .map(({ changeId }) => ({ changeId, decision: 'approve' as const, value: null, reason: 'example data' }));
  if (decisions.length === 0) return 0;
  await decideChanges({ ctx, input: { changeSetId: setup.changeSetId, decisions } });
  return decisions.length;
}
