import type { WarningKind } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context } from '#platform/context';
import { transact } from '#platform/db';
import { publish } from '#platform/events';
import { and, eq, isNull } from '#platform/sql';
import type { Verdict } from './deal-view.ts';
import type { StandingWarning } from './load-standing.ts';
import type { RaisedWarning } from './schema.ts';
import { dealWarnings } from './tables.ts';

interface Storing {
  readonly ctx: Context;
  readonly recordId: string;
  /** The warnings of the deal that stand. */
  readonly standing: readonly StandingWarning[];
  readonly verdicts: ReadonlyMap<WarningKind, Verdict>;
}

/** Brings the warnings of a deal in line with what the rules say; a deal about which nothing is new is not written. */
export async function storeVerdicts(
  storing: Storing,
): Promise<{ raised: readonly RaisedWarning[]; cleared: readonly string[] }> {
  const { ctx, recordId, verdicts } = storing;
  authorise({ ctx, action: 'warning.track', resource: { type: 'crm_record', id: recordId } });
  const standing = new Map(storing.standing.map((row) => [row.kind, row]));
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
        cleared.push(...(await clear({ ctx: inner, row, because: verdict.because })));
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

function differs({ verdict, row }: { verdict: Verdict; row: StandingWarning | undefined }): boolean {
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

async function renew({ ctx, row, verdict }: { ctx: Context; row: StandingWarning; verdict: Held }): Promise<void> {
  const { severity, explanation, evidence } = verdict;
  await ctx.db.update(dealWarnings).set({ severity, explanation, evidence }).where(eq(dealWarnings.id, row.id));
}

/** Of two that look at once, one clears it. */
async function clear({
  ctx,
  row,
  because,
}: {
  ctx: Context;
  row: StandingWarning;
  because: string;
}): Promise<string[]> {
  const ended = await ctx.db
    .update(dealWarnings)
    .set({ clearedAt: ctx.clock.now(), clearedBecause: because })
    .where(and(eq(dealWarnings.id, row.id), isNull(dealWarnings.clearedAt)))
    .returning({ id: dealWarnings.id });
  if (ended.length === 0) return [];
  await publish({ ctx, event: { type: 'warning.cleared', warningId: row.id } });
  return [row.id];
}
