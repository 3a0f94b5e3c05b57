import type { Change } from '#contracts';
import { authorise } from '#modules/access';
import { getChangeSet } from '#modules/changesets';
import { findRecord } from '#modules/crm';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { ChangeSetInput } from './schema.ts';
import { speaksAgainst } from './speaks-against.ts';
import type { Sense } from './statements/statement.ts';
import { callStatements, contradictions } from './tables.ts';

/**
 * Ties open contradictions to the changes of a set that ask a person about the very same field: the card that asks then
 * names the contradiction, and the answer settles it. One that speaks against the proposed value too is asked about by
 * itself. Returns those that are tied.
 */
export async function tieChanges({ ctx, input }: Verb<ChangeSetInput>): Promise<{ contradictionIds: string[] }> {
  authorise({ ctx, action: 'contradiction.track', resource: { type: 'change_set', id: input.changeSetId } });
  const { changeSetId } = parseInput({ schema: ChangeSetInput, input, what: 'a change set' });
  const set = await getChangeSet({ ctx, input: { changeSetId } });
  return transact({ ctx }, async (inner) => {
    const contradictionIds: string[] = [];
    for (const change of set.changes) contradictionIds.push(...(await tie({ ctx: inner, change })));
    const resource = { type: 'change_set', id: changeSetId } as const;
    const details = { contradictionIds };
    if (contradictionIds.length > 0) await audit({ ctx: inner, action: 'contradictions.tied', resource, details });
    return { contradictionIds };
  });
}

async function tie({ ctx, change }: { ctx: Context; change: Change }): Promise<string[]> {
  const { changeId, action, target, state } = change;
  if (state !== 'waiting' || action.type !== 'set_property') return [];
  if (target?.objectType !== 'deal' && target?.objectType !== 'contact') return [];
  const { objectType, externalId } = target;
  const record = await findRecord({ ctx, input: { objectType, externalId } });
  if (record === null) return [];
  const where = and(
    eq(contradictions.workspaceId, ctx.workspaceId),
    eq(contradictions.recordId, record.recordId),
    eq(contradictions.property, action.property),
    eq(contradictions.state, 'open'),
  );
  const tied: string[] = [];
  for (const row of await ctx.db.select().from(contradictions).where(where)) {
    const said = { kind: row.kind, property: row.property, value: row.saidValue, sense: await senseOf({ ctx, row }) };
    if (await speaksAgainst({ ctx, record, said, value: action.value })) continue;
    await ctx.db.update(contradictions).set({ changeId }).where(eq(contradictions.id, row.id));
    tied.push(row.id);
  }
  return tied;
}

/** How the call or e-mail means the value: a day before which nothing is signed is not the day itself. */
async function senseOf({ ctx, row }: { ctx: Context; row: typeof contradictions.$inferSelect }): Promise<Sense> {
  const statements = await ctx.db
    .select()
    .from(callStatements)
    .where(
      and(
        eq(callStatements.workspaceId, ctx.workspaceId),
        eq(callStatements.recordId, row.recordId),
        eq(callStatements.property, row.property),
      ),
    );
  const said = statements.find(({ callId, emailId }) => callId === row.callId && emailId === row.emailId);
  return said?.sense ?? 'is';
}
