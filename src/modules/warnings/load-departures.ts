import { z } from 'zod';
import { calls, callVersions, turns } from '#modules/calls';
import type { CrmRecordRow } from '#modules/crm';
import { analyses, claims, getReport } from '#modules/insights';
import { nameKey } from '#modules/people';
import type { Context } from '#platform/context';
import { and, desc, eq, inArray, or, type SQL, sql } from '#platform/sql';
import type { CallOfDeal, Departure } from './deal-view.ts';
import { findDepartures } from './find-departures.ts';

const RiskBody = z.object({ startMs: z.int().nullable() });

/** A deal with what tells who is on it and where somebody may have said that they left. */
interface DealSpoken {
  readonly recordId: string;
  readonly calls: readonly CallOfDeal[];
  readonly contacts: readonly CrmRecordRow[];
}

interface Question {
  readonly ctx: Context;
  /** Those that have calls, and contacts with a name. */
  readonly deals: readonly DealSpoken[];
}

/**
 * The words by which somebody has left, of those that name a contact of the deal: what the newest analyses call a risk,
 * and what the other side says in so many words. The newest call first; of all these deals together, in as many
 * statements however many there are.
 */
export async function loadDepartures({ ctx, deals }: Question): Promise<ReadonlyMap<string, readonly Departure[]>> {
  const spoken = deals.filter(({ calls: own, contacts }) => own.length > 0 && firstNameKeys(contacts).length > 0);
  if (spoken.length === 0) return new Map();
  const risks = await loadRisks({ ctx, deals: spoken });
  const told = await loadNamingTurns({ ctx, deals: spoken });
  const departures = new Map<string, readonly Departure[]>();
  for (const deal of spoken) {
    const found = [...(await riskDepartures({ ctx, deal, risks })), ...saidDepartures({ deal, told })];
    departures.set(
      deal.recordId,
      found.sort((first, second) => (first.at < second.at ? 1 : -1)),
    );
  }
  return departures;
}

function firstNameKeys(contacts: readonly CrmRecordRow[]): string[] {
  return contacts.flatMap(({ name }) => nameKey(name ?? '').split(' ')[0] || []);
}

type Risk = typeof claims.$inferSelect;

async function loadRisks(question: Question): Promise<Risk[]> {
  const { ctx } = question;
  const analysisIds = await newestAnalyses(question);
  if (analysisIds.length === 0) return [];
  return ctx.db
    .select()
    .from(claims)
    .where(
      and(
        eq(claims.workspaceId, ctx.workspaceId),
        inArray(claims.analysisId, analysisIds),
        sql`${claims.body}->>'list' = 'findings.risks'`,
      ),
    );
}

async function riskDepartures({
  ctx,
  deal,
  risks,
}: {
  ctx: Context;
  deal: DealSpoken;
  risks: readonly Risk[];
}): Promise<Departure[]> {
  const names = firstNameKeys(deal.contacts);
  const departures: Departure[] = [];
  for (const row of risks) {
    const call = deal.calls.find(({ callId }) => callId === row.callId);
    if (call === undefined) continue;
    const said = ` ${nameKey(row.quote)} `;
    if (!names.some((name) => said.includes(` ${name} `)) || !(await tellsOfLeaving({ ctx, row }))) continue;
    const { callId, quote, speaker, turn } = row;
    const { startMs } = RiskBody.parse(row.body);
    departures.push({ callId, at: call.startedAt, quote, speaker, turn, startMs });
  }
  return departures;
}

interface NamingTurn {
  readonly callId: string;
  readonly turn: number;
  readonly speaker: string;
  readonly text: string;
  readonly startMs: number | null;
}

function namesOf(contacts: readonly CrmRecordRow[]): string[] {
  return contacts.flatMap(({ name }) => (name === null || name.trim() === '' ? [] : [name]));
}

/** What the other side says with the first name of a contact of the deal in it. */
async function loadNamingTurns({ ctx, deals }: Question): Promise<NamingTurn[]> {
  return ctx.db
    .select({ callId: calls.id, turn: turns.turn, speaker: turns.speaker, text: turns.text, startMs: turns.startMs })
    .from(turns)
    .innerJoin(callVersions, eq(callVersions.id, turns.callVersionId))
    .innerJoin(calls, and(eq(calls.id, callVersions.callId), eq(calls.currentVersion, callVersions.version)))
    .where(
      and(
        eq(turns.workspaceId, ctx.workspaceId),
        inArray(calls.id, callIdsOf(deals)),
        eq(turns.side, 'external'),
        or(...deals.map(namesContactOf)),
      ),
    )
    .orderBy(calls.id, turns.turn);
}

function namesContactOf(deal: DealSpoken): SQL | undefined {
  const firstNames = namesOf(deal.contacts).map((name) => name.trim().split(/\s+/u)[0] ?? name);
  return and(
    sql`${calls.id} = any(${sql.param(callIdsOf([deal]))})`,
    or(...firstNames.map((name) => sql`position(lower(${name}) in lower(${turns.text})) > 0`)),
  );
}

function callIdsOf(deals: readonly DealSpoken[]): string[] {
  return [...new Set(deals.flatMap(({ calls: own }) => own.map(({ callId }) => callId)))];
}

function saidDepartures({ deal, told }: { deal: DealSpoken; told: readonly NamingTurn[] }): Departure[] {
  const names = namesOf(deal.contacts);
  return deal.calls.flatMap(({ callId, startedAt }) => {
    const spoken = told.filter((row) => row.callId === callId);
    return findDepartures({ turns: spoken, names }).map((left) => ({ callId, at: startedAt, ...left }));
  });
}

async function newestAnalyses({ ctx, deals }: Question): Promise<string[]> {
  const rows = await ctx.db
    .selectDistinctOn([analyses.callId], { id: analyses.id })
    .from(analyses)
    .innerJoin(calls, eq(calls.id, analyses.callId))
    .where(and(eq(analyses.workspaceId, ctx.workspaceId), inArray(analyses.callId, callIdsOf(deals))))
    .orderBy(
      analyses.callId,
      desc(eq(analyses.callVersion, calls.currentVersion)),
      desc(analyses.callVersion),
      desc(analyses.analysisVersion),
    );
  return rows.map(({ id }) => id);
}

/** Rules write the kind of a risk into their name; of what a model found, the report says it. */
async function tellsOfLeaving({ ctx, row }: { ctx: Context; row: Risk }): Promise<boolean> {
  if (row.rule === 'risk.champion_left') return true;
  if (row.rule?.startsWith('model.') !== true) return false;
  const { callId, analysisId, claimId } = row;
  const { result } = await getReport({ ctx, input: { callId, analysisId } });
  return result.findings.risks.some(({ id, kind }) => id === claimId && kind === 'champion_left');
}
