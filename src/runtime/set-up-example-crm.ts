import { decideChanges, proposeSetup } from '#modules/changesets';
import type { ContextMaker } from './create-contexts.ts';
import { workspaceIds } from './workspace-ids.ts';

/**
 * Gives the simulated CRM the properties that Sophia fills, as `sophia setup crm` proposes them to a real one, where a
 * person has to approve them. Returns how many; 0 where they are there.
 */
export async function setUpExampleCrm({ contextFor }: { contextFor: ContextMaker }): Promise<number> {
  const ctx = contextFor({ workspaceId: workspaceIds.example });
  const setup = await proposeSetup({ ctx });
  if (setup === null) return 0;
  const decisions = setup.changes
    .filter(({ state }) => state === 'waiting')
    .map(({ changeId }) => ({ changeId, decision: 'approve' as const, value: null, reason: 'example data' }));
  if (decisions.length === 0) return 0;
  await decideChanges({ ctx, input: { changeSetId: setup.changeSetId, decisions } });
  return decisions.length;
}
