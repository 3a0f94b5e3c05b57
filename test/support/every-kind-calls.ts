import { callSources, callVersions } from '#modules/calls';
import { callLinks } from '#modules/matching';
import { identities, people } from '#modules/people';
import { eq } from '#platform/sql';
import { type AnalysisTestContext, analyzeText } from './analysis-suite.ts';

const rollout = `Maya Okafor: Welcome back, Sam. How did the trial go?
Sam Ortiz: It went great. The team loves it, and this is exactly what we need.
Sam Ortiz: How do we get started, and when could you onboard us?
Maya Okafor: Two weeks after the signature, with our own people on site.
Sam Ortiz: Does it work with our payroll system as well?
Maya Okafor: It depends, I'd have to ask Lena.
Sam Ortiz: Our budget is $45,000 for this year.
Maya Okafor: So we go with the annual plan, and we start in October.
Sam Ortiz: Yeah, let's do that. I will send you the signed order form by Friday.
Maya Okafor: Wonderful. I will send you the contract tomorrow.
`;

const rivals = `Maya Okafor: What else did you look at, Sam?
Sam Ortiz: We talked to Payloom again. Payloom has no bank integration that works.
Sam Ortiz: Payloom is cheaper, but the support of Payloom is slow.
Maya Okafor: We hear that about Payloom a lot.
Sam Ortiz: I am not sure that our legal team has the time for a new contract this year.
`;

const unknownCompany = `Maya Okafor: Thanks for your interest. What brings you to us?
Nora Lind: We look for a new tool for our invoices.
`;

/** Further calls that Maya led: three with Larkspur Hill, and one that no deal is known for. */
export async function addFurtherCalls(ctx: AnalysisTestContext, first: string): Promise<void> {
  await knowMaya(ctx);
  const added = [
    await analyzeText({ ctx, name: 'Rollout with Larkspur Hill.txt', text: rollout }),
    await analyzeText({ ctx, name: 'Rivals with Larkspur Hill.txt', text: rivals }),
  ];
  for (const { callId } of added) {
    await link(ctx, { callId, objectType: 'company', id: '901' });
    await link(ctx, { callId, objectType: 'deal', id: '501' });
    await link(ctx, { callId, objectType: 'contact', id: '301' });
  }
  const alone = await analyzeText({ ctx, name: 'A first talk.txt', text: unknownCompany });
  const calls = [first, ...added.map(({ callId }) => callId), alone.callId];
  for (const [place, callId] of calls.entries()) {
    await led(ctx, { callId, externalId: `every-${place}` });
    await ctx.db
      .update(callVersions)
      .set({ durationMs: (place + 1) * 600_000 })
      .where(eq(callVersions.callId, callId));
  }
}

async function knowMaya(ctx: AnalysisTestContext): Promise<void> {
  const { workspaceId } = ctx;
  const createdAt = ctx.clock.now();
  const personId = `${workspaceId}-maya`;
  await ctx.db.insert(people).values({ id: personId, workspaceId, kind: 'employee', name: 'Maya Okafor', createdAt });
  for (const [source, externalId] of [
    ['gong', 'g11'],
    ['hubspot', '11'],
  ] as const) {
    const email = 'maya@tidewater.example';
    const id = ctx.ids.create('identity');
    const evidence = { rule: 'address', detail: 'test' } as const;
    const name = 'Maya Okafor';
    await ctx.db
      .insert(identities)
      .values({ id, workspaceId, personId, source, externalId, name, email, evidence, createdAt });
  }
}

async function led(
  ctx: AnalysisTestContext,
  { callId, externalId }: { callId: string; externalId: string },
): Promise<void> {
  await ctx.db.insert(callSources).values({
    callId,
    workspaceId: ctx.workspaceId,
    source: 'gong',
    externalId,
    primaryUserId: 'g11',
    parties: [],
    updatedAt: ctx.clock.now(),
  });
}

async function link(
  ctx: AnalysisTestContext,
  { callId, objectType, id }: { callId: string; objectType: 'company' | 'deal' | 'contact'; id: string },
): Promise<void> {
  await ctx.db.insert(callLinks).values({
    id: ctx.ids.create('callLink'),
    workspaceId: ctx.workspaceId,
    callId,
    objectType,
    recordId: `${ctx.workspaceId}-${objectType}-${id}`,
    party: null,
    method: 'name',
    confidence: 0.9,
    evidence: 'the title',
    createdAt: ctx.clock.now(),
    endedAt: null,
  });
}
