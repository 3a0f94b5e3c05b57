import { type AnalysisDifference, Side } from '#contracts';
import { authorise, seenCall } from '#modules/access';
import type { Context, Verb } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { and, asc, eq } from '#platform/sql';
import { listOf } from './split-claims.ts';
import { analyses, claims } from './tables.ts';

type Found = AnalysisDifference['added'][number];

/**
 * What a newer analysis of a call found that an older one did not, and the other way round: by list, turn and quote.
 * The older is the one before the newer where none is named. Throws `analysis.not-found`.
 */
export async function compareAnalyses({
  ctx,
  input,
}: Verb<{ callId: string; beforeId: string; afterId: string | null }>): Promise<AnalysisDifference> {
  authorise({ ctx, action: 'analysis.read', resource: { type: 'call', id: input.callId } });
  const rows = await ctx.db
    .select()
    .from(analyses)
    .where(
      and(eq(analyses.workspaceId, ctx.workspaceId), eq(analyses.callId, input.callId), seenCall(ctx, analyses.callId)),
    )
    .orderBy(asc(analyses.callVersion), asc(analyses.analysisVersion));
  const after = input.afterId === null ? rows.at(-1) : rows.find(({ id }) => id === input.afterId);
  const before = rows.find(({ id }) => id === input.beforeId);
  if (before === undefined || after === undefined) {
    const known = rows.map(({ id }) => id).join(', ');
    throw new SophiaError(
      'analysis.not-found',
      `Expected two analyses of the call, among ${known === '' ? 'none' : known}.`,
    );
  }
  const old = await loadClaims({ ctx, analysisId: before.id });
  const fresh = await loadClaims({ ctx, analysisId: after.id });
  const added = [...fresh].filter(([key]) => !old.has(key)).map(([, claim]) => claim);
  const removed = [...old].filter(([key]) => !fresh.has(key)).map(([, claim]) => claim);
  return { before: present(before), after: present(after), added, removed, unchanged: fresh.size - added.length };
}

async function loadClaims({ ctx, analysisId }: { ctx: Context; analysisId: string }): Promise<Map<string, Found>> {
  const rows = await ctx.db
    .select()
    .from(claims)
    .where(and(eq(claims.workspaceId, ctx.workspaceId), eq(claims.analysisId, analysisId)))
    .orderBy(asc(claims.turn), asc(claims.startOffset), asc(claims.field));
  return new Map(
    rows.map((row) => {
      const list = listOf(row.field).replace(/^findings\./, '');
      const { quote, turn, speaker, rule } = row;
      const claim: Found = { list, quote, turn, speaker, side: Side.parse(row.side), rule };
      return [JSON.stringify([list, turn, quote]), claim];
    }),
  );
}

function present(row: typeof analyses.$inferSelect): AnalysisDifference['before'] {
  const prompt = row.promptVersion === null ? '' : `, prompt ${row.promptVersion}`;
  const model = row.model === null ? '' : `, ${row.model}`;
  return {
    analysisId: row.id,
    callVersion: row.callVersion,
    engine: `${row.engine} ${row.engineVersion}${prompt}${model}`,
  };
}
