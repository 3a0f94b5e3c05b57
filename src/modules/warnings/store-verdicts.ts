import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context } from '#platform/context';
import { transact } from '#platform/db';
import { publish } from '#platform/events';
import { and, eq, isNull } from '#platform/sql';
import type { Verdict } from './deal-view.ts';
import type { RaisedWarning, WarningKind } from './schema.ts';
import { dealWarnings } from './tables.ts';

type Row = typeof dealWarnings.$inferSelect;

interface Storing {
  readonly ctx: Context;
  readonly recordId: string;
  readonly verdicts: ReadonlyMap<WarningKind, Verdict>;
}

/** Brings the warnings of a deal in line with what the rules say; a deal about which nothing is new is not written. */
export async function storeVerdicts(
  storing: Storing,
): Promise<{ raised: readonly RaisedWarning[]; cleared: readonly string[] }> {
  const { ctx, recordId, verdicts } = storing;
  authorise({ ctx, action: 'warning.track', resource: { type: 'crm_record', id: recordId } });
  const standing = new Map((await standingOf(storing)).map((row) => [row.kind, row]));
  const differing = [...verdicts].filter(([kind, verdict]) => differs({ verdict, row: standing.get(kind) }));
  if (differing.length === 0) return { raised: [], cleared: [] };
  return transact({ ctx }, async (inner) => {
    const raised: RaisedWarning[] = [];
    const cleared: string[] = [];
    for (const [kind, verdict] of differing) {
      const row = standing.get(kind);
      if (verdict.holds === true && row === undefined) {
        raised.push(...(await raise({ ctx: inner, recordId, kind, verdict })));
      } else if (verdict.holds === true && row !== undefined) {
        await renew({ ctx: inner, row, verdict });
      } else if (verdict.holds === false && row !== undefined) {
        await clear({ ctx: inner, row, because: verdict.because });
        cleared.push(row.id);
      }
    }
    await audit({
      ctx: inner,
      action: 'warnings.tracked',
      resource: { type: 'crm_record', id: recordId },
      details: { raised: raised.map(({ warningId }) => warningId), cleared },
    });
    return { raised, cleared };
  });
}

async function standingOf({ ctx, recordId }: Storing): Promise<Row[]> {
  return ctx.db
    .select()
    .from(dealWarnings)
    .where(
      and(
        eq(dealWarnings.workspaceId, ctx.workspaceId),
        eq(dealWarnings.recordId, recordId),
        isNull(dealWarnings.clearedAt),
      ),
    );
}

function differs({ verdict, row }: { verdict: Verdict; row: Row | undefined }): boolean {
  if (verdict.holds === null) return false;
  if (!verdict.holds) return row !== undefined;
  return row === undefined || row.severity !== verdict.severity || row.explanation !== verdict.explanation;
}

type Held = Extract<Verdict, { holds: true }>;

/** Of two that look at once, one raises it. */
async function raise({
  ctx,
  recordId,
  kind,
  verdict,
}: {
  ctx: Context;
  recordId: string;
  kind: WarningKind;
  verdict: Held;
}): Promise<RaisedWarning[]> {
  const { severity, explanation, evidence } = verdict;
  const warningId = ctx.ids.create('warning');
  const written = await ctx.db
    .insert(dealWarnings)
    .values({
      id: warningId,
      workspaceId: ctx.workspaceId,
      recordId,
      kind,
      severity,
      explanation,
      evidence,
      raisedAt: ctx.clock.now(),
    })
    .onConflictDoNothing()
    .returning({ id: dealWarnings.id });
  if (written.length === 0) return [];
  await publish({ ctx, event: { type: 'warning.raised', warningId } });
  return [{ warningId, recordId, severity }];
}

async function renew({ ctx, row, verdict }: { ctx: Context; row: Row; verdict: Held }): Promise<void> {
  const { severity, explanation, evidence } = verdict;
  await ctx.db.update(dealWarnings).set({ severity, explanation, evidence }).where(eq(dealWarnings.id, row.id));
}

async function clear({ ctx, row, because }: { ctx: Context; row: Row; because: string }): Promise<void> {
  await ctx.db
    .update(dealWarnings)
    .set({ clearedAt: ctx.clock.now(), clearedBecause: because })
    .where(eq(dealWarnings.id, row.id));
  await publish({ ctx, event: { type: 'warning.cleared', warningId: row.id } });
}
