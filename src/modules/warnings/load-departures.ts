import { z } from 'zod';
import { calls, callVersions, turns } from '#modules/calls';
import type { CrmRecordRow } from '#modules/crm';
import { analyses, claims, getReport } from '#modules/insights';
import { nameKey } from '#modules/people';
import type { Context } from '#platform/context';
import { and, desc, eq, inArray, or, sql } from '#platform/sql';
import type { CallOfDeal, Departure } from './deal-view.ts';
import { findDepartures } from './find-departures.ts';

const RiskBody = z.object({ startMs: z.int().nullable() });

interface Question {
  readonly ctx: Context;
  readonly calls: readonly CallOfDeal[];
  readonly contacts: readonly CrmRecordRow[];
}

/**
 * The words by which somebody has left, of those that name a contact: what the newest analyses call a risk, and what the
 * other side says in so many words. The newest call first.
 */
export async function loadDepartures(question: Question): Promise<Departure[]> {
  const { contacts } = question;
  const names = contacts.flatMap(({ name }) => nameKey(name ?? '').split(' ')[0] || []);
  const analysisIds = await newestAnalyses(question);
  if (names.length === 0 || question.calls.length === 0) return [];
  const said = await saidDepartures(question);
  const found = analysisIds.length === 0 ? [] : await riskDepartures({ question, analysisIds, names });
  return [...found, ...said].sort((first, second) => (first.at < second.at ? 1 : -1));
}

async function riskDepartures({
  question,
  analysisIds,
  names,
}: {
  question: Question;
  analysisIds: readonly string[];
  names: readonly string[];
}): Promise<Departure[]> {
  const { ctx } = question;
  const rows = await ctx.db
    .select()
    .from(claims)
    .where(
      and(
        eq(claims.workspaceId, ctx.workspaceId),
        inArray(claims.analysisId, [...analysisIds]),
        sql`${claims.body}->>'list' = 'findings.risks'`,
      ),
    );
  const departures: Departure[] = [];
  for (const row of rows) {
    const said = ` ${nameKey(row.quote)} `;
    const call = question.calls.find(({ callId }) => callId === row.callId);
    if (call === undefined || !names.some((name) => said.includes(` ${name} `))) continue;
    if (!(await tellsOfLeaving({ ctx, row }))) continue;
    const { callId, quote, speaker, turn } = row;
    const { startMs } = RiskBody.parse(row.body);
    departures.push({ callId, at: call.startedAt, quote, speaker, turn, startMs });
  }
  return departures;
}

async function saidDepartures({ ctx, calls: ofDeal, contacts }: Question): Promise<Departure[]> {
  const names = contacts.flatMap(({ name }) => (name === null || name.trim() === '' ? [] : [name]));
  const firstNames = names.map((name) => name.trim().split(/\s+/u)[0] ?? name);
  const rows = await ctx.db
    .select({ callId: calls.id, turn: turns.turn, speaker: turns.speaker, text: turns.text, startMs: turns.startMs })
    .from(turns)
    .innerJoin(callVersions, eq(callVersions.id, turns.callVersionId))
    .innerJoin(calls, and(eq(calls.id, callVersions.callId), eq(calls.currentVersion, callVersions.version)))
    .where(
      and(
        eq(turns.workspaceId, ctx.workspaceId),
        inArray(
          calls.id,
          ofDeal.map(({ callId }) => callId),
        ),
        eq(turns.side, 'external'),
        or(...firstNames.map((name) => sql`position(lower(${name}) in lower(${turns.text})) > 0`)),
      ),
    )
    .orderBy(calls.id, turns.turn);
  return ofDeal.flatMap(({ callId, startedAt }) => {
    const spoken = rows.filter((row) => row.callId === callId);
    return findDepartures({ turns: spoken, names }).map((told) => ({ callId, at: startedAt, ...told }));
  });
}

async function newestAnalyses({ ctx, calls: ofDeal }: Question): Promise<string[]> {
  if (ofDeal.length === 0) return [];
  const rows = await ctx.db
    .selectDistinctOn([analyses.callId], { id: analyses.id })
    .from(analyses)
    .innerJoin(calls, eq(calls.id, analyses.callId))
    .where(
      and(
        eq(analyses.workspaceId, ctx.workspaceId),
        inArray(
          analyses.callId,
          ofDeal.map(({ callId }) => callId),
        ),
      ),
    )
    .orderBy(
      analyses.callId,
      desc(eq(analyses.callVersion, calls.currentVersion)),
      desc(analyses.callVersion),
      desc(analyses.analysisVersion),
    );
  return rows.map(({ id }) => id);
}

/** Rules write the kind of a risk into their name; of what a model found, the report says it. */
async function tellsOfLeaving({ ctx, row }: { ctx: Context; row: typeof claims.$inferSelect }): Promise<boolean> {
  if (row.rule === 'risk.champion_left') return true;
  if (row.rule?.startsWith('model.') !== true) return false;
  const { callId, analysisId, claimId } = row;
  const { result } = await getReport({ ctx, input: { callId, analysisId } });
  return result.findings.risks.some(({ id, kind }) => id === claimId && kind === 'champion_left');
}
