import type { ChangeState } from '#contracts';
import { changeSets, changes } from '#modules/changesets';
import { commitments } from '#modules/commitments';
import { contradictions } from '#modules/contradictions';
import { crmAssociations, crmDefinitions, crmNotes, crmPropertyChanges, crmRecords } from '#modules/crm';
import { ledgerItems } from '#modules/ledger';
import { freezePipeline, keepForecasts } from '#modules/pipeline';
import { createSearchEngine, indexPending, noteChanges, type SearchEngine } from '#modules/search';
import { dealWarnings } from '#modules/warnings';
import { and, eq, sql } from '#platform/sql';
import type { AnalysisSuite, AnalysisTestContext } from './analysis-suite.ts';
import { createAssistantWorld } from './assistant-world.ts';
import { addFurtherCalls } from './every-kind-calls.ts';
import { companyHistory, putDeals } from './pipeline-world.ts';

export interface EveryKindWorld {
  readonly ctx: AnalysisTestContext & { readonly search: SearchEngine };
}

/** The workspace of `createAssistantWorld` with something of all that can be asked about: nothing is empty. */
export async function createEveryKindWorld(suite: AnalysisSuite): Promise<EveryKindWorld> {
  const { ctx: plain, callId } = await createAssistantWorld(suite);
  const ctx = { ...plain, search: createSearchEngine() };
  await addFurtherCalls(ctx, callId);
  await defineFurther(ctx);
  await addHistory(ctx);
  await addPeople(ctx);
  await addPromises(ctx, callId);
  await addWarnings(ctx, callId);
  await addChanges(ctx, callId);
  await addContradictions(ctx, callId);
  await addLeads(ctx);
  await addNote(ctx);
  await ctx.db.insert(ledgerItems).values({
    workspaceId: ctx.workspaceId,
    source: 'gong',
    externalId: 'every-lost',
    day: '2026-09-11',
    title: 'Without a transcript',
    gapMissing: 'stored',
    gapCause: 'no_transcript',
    gapDetail: 'the transcript is not ready',
    gapSince: ctx.clock.now(),
    updatedAt: ctx.clock.now(),
  });
  await freezePipeline({ ctx, input: { readAt: ctx.clock.now().toISOString() } });
  await keepForecasts({ ctx });
  return { ctx };
}

function recordIdOf({ workspaceId }: AnalysisTestContext, { type, id }: { type: string; id: string }): string {
  return `${workspaceId}-${type}-${id}`;
}

/** Deals can be lost as well, and leads have stages of their own. */
async function defineFurther(ctx: AnalysisTestContext): Promise<void> {
  const lost = { externalId: 's4', label: 'Closed Lost', position: 3, isClosed: true, isWon: false, probability: 0 };
  const withLost = sql`jsonb_set(body, '{stages}', (body -> 'stages') || ${JSON.stringify([lost])}::jsonb)`;
  await ctx.db
    .update(crmDefinitions)
    .set({ body: withLost })
    .where(and(eq(crmDefinitions.workspaceId, ctx.workspaceId), eq(crmDefinitions.externalId, 'sales')));
  const stages = [
    { externalId: 'l1', label: 'Attempting', position: 0, isClosed: false, isWon: false, probability: null },
  ];
  await ctx.db.insert(crmDefinitions).values({
    workspaceId: ctx.workspaceId,
    source: 'hubspot',
    kind: 'pipeline',
    scope: 'lead',
    externalId: 'leads',
    body: { externalId: 'leads', label: 'Leads', stages },
    goneAt: null,
    updatedAt: ctx.clock.now(),
  });
}

/** Two years of won and lost deals of Maya, some of them against Payloom, and what changed on the one of Larkspur Hill. */
async function addHistory(ctx: AnalysisTestContext): Promise<void> {
  const { workspaceId } = ctx;
  const stageOf: Readonly<Record<string, string>> = { won: 's3', lost: 's4' };
  await putDeals(
    ctx,
    companyHistory({ seed: 7, deals: 300 }).map((deal) => ({
      ...deal,
      changes: deal.changes.map(([day, property, value]) => [day, property, stageOf[value ?? ''] ?? value] as const),
    })),
  );
  await putDeals(ctx, [
    {
      id: '9001',
      createdDay: '2026-04-01',
      changes: [
        ['2026-04-01', 'dealstage', 's1'],
        ['2026-04-01', 'amount', '5200'],
        ['2026-04-01', 'closedate', '2026-12-20'],
      ],
    },
  ]);
  const rival = sql`properties || '{"main_competitor": "Payloom", "closed_lost_category": "Price"}'::jsonb`;
  await ctx.db
    .update(crmRecords)
    .set({ properties: rival })
    .where(sql`workspace_id = ${workspaceId} and object_type = 'deal' and external_id ~ '(^501|[05])$'`);
  const recordId = recordIdOf(ctx, { type: 'deal', id: '501' });
  const moved = [
    ['2026-07-01', 'dealstage', 's1'],
    ['2026-07-01', 'amount', '25000'],
    ['2026-07-01', 'closedate', '2026-08-28'],
    ['2026-09-02', 'dealstage', 's2'],
    ['2026-09-03', 'amount', '30000'],
    ['2026-09-04', 'closedate', '2026-09-28'],
  ] as const;
  await ctx.db.insert(crmPropertyChanges).values(
    moved.map(([day, property, value]) => ({
      workspaceId,
      recordId,
      property,
      at: new Date(`${day}T12:00:00Z`),
      position: 0,
      value,
      source: 'person' as const,
      sourceType: 'CRM_UI',
    })),
  );
}

async function addPeople(ctx: AnalysisTestContext): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.insert(crmRecords).values({
    id: recordIdOf(ctx, { type: 'contact', id: '302' }),
    workspaceId: ctx.workspaceId,
    source: 'hubspot',
    objectType: 'contact',
    externalId: '302',
    properties: { jobtitle: 'Chief Financial Officer', hs_buying_role: 'DECISION_MAKER;BUDGET_HOLDER;BLOCKER' },
    name: 'Nina Park',
    ownerId: '11',
    createdAtSource: now,
    updatedAtSource: now,
    syncedAt: now,
  });
  await tie(ctx, { from: ['contact', '302'], to: ['company', '901'] });
}

async function tie(
  ctx: AnalysisTestContext,
  { from, to }: { from: readonly ['contact' | 'note' | 'lead', string]; to: readonly ['company' | 'deal', string] },
): Promise<void> {
  await ctx.db.insert(crmAssociations).values({
    workspaceId: ctx.workspaceId,
    source: 'hubspot',
    fromType: from[0],
    fromExternalId: from[1],
    toType: to[0],
    toExternalId: to[1],
    labels: [],
    syncedAt: ctx.clock.now(),
  });
}

/** Of each side one that is open, due and overdue; six that were kept or broken. */
async function addPromises(ctx: AnalysisTestContext, callId: string): Promise<void> {
  const { workspaceId } = ctx;
  const now = ctx.clock.now();
  const made = [
    ['open', '2026-09-10', 'internal'],
    ['open', '2026-09-18', 'internal'],
    ['open', '2026-09-18', 'external'],
    ['kept', '2026-09-01', 'internal'],
    ['kept', '2026-09-02', 'internal'],
    ['kept', '2026-09-03', 'internal'],
    ['broken', '2026-09-04', 'internal'],
    ['broken', '2026-09-05', 'internal'],
    ['broken', '2026-09-05', 'external'],
  ] as const;
  await ctx.db.insert(commitments).values(
    made.map(([state, dueDate, side], place) => {
      const owner = side === 'internal' ? 'Maya Okafor' : 'Sam Ortiz';
      return {
        id: ctx.ids.create('commitment'),
        workspaceId,
        callId,
        claimId: `claim:every-${place}`,
        dealRecordId: recordIdOf(ctx, { type: 'deal', id: '501' }),
        companyRecordId: recordIdOf(ctx, { type: 'company', id: '901' }),
        owner,
        side,
        text: `Send part ${place} of what was asked for`,
        evidence: { quote: 'I will send you a smaller proposal by Friday.', turn: 2, speaker: owner },
        dueDate,
        state,
        settledAt: state === 'open' ? null : now,
        createdAt: now,
      };
    }),
  );
}

async function addWarnings(ctx: AnalysisTestContext, callId: string): Promise<void> {
  const evidence = [{ type: 'call', callId, title: 'Pricing with Larkspur Hill', at: '2026-09-14T15:00:00.000Z' }];
  const raised = [
    ['503', 'no_next_step', null],
    ['501', 'stuck', new Date('2026-09-08T06:00:00Z')],
  ] as const;
  for (const [deal, kind, clearedAt] of raised) {
    await ctx.db.insert(dealWarnings).values({
      id: ctx.ids.create('warning'),
      workspaceId: ctx.workspaceId,
      recordId: recordIdOf(ctx, { type: 'deal', id: deal }),
      kind,
      severity: 'medium',
      explanation: 'What should happen has not happened.',
      evidence,
      raisedAt: new Date('2026-09-01T06:00:00Z'),
      clearedAt,
      clearedBecause: clearedAt === null ? null : 'the stage moved',
    });
  }
}

/** One change in each state that is asked about. */
async function addChanges(ctx: AnalysisTestContext, callId: string): Promise<void> {
  const now = ctx.clock.now();
  const { workspaceId } = ctx;
  const changeSetId = ctx.ids.create('changeSet');
  await ctx.db.insert(changeSets).values({
    id: changeSetId,
    workspaceId,
    kind: 'call',
    key: `call:${callId}:every`,
    title: 'Pricing with Larkspur Hill',
    callId,
    dryRun: false,
    tainted: false,
    policyHash: 'every',
    proposedAt: now,
  });
  const states = [
    ['waiting', 'amount', '27000'],
    ['applied', 'hs_next_step', 'Send the smaller proposal'],
    ['rejected', 'closedate', '2026-10-15T00:00:00Z'],
    ['undone', 'main_competitor', 'Payloom'],
  ] as const satisfies readonly (readonly [ChangeState, string, string])[];
  await ctx.db.insert(changes).values(
    states.map(([state, property, value], position) => ({
      id: ctx.ids.create('change'),
      workspaceId,
      changeSetId,
      position,
      targetType: 'deal',
      targetId: '501',
      targetName: 'Larkspur Hill - Renewal',
      action: { type: 'set_property' as const, property, value },
      identity: `every-${property}`,
      property,
      oldValue: null,
      evidence: [],
      confidence: 0.9,
      rule: 'every',
      stakes: 'high' as const,
      verdict: 'ask' as const,
      policyRule: 'every',
      reason: 'It was said in the call.',
      facts: {
        action: 'set_property' as const,
        object: 'deal',
        field: property,
        value: null,
        activity: null,
        stakes: 'high' as const,
        ownership: 'none' as const,
        tainted: false,
        confidence: 0.9,
      },
      terms: {
        approvers: ['deal_owner' as const],
        needed: 1,
        remindAfterHours: 24,
        expireAfterHours: 72,
        staleAfterHours: 24,
      },
      state,
      appliedAt: state === 'applied' || state === 'undone' ? now : null,
      undoneAt: state === 'undone' ? now : null,
      updatedAt: now,
    })),
  );
}

async function addContradictions(ctx: AnalysisTestContext, callId: string): Promise<void> {
  const now = ctx.clock.now();
  const evidence = { quote: 'We cannot spend that much this year.', turn: 1, speaker: 'Sam Ortiz' };
  const found = [
    [recordIdOf(ctx, { type: 'deal', id: '501' }), 'amount', 'amount', '30000', '27000'],
    [recordIdOf(ctx, { type: 'contact', id: '301' }), 'contact_left', 'contact_left', null, 'left'],
  ] as const;
  await ctx.db.insert(contradictions).values(
    found.map(([recordId, kind, property, crmValue, saidValue]) => ({
      id: ctx.ids.create('contradiction'),
      workspaceId: ctx.workspaceId,
      recordId,
      kind,
      property,
      crmValue,
      saidValue,
      callId,
      saidAt: now,
      evidence: [{ callId, claimId: null, evidence, note: null }],
      ownerId: '11',
      state: 'open',
      foundAt: now,
    })),
  );
}

async function addLeads(ctx: AnalysisTestContext): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.insert(crmRecords).values({
    id: recordIdOf(ctx, { type: 'lead', id: '701' }),
    workspaceId: ctx.workspaceId,
    source: 'hubspot',
    objectType: 'lead',
    externalId: '701',
    properties: { hs_lead_name: 'Ana Ruiz', hs_pipeline_stage: 'l1' },
    name: 'Ana Ruiz',
    ownerId: '11',
    createdAtSource: new Date('2026-09-02T12:00:00Z'),
    updatedAtSource: now,
    syncedAt: now,
  });
  await tie(ctx, { from: ['lead', '701'], to: ['company', '901'] });
}

async function addNote(ctx: EveryKindWorld['ctx']): Promise<void> {
  const now = ctx.clock.now();
  const id = recordIdOf(ctx, { type: 'note', id: '801' });
  await ctx.db.insert(crmNotes).values({
    id,
    workspaceId: ctx.workspaceId,
    source: 'hubspot',
    externalId: '801',
    text: 'Sam wants the bank integration in the contract.',
    at: now,
    ownerId: '11',
    createdAtSource: now,
    updatedAtSource: now,
    syncedAt: now,
  });
  await tie(ctx, { from: ['note', '801'], to: ['deal', '501'] });
  await noteChanges({ ctx, input: { kind: 'note', ids: [id] } });
  while ((await indexPending({ ctx, input: { limit: 20 } })).more);
}
