import type { Change } from '#contracts';
import { authorise } from '#modules/access';
import { changes as changesOfSets, getApproval, getChangeSet, getSetOrigin } from '#modules/changesets';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, eq, inArray } from '#platform/sql';
import { compareValue } from './judge/compare-value.ts';
import { pipelineOf } from './pipeline-of.ts';
import { ChangeSetInput } from './schema.ts';
import { settle } from './settle.ts';
import { settledBecause } from './settled-because.ts';
import { contradictions } from './tables.ts';

type Row = typeof contradictions.$inferSelect;

interface Answer {
  readonly state: 'call_right' | 'crm_right' | 'cleared';
  readonly because: string;
}

/**
 * Takes the answers that people have given on the changes of a set as answers to the contradictions that are tied to
 * them: a value of the call that was approved and written says that the call is right, one that was rejected that the
 * CRM is. A value that a person put in its place settles it too.
 */
export async function settleByChanges({ ctx, input }: Verb<ChangeSetInput>): Promise<{ settled: string[] }> {
  authorise({ ctx, action: 'contradiction.track', resource: { type: 'change_set', id: input.changeSetId } });
  const { changeSetId } = parseInput({ schema: ChangeSetInput, input, what: 'a change set' });
  await getSetOrigin({ ctx, input: { changeSetId } });
  const rows = await tiedTo({ ctx, changeSetId });
  const settled: string[] = [];
  if (rows.length === 0) return { settled };
  const { changes } = await getChangeSet({ ctx, input: { changeSetId } });
  for (const row of rows) {
    const change = changes.find(({ changeId }) => changeId === row.changeId);
    const answer = change === undefined ? null : await answerOf({ ctx, change, row });
    if (change === undefined || answer === null) continue;
    const { decisions } = await getApproval({ ctx, input: { changeId: change.changeId } });
    const last = decisions.at(-1);
    const by = last === undefined ? null : { name: last.decidedBy };
    const isSettled = await transact({ ctx }, async (inner) => {
      const resource = { type: 'contradiction', id: row.id } as const;
      const done = await settle({ ctx: inner, row, by, ...answer });
      if (done) await audit({ ctx: inner, action: 'contradiction.resolved', resource, details: { ...answer, by } });
      return done;
    });
    if (isSettled) settled.push(row.id);
  }
  return { settled };
}

async function tiedTo({ ctx, changeSetId }: { ctx: Context; changeSetId: string }): Promise<Row[]> {
  const ofSet = ctx.db
    .select({ id: changesOfSets.id })
    .from(changesOfSets)
    .where(eq(changesOfSets.changeSetId, changeSetId));
  return ctx.db
    .select()
    .from(contradictions)
    .where(
      and(
        eq(contradictions.workspaceId, ctx.workspaceId),
        eq(contradictions.state, 'open'),
        inArray(contradictions.changeId, ofSet),
      ),
    );
}

/** Null while nobody has answered, or the answer is not in the CRM yet. */
async function answerOf({ ctx, change, row }: { ctx: Context; change: Change; row: Row }): Promise<Answer | null> {
  const { state, action, editedValue } = change;
  if (state === 'rejected') return { state: 'crm_right', because: settledBecause.rejected };
  if (state !== 'applied' || action.type !== 'set_property') return null;
  const statement = { kind: row.kind, sense: 'is' as const, value: row.saidValue };
  const value = editedValue ?? action.value;
  const pipeline = row.kind === 'stage' ? await pipelineOf({ ctx, stageId: value }) : null;
  const compared = compareValue({ statement, value, pipeline, definition: null, currency: null });
  return compared === 'contradicts'
    ? { state: 'cleared', because: settledBecause.otherWritten }
    : { state: 'call_right', because: settledBecause.written };
}
