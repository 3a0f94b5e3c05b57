import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { repositoryRoot } from '#config';
import type { AnalysisReport } from '#contracts';
import { composeAnalysis } from '#modules/analysis';
import { callVersions, getTranscript, removeCall, turns } from '#modules/calls';
import { renderReportHtml } from '#modules/reports';
import { addTracker } from '#modules/trackers';
import { configureWorkspace, getWorkspace } from '#modules/workspaces';
import { artifacts, auditRecords, outbox } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, eq, sql } from '#platform/sql';
import { type AnalysisTestContext, analysisSuite, analyzeText, bytesOf } from '#test/analysis-suite';
import { assertTablesMatchDatabase } from '#test/assert-tables-match-database';
import { beforeStatement } from '#test/before-statement';
import {
  analyses,
  analyzeCall,
  claims,
  compareAnalyses,
  getReport,
  listAnalyses,
  listReports,
  refusedClaims,
} from './index.ts';

const text = `Maya Okafor: Thanks for coming, Sam. What would hold you back?
Sam Ortiz: We cannot pay more than $3.50 a unit, that is a big jump from what we pay today. 😀
Maya Okafor: I understand. I will send you a new quote by Friday.
Sam Ortiz: Good. Our controller has to sign off on it, and we would like to start in January.
`;

const suite = await analysisSuite();

interface Analyzed {
  readonly ctx: AnalysisTestContext;
  readonly callId: string;
  readonly analysisId: string;
}

async function analyzed(): Promise<Analyzed> {
  const ctx = await suite.freshContext();
  const { callId, analysisId } = await analyzeText({ ctx, name: 'call.txt', text });
  return { ctx, callId, analysisId };
}

async function readBack({ ctx, callId }: Analyzed): Promise<AnalysisReport> {
  return getReport({ ctx, input: { callId, analysisId: null } });
}

async function listedBroken({ ctx }: Analyzed): Promise<number | undefined> {
  const { reports } = await listReports({ ctx, input: { limit: 10, beforeCallId: null } });
  return reports[0]?.analysis?.summary.broken;
}

/** The report and the list both say that something no longer holds; the page shows it. */
async function assertRed(call: Analyzed): Promise<AnalysisReport['envelope']['brokenClaims']> {
  const report = await readBack(call);
  assert.ok(report.envelope.brokenClaims.length > 0, 'The report shows nothing.');
  const listed = await listedBroken(call);
  assert.ok(listed !== undefined && listed > 0, 'The list shows nothing.');
  assert.match(renderReportHtml({ report }), /no longer hold/);
  return report.envelope.brokenClaims;
}

async function objectionOf(call: Analyzed): Promise<typeof claims.$inferSelect> {
  const [row] = await call.ctx.db
    .select()
    .from(claims)
    .where(and(eq(claims.analysisId, call.analysisId), eq(claims.field, 'findings.objections.0')));
  assert.ok(row !== undefined && row.quote.includes('big jump'));
  return row;
}

async function inTurns({ ctx, callId }: Analyzed, turn: number) {
  const [version] = await ctx.db.select().from(callVersions).where(eq(callVersions.callId, callId));
  return and(eq(turns.callVersionId, version?.id ?? ''), eq(turns.turn, turn));
}

describe('insights', () => {
  test('the table definitions are what the migrations made', async () => {
    await assertTablesMatchDatabase({ database: suite.database, tables: { analyses, claims, refusedClaims } });
  });

  test('a stored analysis is read back to the byte, also those of the example calls', async () => {
    const ctx = await suite.freshContext();
    const folder = join(repositoryRoot, 'examples', 'calls');
    const names = [
      '01-discovery-bluff-creek-2026-09-02.vtt',
      '02-pricing-larkspur-hill.json',
      '09-lost-copper-fern.txt',
    ];
    const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
    for (const [position, content] of [text, ...texts].entries()) {
      const { callId, version } = await analyzeText({ ctx, name: `call-${position}`, text: content });
      const report = await getReport({ ctx, input: { callId, analysisId: null } });
      assert.deepEqual(report.envelope.brokenClaims, []);
      const { transcript } = await getTranscript({ ctx, input: { callId, version } });
      const again = composeAnalysis({
        transcript,
        settings: { currency: 'USD', competitors: [], products: [], trackers: [], lexicons: {} },
        engine: report.result.engine,
        findings: report.result.findings,
        unlocated: [],
      });
      assert.equal(bytesOf({ ...again, verification: report.result.verification }), bytesOf(report.result));
      const second = await getReport({ ctx, input: { callId, analysisId: report.envelope.analysisId } });
      assert.equal(bytesOf(second.result), bytesOf(report.result));
    }
    const { reports } = await listReports({ ctx, input: { limit: 10, beforeCallId: null } });
    assert.deepEqual(
      reports.map((report) => report.analysis?.summary.broken),
      [0, 0, 0, 0],
    );
  });

  test('characters that a database cannot hold do no harm', async () => {
    const ctx = await suite.freshContext();
    const said = 'We cannot pay more, \u0000that is a big \ud800 jump from what we pay today.';
    const turnsOf = [
      { speaker: 'Maya Okafor', text: 'What would hold you \u0000back?' },
      { speaker: 'Sam\u0000 Ortiz', text: said },
    ];
    const file = { format: 'sophia.transcript/1', title: 'A \u0000 call', turns: turnsOf };
    const { callId } = await analyzeText({ ctx, name: 'call.json', text: JSON.stringify(file) });
    const report = await getReport({ ctx, input: { callId, analysisId: null } });
    assert.deepEqual(report.envelope.brokenClaims, []);
    assert.equal(report.result.findings.objections.length, 1);
    assert.equal(await listedBroken({ ctx, callId, analysisId: '' }), 0);
  });

  test('a word that was changed in the quote of a claim turns it red', async () => {
    const call = await analyzed();
    const row = await objectionOf(call);
    const quote = row.quote.replace('big', 'small');
    await call.ctx.db.update(claims).set({ quote }).where(eq(claims.id, row.id));
    assert.deepEqual(
      (await assertRed(call)).map(({ field, reason }) => [field, reason]),
      [['findings.objections.0', 'quote_not_found']],
    );
  });

  test('a quote that was cut so that its "not" falls off turns red', async () => {
    const call = await analyzed();
    const row = await objectionOf(call);
    const cut = row.quote.indexOf('pay more');
    assert.ok(cut > 0);
    const values = { quote: row.quote.slice(cut), startOffset: row.startOffset + cut };
    await call.ctx.db.update(claims).set(values).where(eq(claims.id, row.id));
    const broken = await assertRed(call);
    assert.ok(broken.some(({ field, reason }) => field === 'findings.objections.0' && reason === 'negation_cut'));
  });

  test('a claim that was given to another speaker, side, turn or range turns red', async () => {
    for (const values of [{ speaker: 'Maya Okafor' }, { side: 'internal' }, { turn: 0 }, { turn: 99 }]) {
      const call = await analyzed();
      const row = await objectionOf(call);
      await call.ctx.db.update(claims).set(values).where(eq(claims.id, row.id));
      const broken = await assertRed(call);
      assert.ok(
        broken.some(({ field }) => field === 'findings.objections.0'),
        JSON.stringify([values, broken]),
      );
    }
  });

  test('a range that was moved turns the result red', async () => {
    const call = await analyzed();
    const row = await objectionOf(call);
    await call.ctx.db.update(claims).set({ startOffset: 3, endOffset: 20 }).where(eq(claims.id, row.id));
    await assertRed(call);
  });

  test('a word that was changed in the text of a turn turns the claims on it red', async () => {
    const call = await analyzed();
    const changed = sql`replace(${turns.text}, 'big jump', 'fair jump')`;
    await call.ctx.db
      .update(turns)
      .set({ text: changed })
      .where(await inTurns(call, 1));
    const broken = await assertRed(call);
    assert.ok(broken.every(({ turn }) => turn === 1));
  });

  test('a word that was put in front of a quote and takes its meaning back turns it red', async () => {
    const call = await analyzed();
    const changed = sql`'Nobody says that ' || ${turns.text}`;
    await call.ctx.db
      .update(turns)
      .set({ text: changed })
      .where(await inTurns(call, 1));
    await assertRed(call);
  });

  test('a result that was changed outside of its claims turns red as a whole', async () => {
    const call = await analyzed();
    const [row] = await call.ctx.db.select().from(analyses).where(eq(analyses.id, call.analysisId));
    const inArtifact = and(eq(artifacts.workspaceId, call.ctx.workspaceId), eq(artifacts.hash, row?.resultHash ?? ''));
    const [artifact] = await call.ctx.db.select().from(artifacts).where(inArtifact);
    const content = Buffer.from(artifact?.content ?? '').toString();
    assert.match(content, /"kind":"price"/);
    const changed = Buffer.from(content.replace('"kind":"price"', '"kind":"trust"'));
    await call.ctx.db.update(artifacts).set({ content: changed }).where(inArtifact);
    assert.deepEqual(
      (await assertRed(call)).map(({ field, reason }) => [field, reason]),
      [['result', 'malformed']],
    );
  });

  test('a claim that is missing is named, in the report and in the list', async () => {
    const call = await analyzed();
    const row = await objectionOf(call);
    await call.ctx.db.delete(claims).where(eq(claims.id, row.id));
    await assert.rejects(readBack(call), {
      code: 'analysis.damaged',
      message: /^Expected the stored analysis \S+ to be whole, found claims missing in findings\.objections\.$/,
    });
    assert.ok(((await listedBroken(call)) ?? 0) > 0);
  });

  test('a call that is taken out while its report is read has none, and nothing is said to be damaged', async () => {
    for (const words of ['from \\"artifacts\\"', 'from \\"claims\\"']) {
      const { ctx, callId } = await analyzed();
      const reading = beforeStatement({
        database: suite.database,
        words,
        work: () => removeCall({ ctx, input: { callId, reason: 'private' } }),
        during: () => getReport({ ctx, input: { callId, analysisId: null } }),
      });
      await assert.rejects(reading, { code: 'analysis.not-found' });
    }
  });

  test('other settings make another analysis beside the old one; the same ones make none', async () => {
    const ctx = await suite.freshContext();
    const first = await analyzeText({ ctx, name: 'call.txt', text });
    const before = await getReport({ ctx, input: { callId: first.callId, analysisId: null } });
    const same = await analyzeCall({ ctx, input: { callId: first.callId, version: 1, engine: 'rules' } });
    assert.deepEqual([same.analysisId, same.outcome], [first.analysisId, 'unchanged']);
    await addTracker({ ctx, input: { name: 'Jumps', kind: 'keyword', phrases: ['big jump'], side: null } });
    const second = await analyzeCall({ ctx, input: { callId: first.callId, version: 1, engine: 'rules' } });
    assert.equal(second.outcome, 'analyzed');
    const listed = await listAnalyses({ ctx, input: { callId: first.callId } });
    assert.deepEqual(
      listed.map(({ analysisId, callVersion, analysisVersion }) => [analysisId, callVersion, analysisVersion]),
      [
        [second.analysisId, 1, 2],
        [first.analysisId, 1, 1],
      ],
    );
    const old = await getReport({ ctx, input: { callId: first.callId, analysisId: first.analysisId } });
    assert.equal(bytesOf(old.result), bytesOf(before.result));
    const fresh = await getReport({ ctx, input: { callId: first.callId, analysisId: null } });
    assert.equal(fresh.result.findings.trackers[0]?.hits.length, 1);
    const difference = await compareAnalyses({
      ctx,
      input: { callId: first.callId, beforeId: first.analysisId, afterId: null },
    });
    assert.deepEqual([difference.added.map(({ list }) => list), difference.removed], [['trackers.hits'], []]);
    const { reports } = await listReports({ ctx, input: { limit: 10, beforeCallId: null } });
    assert.deepEqual(
      reports.map(({ analysis }) => analysis?.analysisId),
      [second.analysisId],
    );
  });

  test('an old analysis keeps the currency that it was made with', async () => {
    const call = await analyzed();
    const before = await readBack(call);
    const { settings } = await getWorkspace({ ctx: call.ctx });
    await configureWorkspace({ ctx: call.ctx, input: { ...settings, currency: 'EUR' } });
    const later = await readBack(call);
    assert.deepEqual(later.envelope.brokenClaims, []);
    assert.equal(bytesOf(later.result), bytesOf(before.result));
    const again = await analyzeCall({ ctx: call.ctx, input: { callId: call.callId, version: 1, engine: 'rules' } });
    assert.equal(again.outcome, 'analyzed');
    assert.equal((await readBack(call)).result.call.currency, 'EUR');
  });

  test('a new version of the call is analyzed anew and the old analysis stays', async () => {
    const call = await analyzed();
    const file = { ctx: call.ctx, name: 'call.txt', text: text.replace('January', 'March') };
    const other = await analyzeText(file);
    assert.equal(other.outcome, 'analyzed');
    const old = await getReport({ ctx: call.ctx, input: { callId: call.callId, analysisId: call.analysisId } });
    assert.match(JSON.stringify(old.result.call.turns), /January/);
    assert.deepEqual(old.envelope.brokenClaims, []);
  });

  test('each analysis leaves one audit record and one event, without a word of the call', async () => {
    const call = await analyzed();
    await analyzeCall({ ctx: call.ctx, input: { callId: call.callId, version: 1, engine: 'rules' } });
    const audited = await call.ctx.db
      .select()
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, call.ctx.workspaceId), eq(auditRecords.action, 'call.analyzed')));
    assert.deepEqual(
      audited.map(({ resource, actor, requestId }) => [resource, actor, requestId]),
      [[{ type: 'call', id: call.callId }, call.ctx.actor, call.ctx.requestId]],
    );
    const events = await call.ctx.db.select().from(outbox).where(eq(outbox.workspaceId, call.ctx.workspaceId));
    assert.equal(events.filter(({ type }) => type === 'call.analyzed').length, 1);
    assert.doesNotMatch(JSON.stringify([audited, events]), /big jump|controller|Ortiz/);
  });

  test('another workspace sees nothing of it', async () => {
    const { callId, analysisId } = await analyzed();
    const ctx = await suite.freshContext();
    await assert.rejects(getReport({ ctx, input: { callId, analysisId } }), isCode('analysis.not-found'));
    await assert.rejects(getReport({ ctx, input: { callId, analysisId: null } }), isCode('analysis.not-found'));
    await assert.rejects(
      analyzeCall({ ctx, input: { callId, version: 1, engine: 'rules' } }),
      isCode('call.not-found'),
    );
    assert.deepEqual(await listAnalyses({ ctx, input: { callId } }), []);
    await assert.rejects(
      compareAnalyses({ ctx, input: { callId, beforeId: analysisId, afterId: null } }),
      isCode('analysis.not-found'),
    );
    assert.deepEqual((await listReports({ ctx, input: { limit: 10, beforeCallId: null } })).reports, []);
  });

  test('what runs by itself may analyze and read', async () => {
    const { ctx, callId } = await analyzed();
    const system = suite.actingAs(ctx, { type: 'system', component: 'test' });
    const { outcome } = await analyzeCall({ ctx: system, input: { callId, version: 1, engine: 'rules' } });
    assert.equal(outcome, 'unchanged');
    assert.equal((await listAnalyses({ ctx: system, input: { callId } })).length, 1);
  });

  test('an analysis that fails in the middle leaves nothing of itself', async () => {
    const ctx = await suite.freshContext();
    const { callId, version } = await analyzeText({ ctx, name: 'call.txt', text });
    await addTracker({ ctx, input: { name: 'Jumps', kind: 'keyword', phrases: ['big jump'], side: null } });
    const ids = { ...ctx.ids, create: (kind: Parameters<typeof ctx.ids.create>[0]) => failAtAudit(ctx, kind) };
    await assert.rejects(
      analyzeCall({ ctx: { ...ctx, ids }, input: { callId, version, engine: 'rules' } }),
      /no audit/,
    );
    assert.equal((await listAnalyses({ ctx, input: { callId } })).length, 1);
    const frames = await ctx.db.select().from(artifacts).where(eq(artifacts.workspaceId, ctx.workspaceId));
    assert.equal(frames.filter(({ mediaType }) => mediaType === 'application/json').length, 1);
  });
});

function failAtAudit(ctx: AnalysisTestContext, kind: Parameters<AnalysisTestContext['ids']['create']>[0]): string {
  if (kind === 'audit') throw new Error('There is no audit.');
  return ctx.ids.create(kind);
}

function isCode(code: string): (error: unknown) => boolean {
  return (error) => error instanceof SophiaError && error.code === code;
}
