import { Side } from '#contracts';
import { type AnalysisOutline, analyses, claims } from '#modules/insights';
import type { Context } from '#platform/context';
import { and, asc, eq, inArray, like } from '#platform/sql';
import { topicsOfTurns } from '../chunks/chunk-turns.ts';
import type { Document } from '../chunks/document.ts';

export interface Decision
  extends Pick<typeof claims.$inferSelect, 'id' | 'callId' | 'analysisId' | 'quote' | 'turn' | 'speaker' | 'side'> {
  readonly foundAt: Date;
}

/** What was decided in the calls, by the newest analysis of each; what is claimed twice of a turn stands once. */
export async function readDecisions({
  ctx,
  outlines,
}: {
  ctx: Context;
  outlines: ReadonlyMap<string, AnalysisOutline>;
}): Promise<Decision[]> {
  const analysisIds = [...outlines.values()].map(({ analysisId }) => analysisId);
  if (analysisIds.length === 0) return [];
  const rows = await ctx.db
    .select({
      id: claims.id,
      callId: claims.callId,
      analysisId: claims.analysisId,
      quote: claims.quote,
      turn: claims.turn,
      speaker: claims.speaker,
      side: claims.side,
      foundAt: analyses.createdAt,
    })
    .from(claims)
    .innerJoin(analyses, eq(analyses.id, claims.analysisId))
    .where(
      and(
        eq(claims.workspaceId, ctx.workspaceId),
        inArray(claims.analysisId, analysisIds),
        like(claims.field, 'findings.decisions.%'),
      ),
    )
    .orderBy(asc(claims.callId), asc(claims.turn), asc(claims.startOffset), asc(claims.id));
  const first = new Map<string, Decision>();
  for (const row of rows) {
    const same = `${row.callId} ${row.turn} ${row.quote.toLowerCase()}`;
    if (!first.has(same)) first.set(same, row);
  }
  return [...first.values()];
}

/** A decision as a document: it opens at its turn. */
export function decisionDocument({
  decision,
  call,
  topics,
}: {
  decision: Decision;
  call: Pick<Document, 'title' | 'day'>;
  topics: AnalysisOutline['topics'];
}): Document {
  const { id, callId, analysisId, quote, turn, speaker } = decision;
  return {
    collection: 'business-context',
    kind: 'decision',
    subjectId: id,
    callId,
    recordId: null,
    title: call.title,
    day: call.day,
    metadata: {
      entity_type: 'decision',
      entity_id: id,
      last_updated: decision.foundAt.toISOString(),
      importance_score: 0.8,
    },
    sourceVersion: analysisId,
    chunks: [
      {
        fromTurn: turn,
        toTurn: turn,
        speakers: [speaker],
        sides: [Side.parse(decision.side)],
        topics: topicsOfTurns({ topics, fromTurn: turn, toTurn: turn }),
        text: quote,
        fields: [],
        // The title tells of the call: "let's do that" is no decision about a word of it.
        alsoFoundBy: [speaker],
      },
    ],
  };
}
