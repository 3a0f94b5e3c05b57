import { z } from 'zod';
import { Evidence } from '#contracts';
import { getChange } from '#modules/changesets';
import type { Context } from '#platform/context';
import { publish } from '#platform/events';
import { and, eq } from '#platform/sql';
import { nameEmails } from './emails/name-emails.ts';
import type { JudgedRecord, Judgement } from './judge-record.ts';
import { SaidProof } from './schema.ts';
import { settle } from './settle.ts';
import { settledBecause } from './settled-because.ts';
import { contradictions } from './tables.ts';

export interface ReviewedContradictions {
  readonly found: readonly string[];
  readonly cleared: readonly string[];
}

type Row = typeof contradictions.$inferSelect;

interface Storing extends JudgedRecord {
  readonly ctx: Context;
}

/** Brings the open contradictions of a record in line with what its calls come to. */
export async function storeJudgements(storing: Storing): Promise<ReviewedContradictions> {
  const { ctx, record, judgements } = storing;
  const open = await openOf(storing);
  const cleared: string[] = [];
  for (const row of open) {
    const judgement = judgements.find(({ statement }) => statement.property === row.property);
    const because = whyOver({ row, judgement });
    if (because === null || (await isAnswered({ ctx, row }))) continue;
    await settle({ ctx, row, state: 'cleared', by: null, because });
    cleared.push(row.id);
  }
  const found: string[] = [];
  for (const judgement of judgements.filter(({ verdict }) => verdict === 'contradicts')) {
    const standing = open.find(
      ({ id, property }) => property === judgement.statement.property && !cleared.includes(id),
    );
    if (standing === undefined) found.push(...(await write({ ctx, record, judgement })));
    else await renew({ ctx, row: standing, judgement });
  }
  return { found, cleared };
}

async function openOf({ ctx, record }: Storing): Promise<Row[]> {
  return ctx.db
    .select()
    .from(contradictions)
    .where(
      and(
        eq(contradictions.workspaceId, ctx.workspaceId),
        eq(contradictions.recordId, record.recordId),
        eq(contradictions.state, 'open'),
      ),
    );
}

/** A person's answer on the card that names it is about to settle it: `settleByChanges` says so with the name. */
async function isAnswered({ ctx, row }: { ctx: Context; row: Row }): Promise<boolean> {
  if (row.changeId === null) return false;
  const { state } = await getChange({ ctx, input: { changeId: row.changeId } });
  return state === 'approved' || state === 'applying' || state === 'applied';
}

/** Null while it stands. The same said again in a later call is the same contradiction. */
function whyOver({ row, judgement }: { row: Row; judgement: Judgement | undefined }): string | null {
  if (judgement === undefined) return settledBecause.unsaid;
  const { verdict, statement } = judgement;
  const isOfSame = sourceOf(statement) === sourceOf(row);
  if (verdict === 'pending') return isOfSame ? null : settledBecause.later;
  if (verdict !== 'contradicts') return settledBecause[verdict];
  return isOfSame || statement.value === row.saidValue ? null : settledBecause.later;
}

/** One that a person has answered for this call, or that was cleared, is not asked about again. */
async function write({
  ctx,
  record,
  judgement,
}: Pick<Storing, 'ctx' | 'record'> & { judgement: Judgement }): Promise<string[]> {
  const { statement, other, crmValue } = judgement;
  const { recordId, property, kind, value, callId, emailId, saidAt } = statement;
  const written = await ctx.db
    .insert(contradictions)
    .values({
      id: ctx.ids.create('contradiction'),
      workspaceId: ctx.workspaceId,
      recordId,
      kind,
      property,
      crmValue,
      saidValue: value,
      callId,
      emailId,
      otherValue: other?.value ?? null,
      saidAt,
      evidence: await proofs({ ctx, judgement }),
      ownerId: record.ownerId,
      state: 'open',
      foundAt: ctx.clock.now(),
    })
    .onConflictDoNothing()
    .returning({ id: contradictions.id });
  for (const { id } of written) {
    await publish({ ctx, event: { type: 'contradiction.found', contradictionId: id } });
  }
  return written.map(({ id }) => id);
}

/** What the CRM holds now, what is said as it is read now, and the proof of every call and e-mail that says it. */
async function renew({ ctx, row, judgement }: { ctx: Context; row: Row; judgement: Judgement }): Promise<void> {
  const { statement, other, crmValue } = judgement;
  const known = z.array(SaidProof).catch([]).parse(row.evidence).map(withSource(row));
  const own = await proofs({ ctx, judgement });
  const others = known.filter((proof) => !own.some((one) => sourceOf(one) === sourceOf(proof)));
  const evidence = [...others, ...own];
  const otherValue = other?.value ?? null;
  const isSame =
    row.crmValue === crmValue &&
    row.saidValue === statement.value &&
    row.otherValue === otherValue &&
    others.length === known.length - own.length;
  if (isSame) return;
  await ctx.db
    .update(contradictions)
    .set({ crmValue, saidValue: statement.value, otherValue, evidence })
    .where(and(eq(contradictions.workspaceId, ctx.workspaceId), eq(contradictions.id, row.id)));
}

/** Before proofs named their e-mail, it was the one of the row. */
function withSource({ emailId }: Row): (proof: SaidProof) => SaidProof {
  return (proof) => (sourceOf(proof) === null ? { ...proof, emailId } : proof);
}

/** Both sides where call and e-mail differ, what was said last behind the other. */
async function proofs({ ctx, judgement }: { ctx: Context; judgement: Judgement }): Promise<SaidProof[]> {
  const { statement, other } = judgement;
  const said = other === null ? [statement] : [other, statement];
  const names = await nameEmails({ ctx, statements: said });
  return said.map((one) => ({
    callId: one.callId,
    emailId: one.emailId,
    claimId: null,
    evidence: Evidence.parse(one.evidence),
    note: one.emailId === null ? null : (names.get(one.emailId) ?? null),
  }));
}

/** A call or an e-mail. */
function sourceOf({ callId, emailId }: { callId: string | null; emailId: string | null }): string | null {
  return callId ?? emailId;
}
