import { Evidence, Side } from '#contracts';
import { calls, callVersions, turns } from '#modules/calls';
import { commitments } from '#modules/commitments';
import { crmRecords } from '#modules/crm';
import { type AnalysisOutline, outlineAnalyses } from '#modules/insights';
import { callLinks } from '#modules/matching';
import { titleOfSource } from '#modules/reports';
import type { Context } from '#platform/context';
import { and, asc, eq, inArray, isNull } from '#platform/sql';
import { type ChunkedTurn, chunkTurns } from '../chunks/chunk-turns.ts';
import type { CallMetadata, Document } from '../chunks/document.ts';
import { decisionDocument, readDecisions } from './read-decisions.ts';

type CallRow = typeof calls.$inferSelect & { readonly versionId: string; readonly sourceName: string };
type Commitment = typeof commitments.$inferSelect;

interface Links {
  readonly dealId: string | null;
  readonly contactId: string | null;
  readonly stage: string | null;
}

/** Calls with their promises and decisions as documents, in six statements however many there are; one that is gone is left out. */
export async function readCalls({ ctx, callIds }: { ctx: Context; callIds: readonly string[] }): Promise<Document[]> {
  if (callIds.length === 0) return [];
  const rows = await loadCalls({ ctx, callIds });
  const outlines = await outlineAnalyses({ ctx, input: { callIds } });
  const turnsOf = await loadTurns({ ctx, rows });
  const linksOf = await loadLinks({ ctx, callIds });
  const promises = await loadPromises({ ctx, callIds });
  const decisions = await readDecisions({ ctx, outlines });
  return rows.flatMap((row) => {
    const outline = outlines.get(row.id) ?? null;
    const call = callDocument({ row, outline, turns: turnsOf.get(row.versionId) ?? [], links: linksOf.get(row.id) });
    const promised = promises.filter((promise) => promise.callId === row.id);
    const decided = decisions.filter((decision) => decision.callId === row.id);
    return [
      call,
      ...promised.map((promise) => promiseDocument({ promise, row })),
      ...decided.map((decision) => decisionDocument({ decision, call, topics: outline?.topics ?? [] })),
    ];
  });
}

/** What of a call is indexed: another version or another analysis makes it another. */
function callSourceVersion({ version, analysisId }: { version: number; analysisId: string | null }): string {
  return `${version}:${analysisId ?? ''}`;
}

async function loadCalls({ ctx, callIds }: { ctx: Context; callIds: readonly string[] }): Promise<CallRow[]> {
  const rows = await ctx.db
    .select({ call: calls, versionId: callVersions.id, sourceName: callVersions.sourceName })
    .from(calls)
    .innerJoin(callVersions, and(eq(callVersions.callId, calls.id), eq(callVersions.version, calls.currentVersion)))
    .where(and(eq(calls.workspaceId, ctx.workspaceId), inArray(calls.id, [...callIds])));
  return rows.map(({ call, versionId, sourceName }) => ({ ...call, versionId, sourceName }));
}

async function loadTurns({
  ctx,
  rows,
}: {
  ctx: Context;
  rows: readonly CallRow[];
}): Promise<ReadonlyMap<string, readonly ChunkedTurn[]>> {
  const versionIds = rows.map(({ versionId }) => versionId);
  const found = await ctx.db
    .select({
      versionId: turns.callVersionId,
      turn: turns.turn,
      speaker: turns.speaker,
      side: turns.side,
      text: turns.text,
    })
    .from(turns)
    .where(and(eq(turns.workspaceId, ctx.workspaceId), inArray(turns.callVersionId, versionIds)))
    .orderBy(asc(turns.callVersionId), asc(turns.turn));
  return Map.groupBy(
    found.map((row) => ({ ...row, side: Side.parse(row.side) })),
    ({ versionId }) => versionId,
  );
}

async function loadLinks({
  ctx,
  callIds,
}: {
  ctx: Context;
  callIds: readonly string[];
}): Promise<ReadonlyMap<string, Links>> {
  const rows = await ctx.db
    .select({
      callId: callLinks.callId,
      objectType: callLinks.objectType,
      recordId: callLinks.recordId,
      properties: crmRecords.properties,
    })
    .from(callLinks)
    .innerJoin(crmRecords, eq(crmRecords.id, callLinks.recordId))
    .where(
      and(
        eq(callLinks.workspaceId, ctx.workspaceId),
        inArray(callLinks.callId, [...callIds]),
        isNull(callLinks.endedAt),
      ),
    )
    .orderBy(asc(callLinks.id));
  return new Map(
    [...Map.groupBy(rows, ({ callId }) => callId)].map(([callId, own]) => {
      const deal = own.find(({ objectType }) => objectType === 'deal');
      const contact = own.find(({ objectType }) => objectType === 'contact');
      const stage = deal?.properties['dealstage'] ?? null;
      return [callId, { dealId: deal?.recordId ?? null, contactId: contact?.recordId ?? null, stage }] as const;
    }),
  );
}

async function loadPromises({ ctx, callIds }: { ctx: Context; callIds: readonly string[] }): Promise<Commitment[]> {
  return ctx.db
    .select()
    .from(commitments)
    .where(
      and(
        eq(commitments.workspaceId, ctx.workspaceId),
        inArray(commitments.callId, [...callIds]),
        isNull(commitments.repeats),
      ),
    )
    .orderBy(asc(commitments.id));
}

function callDocument({
  row,
  outline,
  turns: ownTurns,
  links,
}: {
  row: CallRow;
  outline: AnalysisOutline | null;
  turns: readonly ChunkedTurn[];
  links: Links | undefined;
}): Document {
  const title = row.title ?? titleOfSource(row.sourceName);
  const topics = outline?.topics ?? [];
  const metadata: CallMetadata = {
    call_date: row.callDate,
    sentiment: outline?.sentiment ?? null,
    deal_stage: links?.stage ?? null,
    contact_id: links?.contactId ?? null,
    deal_id: links?.dealId ?? null,
    key_topics: topics.map(({ name }) => name),
  };
  return {
    collection: 'call-insights',
    kind: 'call',
    subjectId: row.id,
    callId: row.id,
    recordId: null,
    title,
    day: row.callDate,
    metadata,
    sourceVersion: callSourceVersion({ version: row.currentVersion, analysisId: outline?.analysisId ?? null }),
    chunks: chunkTurns({ title, topics, turns: ownTurns }),
  };
}

function promiseDocument({ promise, row }: { promise: Commitment; row: CallRow }): Document {
  const side = Side.parse(promise.side);
  const { turn } = Evidence.parse(promise.evidence);
  const changedAt = (promise.settledAt ?? promise.createdAt).toISOString();
  return {
    collection: 'business-context',
    kind: 'commitment',
    subjectId: promise.id,
    callId: row.id,
    recordId: null,
    title: row.title ?? titleOfSource(row.sourceName),
    day: row.callDate,
    metadata: {
      entity_type: 'commitment',
      entity_id: promise.id,
      last_updated: changedAt,
      importance_score: promise.state === 'open' ? 0.9 : 0.4,
    },
    sourceVersion: `${promise.state}:${changedAt}`,
    chunks: [
      {
        fromTurn: turn,
        toTurn: turn,
        speakers: [promise.owner],
        sides: [side],
        topics: [],
        text: promise.text,
        fields: [],
        alsoFoundBy: [promise.owner, promise.context],
      },
    ],
  };
}
