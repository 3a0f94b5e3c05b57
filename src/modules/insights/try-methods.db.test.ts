import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { QualificationElement, ShownElement, WorkspaceSettings } from '#contracts';
import { configureWorkspace, getWorkspace } from '#modules/workspaces';
import { eq } from '#platform/sql';
import { type AnalysisTestContext, analysisSuite, analyzeText } from '#test/analysis-suite';
import { analyses, getReport, publishMethods, tryMethods } from './index.ts';

const suite = await analysisSuite();

const audited = `Maya Okafor: Thanks for coming, Sam. I can put you in touch with another owner who runs three buildings.
Sam Ortiz: Good. Our yearly audit is in March, and anything over $25,000 our owner signs himself.
`;
const plainCall = `Maya Okafor: Hello, Ana.
Ana Ruiz: Hello. We have a budget of $40,000 set aside for this year.
`;

const inForce: NonNullable<WorkspaceSettings['methods']> = [
  {
    id: 'fit',
    name: 'Our fit',
    elements: [
      { key: 'audit', label: 'Audit ahead', phrases: ['annual audit'], side: 'external' },
      { key: 'reference', label: 'Reference offered', phrases: ['put you in touch with'], side: 'internal' },
      { key: 'money', label: 'Money', element: 'budget' },
    ],
  },
];
const draft = {
  methods: [
    {
      id: 'fit',
      name: 'Our new fit',
      elements: [
        { key: 'audit', label: 'Audit ahead', phrases: ['(annual|yearly) audit'], side: 'external' as const },
        { key: 'money', label: 'Money', element: 'budget' },
        { key: 'power', label: 'Power', element: 'economicBuyer' },
      ],
    },
  ],
  qualifyBy: ['fit', 'bant'],
};

function asOperator(ctx: AnalysisTestContext): AnalysisTestContext {
  return suite.actingAs(ctx, { type: 'operator', name: 'test' });
}

async function publish(ctx: AnalysisTestContext, own: Pick<WorkspaceSettings, 'methods' | 'qualifyBy'>) {
  const { settings } = await getWorkspace({ ctx });
  await configureWorkspace({ ctx: asOperator(ctx), input: { ...settings, ...own } });
}

function shownOf(element: QualificationElement | undefined): ShownElement | null {
  if (element?.status !== 'known') return null;
  const { value, quote, speaker, side, turn, startMs } = element;
  return { value, quote, speaker, side, turn, startMs };
}

describe('trying methods', () => {
  it('says of each call what the methods find that hold afterward, and stores nothing', async () => {
    const ctx = await suite.freshContext();
    await publish(ctx, { methods: inForce, qualifyBy: ['fit', 'spin'] });
    const files = [
      { ctx, name: 'audited.txt', text: audited },
      { ctx, name: 'plain.txt', text: plainCall },
    ];
    for (const file of files) await analyzeText(file);
    const stored = await ctx.db.$count(analyses, eq(analyses.workspaceId, ctx.workspaceId));
    const trial = await tryMethods({ ctx: asOperator(ctx), input: { ...draft, calls: 10 } });
    assert.equal(await ctx.db.$count(analyses, eq(analyses.workspaceId, ctx.workspaceId)), stored);
    assert.deepEqual([trial.calls, trial.engine], [2, 'rules']);
    const before = new Map<string, Awaited<ReturnType<typeof getReport>>['result']['findings']>();
    for (const { callId } of trial.perCall) {
      before.set(callId, (await getReport({ ctx, input: { callId, analysisId: null } })).result.findings);
    }

    await publishMethods({ ctx: asOperator(ctx), input: { settings: draft, replaces: [trial.replaces] } });
    for (const file of files) assert.equal((await analyzeText(file)).outcome, 'analyzed');
    for (const { callId, methods, differences } of trial.perCall) {
      const { findings } = (await getReport({ ctx, input: { callId, analysisId: null } })).result;
      const old = before.get(callId);
      const names = [...(old?.qualificationMethods ?? []), ...findings.qualificationMethods].flatMap(
        ({ id, elements }) => elements.map(({ key }) => `${id} ${key}`),
      );
      const moved = [...new Set(names)].flatMap((name) => {
        const [id = '', key = ''] = name.split(' ');
        const [was, is] = [shownOf(old?.qualification[id]?.[key]), shownOf(findings.qualification[id]?.[key])];
        return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ name, was, is }];
      });
      const told = differences.map((one) => ({ name: `${one.method} ${one.element}`, was: one.before, is: one.after }));
      assert.deepEqual(told.toSorted(byName), moved.toSorted(byName));
      for (const { id, elements } of findings.qualificationMethods) {
        const known = elements.filter(({ key }) => findings.qualification[id]?.[key]?.status === 'known').length;
        assert.deepEqual(methods.find((method) => method.id === id)?.after, { known, of: elements.length });
      }
    }
    const audit = trial.perCall.flatMap((call) => call.differences).find(({ element }) => element === 'audit');
    assert.deepEqual([audit?.before, audit?.after?.speaker], [null, 'Sam Ortiz']);
  });

  it('sums over the calls, also of methods that come and go, and differs in nothing from itself', async () => {
    const ctx = await suite.freshContext();
    await publish(ctx, { methods: inForce, qualifyBy: ['fit', 'spin'] });
    await analyzeText({ ctx, name: 'audited.txt', text: audited });
    await analyzeText({ ctx, name: 'plain.txt', text: plainCall });
    const { methods } = await tryMethods({ ctx: asOperator(ctx), input: { ...draft, calls: 10 } });
    const [fit, spin, bant] = methods;
    assert.deepEqual([fit?.name, spin?.after, bant?.before], ['Our new fit', null, null]);
    assert.deepEqual([fit?.before?.of, fit?.after?.of, bant?.after?.of], [6, 6, 8]);
    assert.equal(fit?.before?.known, 2, 'the reference in one call, the money in the other');
    const same = { methods: inForce, qualifyBy: ['fit', 'spin'], calls: 10 };
    const { perCall } = await tryMethods({ ctx: asOperator(ctx), input: same });
    assert.ok(perCall.every(({ differences }) => differences.length === 0));
    const newest = await tryMethods({ ctx: asOperator(ctx), input: { ...same, calls: 1 } });
    assert.deepEqual(
      newest.perCall.map(({ title }) => title),
      ['plain.txt'],
    );
  });

  it('are not published where they cannot be used, or were tried against others', async () => {
    const ctx = await suite.freshContext();
    const { replaces } = await tryMethods({ ctx: asOperator(ctx), input: { ...draft, calls: 1 } });
    const wrong = { settings: { qualifyBy: ['meddic'] }, replaces: [replaces] };
    await assert.rejects(publishMethods({ ctx: asOperator(ctx), input: wrong }), { code: 'lexicon.invalid' });
    await publishMethods({ ctx: asOperator(ctx), input: { settings: draft, replaces: [replaces] } });
    const late = { settings: { qualifyBy: ['spin'] }, replaces: [replaces] };
    await assert.rejects(publishMethods({ ctx: asOperator(ctx), input: late }), { code: 'settings.stale' });
    await assert.rejects(
      publishMethods({ ctx: suite.actingAs(ctx, { type: 'system', component: 'test' }), input: late }),
      { code: 'access.denied' },
    );
  });

  it('is refused with what is wrong in the draft', async () => {
    const ctx = asOperator(await suite.freshContext());
    const unknown = tryMethods({ ctx, input: { qualifyBy: ['meddic'], calls: 1 } });
    await assert.rejects(unknown, { code: 'lexicon.invalid', message: /found "meddic"/ });
    await assert.rejects(tryMethods({ ctx, input: { calls: 0 } }), { code: 'input.invalid' });
  });

  it('shows a workspace no call of another, and is for a person with the right to all of it', async () => {
    const ctx = await suite.freshContext();
    await analyzeText({ ctx, name: 'audited.txt', text: audited });
    const other = asOperator(await suite.freshContext());
    assert.deepEqual((await tryMethods({ ctx: other, input: { calls: 9 } })).perCall, []);
    const grant = { role: 'executive', scopes: null, seesOnly: null } as const;
    const executive = {
      type: 'user',
      userId: 'usr_1',
      credentialId: 'ses_1',
      name: 'Tom',
      email: 't@x.example',
      grant,
    } as const;
    for (const actor of [{ type: 'system', component: 'test' } as const, executive]) {
      const asked = tryMethods({ ctx: suite.actingAs(ctx, actor), input: { calls: 1 } });
      await assert.rejects(asked, { code: 'access.denied' });
    }
  });
});

function byName(first: { name: string }, second: { name: string }): number {
  return first.name.localeCompare(second.name);
}
