import type { Change } from '#contracts';
import { authorise } from '#modules/access';
import { getChangeSet } from '#modules/changesets';
import { findRecord } from '#modules/crm';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { publish } from '#platform/events';
import { and, eq, gte, inArray, or, type SQL } from '#platform/sql';
import { ChangeSetInput } from './schema.ts';
import { settledBecause } from './settled-because.ts';
import { contradictions } from './tables.ts';

/**
 * Opens the contradictions again that a change had settled which was taken back: the CRM holds once more what the call
 * speaks against. What a person has said beside the change stands. Doing it twice changes nothing.
 */
export async function reopenByUndo({ ctx, input }: Verb<ChangeSetInput>): Promise<{ reopened: string[] }> {
  authorise({ ctx, action: 'contradiction.track', resource: { type: 'change_set', id: input.changeSetId } });
  const { changeSetId } = parseInput({ schema: ChangeSetInput, input, what: 'a change set' });
  const { changes } = await getChangeSet({ ctx, input: { changeSetId } });
  return transact({ ctx }, async (inner) => {
    const reopened: string[] = [];
    for (const change of changes) reopened.push(...(await reopen({ ctx: inner, change })));
    for (const contradictionId of reopened) {
      await publish({ ctx: inner, event: { type: 'contradiction.reopened', contradictionId } });
      const resource = { type: 'contradiction', id: contradictionId } as const;
      await audit({ ctx: inner, action: 'contradiction.reopened', resource, details: { changeSetId } });
    }
    return { reopened };
  });
}

async function reopen({ ctx, change }: { ctx: Context; change: Change }): Promise<string[]> {
  if (change.state !== 'undone' || change.action.type !== 'set_property') return [];
  const rows = await ctx.db
    .update(contradictions)
    .set({ state: 'open', changeId: change.changeId, resolvedBy: null, resolvedAt: null, resolvedBecause: null })
    .where(and(eq(contradictions.workspaceId, ctx.workspaceId), or(...(await settledBy({ ctx, change })))))
    .returning({ id: contradictions.id });
  return rows.map(({ id }) => id);
}

/** By a person's answer on its card, or, where nobody had to be asked, because the CRM agreed once it was written. */
async function settledBy({ ctx, change }: { ctx: Context; change: Change }): Promise<(SQL | undefined)[]> {
  const { changeId, action, target, appliedAt } = change;
  const answers = [settledBecause.written, settledBecause.otherWritten];
  const byAnswer = and(eq(contradictions.changeId, changeId), inArray(contradictions.resolvedBecause, answers));
  if (action.type !== 'set_property' || appliedAt === null) return [byAnswer];
  if (target?.objectType !== 'deal' && target?.objectType !== 'contact') return [byAnswer];
  const { objectType, externalId } = target;
  const record = await findRecord({ ctx, input: { objectType, externalId } });
  if (record === null) return [byAnswer];
  const byAgreement = and(
    eq(contradictions.recordId, record.recordId),
    eq(contradictions.property, action.property),
    eq(contradictions.state, 'cleared'),
    inArray(contradictions.resolvedBecause, [settledBecause.agrees]),
    gte(contradictions.resolvedAt, new Date(appliedAt)),
  );
  return [byAnswer, byAgreement];
}
