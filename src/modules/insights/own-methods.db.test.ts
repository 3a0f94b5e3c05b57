import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { WorkspaceSettings } from '#contracts';
import { configureWorkspace, getWorkspace } from '#modules/workspaces';
import { and, eq } from '#platform/sql';
import { type AnalysisTestContext, analysisSuite, analyzeText } from '#test/analysis-suite';
import { claims, getReport } from './index.ts';

const suite = await analysisSuite();

const text = `Maya Okafor: Thanks for coming, Sam. I can put you in touch with another owner who runs three buildings.
Sam Ortiz: Good. Our yearly audit is in March, and anything over $25,000 our owner signs himself.
`;

const methods = WorkspaceSettings.parse({
  methods: [
    {
      id: 'fit',
      name: 'Our fit',
      elements: [
        { key: 'audit', label: 'Audit ahead', phrases: ['(annual|yearly) audit'], side: 'external' },
        { key: 'reference', label: 'Reference offered', phrases: ['put you in touch with'], side: 'internal' },
        { key: 'power', label: 'Power', element: 'economicBuyer' },
        { key: 'need', label: 'Need', element: 'timeline' },
      ],
    },
  ],
}).methods;

async function configure(ctx: AnalysisTestContext, settings: Partial<WorkspaceSettings>): Promise<void> {
  const operator = { ...ctx, actor: { type: 'operator', name: 'test' } as const };
  const { settings: before } = await getWorkspace({ ctx });
  await configureWorkspace({ ctx: operator, input: { ...before, ...settings } });
}

describe("methods of a workspace's own", () => {
  test('are found, stored with their proofs and read back after the check; another workspace has none of them', async () => {
    const ctx = await suite.freshContext();
    await configure(ctx, { methods, qualifyBy: ['sandler', 'fit'] });
    const { callId, analysisId } = await analyzeText({ ctx, name: 'call.txt', text });
    const { result, envelope } = await getReport({ ctx, input: { callId, analysisId: null } });
    assert.deepEqual(envelope.brokenClaims, []);
    assert.deepEqual(
      result.findings.qualificationMethods.map(({ name }) => name),
      ['Sandler', 'Our fit'],
    );
    const { audit, reference, power, need } = result.findings.qualification['fit'] ?? {};
    assert.deepEqual(
      [audit, reference, power, need].map((element) => (element?.status === 'known' ? element.side : null)),
      ['external', 'internal', 'external', null],
    );
    const kept = await ctx.db
      .select({ field: claims.field })
      .from(claims)
      .where(
        and(eq(claims.analysisId, analysisId), eq(claims.quote, reference?.status === 'known' ? reference.quote : '')),
      );
    assert.ok(kept.some(({ field }) => field === 'findings.qualification.fit.reference'));
    const other = await suite.freshContext();
    const theirs = await analyzeText({ ctx: other, name: 'call.txt', text });
    const read = await getReport({ ctx: other, input: { callId: theirs.callId, analysisId: null } });
    assert.deepEqual(Object.keys(read.result.findings.qualification), ['meddicc', 'bant', 'spiced', 'spin']);
  });

  test('have a call analyzed anew once they are others, and the analysis of before keeps its own', async () => {
    const ctx = await suite.freshContext();
    const first = await analyzeText({ ctx, name: 'call.txt', text });
    assert.equal((await analyzeText({ ctx, name: 'call.txt', text })).outcome, 'unchanged');
    await configure(ctx, { methods, qualifyBy: ['fit'] });
    const second = await analyzeText({ ctx, name: 'call.txt', text });
    assert.equal(second.outcome, 'analyzed');
    const { callId } = first;
    const now = await getReport({ ctx, input: { callId, analysisId: null } });
    const before = await getReport({ ctx, input: { callId, analysisId: first.analysisId } });
    assert.deepEqual(Object.keys(now.result.findings.qualification), ['fit']);
    assert.deepEqual(Object.keys(before.result.findings.qualification), ['meddicc', 'bant', 'spiced', 'spin']);
    assert.deepEqual([...now.envelope.brokenClaims, ...before.envelope.brokenClaims], []);
  });
});
