import { z } from 'zod';
import { Analysis, AnalysisEnvelope, AnalysisReport, Evidence, type RefusedClaim, Side } from '#contracts';
import { authorise, readKept, seenCall } from '#modules/access';
import { checkStoredClaims, describeCall } from '#modules/analysis';
import { calls, getTranscript } from '#modules/calls';
import { freezeChecked } from '#platform/answers';
import { hashOf, loadArtifact } from '#platform/artifacts';
import type { Context, Verb } from '#platform/context';
import { buildOnce, type Database } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, desc, eq, type SQL, sql } from '#platform/sql';
import { envelopeOf } from './envelope-of.ts';
import { joinClaims } from './split-claims.ts';
import { analyses, claims } from './tables.ts';
import { upgradeResult } from './upgrade-result.ts';

const Fields = z.record(z.string(), z.unknown());
const Frame = z.strictObject({ frame: z.unknown(), currency: z.string(), digest: z.string() });
const ClaimBody = z.object({
  sentence: z.string(),
  startMs: z.int().nullable(),
  endMs: z.int().nullable(),
});

const shownPlaces = 4;

/**
 * The report of a call: the named analysis, or the newest of the current version. Every claim is checked against the
 * stored turns again; those that no longer hold stand in the envelope's `brokenClaims`. Throws `analysis.not-found`.
 */
export async function getReport({
  ctx,
  input,
}: Verb<{ callId: string; analysisId: string | null }>): Promise<AnalysisReport> {
  authorise({ ctx, action: 'analysis.read', resource: { type: 'call', id: input.callId } });
  const { callId, analysisId } = input;
  const key = JSON.stringify([callId, analysisId]);
  return readKept({ ctx, kind: 'insights', key, load: () => loadReport({ ctx, callId, analysisId }) });
}

async function loadReport({
  ctx,
  callId,
  analysisId,
}: {
  ctx: Context;
  callId: string;
  analysisId: string | null;
}): Promise<AnalysisReport> {
  const row = await findAnalysis({ ctx, callId, analysisId });
  try {
    return await readReport({ ctx, row });
  } catch (error) {
    if (!(error instanceof SophiaError)) throw error;
    // Several statements read it: what is missing may have been taken out with its call meanwhile.
    await findAnalysis({ ctx, callId, analysisId: row.id });
    throw error;
  }
}

async function readReport({ ctx, row }: { ctx: Context; row: typeof analyses.$inferSelect }): Promise<AnalysisReport> {
  const stored = await getTranscript({ ctx, input: { callId: row.callId, version: row.callVersion } });
  const bytes = await loadArtifact({ ctx, hash: row.resultHash });
  const kept = Frame.parse(JSON.parse(Buffer.from(bytes).toString()));
  const evidenceAt = await loadEvidence({ ctx, analysisId: row.id });
  const joined = Fields.parse(joinClaims({ frame: kept.frame, evidenceAt }));
  const upgraded = Fields.parse(upgradeResult(joined));
  const { engine, schemaVersion, findings, verification } = upgraded;
  const call = describeCall({ transcript: stored.transcript, currency: kept.currency });
  const parsed = Analysis.safeParse({ schemaVersion, engine, call, findings, verification });
  if (!parsed.success) {
    throw damaged(row.id, parsed.error);
  }
  const methods = parsed.data.findings.qualificationMethods;
  const brokenClaims = checkStoredClaims({ transcript: stored.transcript, evidenceAt, methods });
  const whole = hashOf(bytes) === row.resultHash && hashOf(JSON.stringify(joined)) === kept.digest;
  const envelope = envelopeOf({
    row,
    source: stored.sourceName,
    warnings: stored.transcript.warnings,
    brokenClaims: whole || brokenClaims.length > 0 ? brokenClaims : [changedResult(row.id)],
  });
  // The parts of the report have passed their schemas here, which are those that its description is made of.
  const value = { envelope: AnalysisEnvelope.parse(envelope), result: parsed.data };
  return freezeChecked({ value, schema: AnalysisReport });
}

async function findAnalysis({
  ctx,
  callId,
  analysisId,
}: {
  ctx: Context;
  callId: string;
  analysisId: string | null;
}): Promise<typeof analyses.$inferSelect> {
  const narrowed = and(seenCall(ctx, analyses.callId), analysisId === null ? undefined : eq(analyses.id, analysisId));
  const statement = narrowed === undefined ? newestOfAll(ctx.db) : newestAnalysis(ctx.db, narrowed);
  const [found] = await statement.execute({ workspaceId: ctx.workspaceId, callId });
  if (found === undefined) {
    throw new SophiaError('analysis.not-found', `Expected an analysis of the call ${callId}, found none yet.`);
  }
  return found.row;
}

const newestOfAll = buildOnce((db) => newestAnalysis(db, undefined));

function newestAnalysis(db: Database, narrowed: SQL | undefined) {
  return db
    .select({ row: analyses })
    .from(analyses)
    .innerJoin(calls, eq(calls.id, analyses.callId))
    .where(
      and(
        eq(analyses.workspaceId, sql.placeholder('workspaceId')),
        eq(analyses.callId, sql.placeholder('callId')),
        narrowed,
      ),
    )
    .orderBy(
      desc(eq(analyses.callVersion, calls.currentVersion)),
      desc(analyses.callVersion),
      desc(analyses.analysisVersion),
    )
    .limit(1)
    .prepare('');
}

const claimsOfAnalysis = buildOnce((db) =>
  db
    .select()
    .from(claims)
    .where(
      and(eq(claims.workspaceId, sql.placeholder('workspaceId')), eq(claims.analysisId, sql.placeholder('analysisId'))),
    )
    .orderBy(sql`${claims.field}`)
    .prepare(''),
);

async function loadEvidence({
  ctx,
  analysisId,
}: {
  ctx: Context;
  analysisId: string;
}): Promise<ReadonlyMap<string, Evidence>> {
  const rows = await claimsOfAnalysis(ctx.db).execute({ workspaceId: ctx.workspaceId, analysisId });
  return new Map(
    rows.map((row) => {
      const body = ClaimBody.parse(row.body);
      const { quote, turn, startOffset: start, endOffset: end, speaker } = row;
      const evidence: Evidence = { quote, turn, start, end, speaker, side: Side.parse(row.side), ...body };
      return [row.field, evidence] as const;
    }),
  );
}

/** The places that are named are those of the report: `findings.commitments`, each once. */
function damaged(analysisId: string, error: z.ZodError): SophiaError {
  const places = [...new Set(error.issues.map(({ path }) => path.slice(0, 2).join('.')))];
  const named = places.slice(0, shownPlaces).join(', ');
  const rest = places.length > shownPlaces ? ` and ${places.length - shownPlaces} more places` : '';
  return new SophiaError(
    'analysis.damaged',
    `Expected the stored analysis ${analysisId} to be whole, found claims missing in ${named}${rest}.`,
    { cause: error },
  );
}

function changedResult(analysisId: string): RefusedClaim {
  return {
    field: 'result',
    reason: 'malformed',
    quote: '',
    turn: null,
    detail: `The stored analysis ${analysisId} is not what was written: a part of it was changed afterwards.`,
  };
}
