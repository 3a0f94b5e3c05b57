import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { removeCall } from '#modules/calls';
import { analyzeCall, claims } from '#modules/insights';
import { configureWorkspace } from '#modules/workspaces';
import type { Actor } from '#platform/context';
import { and, eq, like } from '#platform/sql';
import { type AnalysisTestContext, analysisSuite, analyzeText } from '#test/analysis-suite';
import { createSearchEngine, indexPending, noteChanges, type SearchContext, searchWorkspace } from './index.ts';

const suite = await analysisSuite();

type Ctx = AnalysisTestContext & SearchContext;

const name = 'Terms with Alder Point.txt';
const text = `Maya Okafor: Thanks for joining. Where did you land on the terms?
Ana Ruiz: We decided to go with the annual walrus contract.
Maya Okafor: Good. I will send the paperwork tomorrow.
`;

async function fresh(): Promise<Ctx> {
  return { ...(await suite.freshContext()), search: createSearchEngine() };
}

async function index(ctx: Ctx, callId: string): Promise<void> {
  await noteChanges({ ctx, input: { kind: 'call', ids: [callId] } });
  while ((await indexPending({ ctx, input: { limit: 20 } })).more);
}

async function decisions(ctx: Ctx, query = 'annual walrus contract') {
  return (await searchWorkspace({ ctx, input: { query, kind: 'decision' } })).hits;
}

/** That it is a decision by this very analysis. */
async function assertOf(ctx: Ctx, { analysisId, subjectId }: { analysisId: string; subjectId: string | undefined }) {
  const isDecision = and(eq(claims.analysisId, analysisId), like(claims.field, 'findings.decisions.%'));
  const stored = await ctx.db.select({ id: claims.id }).from(claims).where(isDecision);
  assert.ok(stored.some(({ id }) => id === subjectId));
}

describe('search in decisions', () => {
  test('finds one once, at its turn, and by the newest analysis', async () => {
    const ctx = await fresh();
    const { callId, version, analysisId } = await analyzeText({ ctx, name, text });
    await index(ctx, callId);
    const hits = await decisions(ctx);
    assert.equal(hits.length, 1);
    const [{ kind, turn, speaker, side, excerpt, subjectId, callId: of } = assert.fail('nothing was found')] = hits;
    assert.deepEqual(
      { kind, turn, speaker, side, excerpt, of },
      {
        kind: 'decision',
        turn: 1,
        speaker: 'Ana Ruiz',
        side: 'external',
        excerpt: 'We decided to go with the annual walrus contract.',
        of: callId,
      },
    );
    await assertOf(ctx, { analysisId, subjectId });
    const settings = { internalDomains: [], internalNames: ['Maya Okafor'], products: [], lexicons: {} };
    await configureWorkspace({ ctx, input: { ...settings, competitors: [{ name: 'Lattice', aliases: [] }] } });
    const again = await analyzeCall({ ctx, input: { callId, version, engine: 'rules' } });
    assert.notEqual(again.analysisId, analysisId);
    await index(ctx, callId);
    const [newest, ...others] = await decisions(ctx);
    assert.deepEqual(others, []);
    await assertOf(ctx, { analysisId: again.analysisId, subjectId: newest?.subjectId });
  });

  test('goes with its call, and is seen with it alone', async () => {
    const ctx = await fresh();
    const { callId } = await analyzeText({ ctx, name, text });
    await index(ctx, callId);
    const grant = { role: 'representative', scopes: null, seesOnly: ['nobody@tidewater.example'] } as const;
    const actor: Actor = {
      type: 'user',
      userId: 'usr_1',
      name: 'Ben',
      email: 'ben@a.example',
      grant,
      credentialId: 'k',
    };
    assert.deepEqual(await decisions({ ...ctx, actor }), []);
    assert.equal((await decisions(ctx)).length, 1);
    await removeCall({ ctx, input: { callId, reason: 'private' } });
    assert.deepEqual(await decisions(ctx), []);
  });

  test('is no answer to the words of its call’s title', async () => {
    const ctx = await fresh();
    const { callId } = await analyzeText({ ctx, name, text });
    await index(ctx, callId);
    assert.deepEqual(await decisions(ctx, 'Alder Point'), []);
  });
});
