import { type Quota, SetQuotaInput } from '#contracts';
import { authorise } from '#modules/access';
import { getWorkspace } from '#modules/workspaces';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { createDayReader } from './days.ts';
import { findOwners } from './find-owners.ts';
import { minorUnitsOf } from './minor-units.ts';
import { readPeriod } from './read-period.ts';
import { pipelineQuotas } from './tables.ts';
import { toQuota } from './to-quota.ts';

/** Sets what an owner, a team or the whole company is to win in a period; one that is set for the same is replaced. */
export async function setQuota({ ctx, input }: Verb<SetQuotaInput>): Promise<Quota> {
  authorise({ ctx, action: 'quota.manage', resource: { type: 'quota', id: null } });
  const asked = parseInput({ schema: SetQuotaInput, input, what: 'a quota' });
  const { timeZone, currency: ofWorkspace } = await getWorkspace({ ctx });
  const { from: fromDay, to: toDay } = readPeriod({
    text: asked.period,
    today: createDayReader(timeZone)(ctx.clock.now()),
  });
  const subject = await subjectOf({ ctx, asked });
  const currency = asked.currency ?? ofWorkspace;
  const amountMinor = minorUnitsOf({ text: asked.amount, currency });
  if (amountMinor === null) throw new SophiaError('input.invalid', `Expected an amount, found ${asked.amount}.`);
  return transact({ ctx }, async (inner) => {
    const key = { workspaceId: inner.workspaceId, ...subject, fromDay, toDay, currency };
    const before = await quotaBefore({ ctx: inner, key });
    const setAt = inner.clock.now();
    const [row] = await inner.db
      .insert(pipelineQuotas)
      .values({ id: inner.ids.create('quota'), ...key, amountMinor, setAt })
      .onConflictDoUpdate({ target: keyColumns, set: { amountMinor, setAt, subjectName: subject.subjectName } })
      .returning();
    if (row === undefined) throw new Error('A quota was neither stored nor changed.');
    const details = { ...subject, from: fromDay, to: toDay, currency, before, after: amountMinor };
    await audit({ ctx: inner, action: 'quota.set', resource: { type: 'quota', id: row.id }, details });
    return toQuota(row);
  });
}

const keyColumns = [
  pipelineQuotas.workspaceId,
  pipelineQuotas.subjectKind,
  pipelineQuotas.subjectId,
  pipelineQuotas.fromDay,
  pipelineQuotas.toDay,
  pipelineQuotas.currency,
];

type Key = Pick<
  typeof pipelineQuotas.$inferInsert,
  'workspaceId' | 'subjectKind' | 'subjectId' | 'fromDay' | 'toDay' | 'currency'
>;

async function quotaBefore({ ctx, key }: { ctx: Context; key: Key }): Promise<number | null> {
  const [before] = await ctx.db
    .select({ amountMinor: pipelineQuotas.amountMinor })
    .from(pipelineQuotas)
    .where(
      and(
        eq(pipelineQuotas.workspaceId, key.workspaceId),
        eq(pipelineQuotas.subjectKind, key.subjectKind),
        eq(pipelineQuotas.subjectId, key.subjectId),
        eq(pipelineQuotas.fromDay, key.fromDay),
        eq(pipelineQuotas.toDay, key.toDay),
        eq(pipelineQuotas.currency, key.currency),
      ),
    );
  return before?.amountMinor ?? null;
}

async function subjectOf({
  ctx,
  asked: { owner, team },
}: {
  ctx: Context;
  asked: SetQuotaInput;
}): Promise<Pick<typeof pipelineQuotas.$inferInsert, 'subjectKind' | 'subjectId' | 'subjectName'>> {
  if (owner !== null && team !== null) {
    throw new SophiaError('input.invalid', 'Expected an owner or a team, found both: a quota is for one of them.');
  }
  const found = await findOwners({ ctx, input: { owner, team } });
  if (found.owner !== null) return { subjectKind: 'owner', subjectId: found.owner.id, subjectName: found.owner.label };
  if (found.team !== null) return { subjectKind: 'team', subjectId: found.team.id, subjectName: found.team.label };
  return { subjectKind: 'company', subjectId: '', subjectName: '' };
}
