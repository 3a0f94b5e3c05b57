import { loadFurtherView } from '#modules/briefings';
import { calls } from '#modules/calls';
import { proposeChangeSet } from '#modules/changesets';
import { commitments } from '#modules/commitments';
import { contradictions } from '#modules/contradictions';
import { crmDefinitions } from '#modules/crm';
import { callLinks } from '#modules/matching';
import { createNotificationReaders } from '#modules/notifications';
import { identities, people } from '#modules/people';
import { createSearchEngine, indexPending, repairSearch } from '#modules/search';
import { authenticate, createKey, setTeam } from '#modules/users';
import { dealWarnings } from '#modules/warnings';
import { eq } from '#platform/sql';
import type { WorkContext } from '#workflows';
import { join } from './access-place.ts';
import { type AnalysisSuite, type AnalysisTestContext, analyzeText } from './analysis-suite.ts';
import { createAssistantWorld } from './assistant-world.ts';
import { setting, shippedPolicy, shippedPolicyPlace } from './change-world.ts';
import { definitionOf } from './crm-mirror.ts';
import { createMemoryChat, type MemoryChat } from './memory-chat.ts';
import { noOutbound } from './no-outbound.ts';
import { noTriggers } from './no-triggers.ts';
import { createTestSecretBox } from './test-secret-box.ts';

export type TwoTeamsContext = WorkContext & AnalysisTestContext;

/** What belongs to one of the two. */
export interface Side {
  readonly email: string;
  readonly lead: string;
  readonly callId: string;
  readonly callTitle: string;
  readonly dealId: string;
  readonly dealName: string;
  readonly commitmentId: string;
  readonly warningId: string;
  readonly contradictionId: string;
  readonly changeSetId: string;
  readonly changeId: string;
  /** Words and ids that nobody of the other team may come across. */
  readonly secrets: readonly string[];
}

export interface TwoTeamsWorld {
  /** The operator of the machine. */
  readonly ctx: TwoTeamsContext;
  readonly chat: MemoryChat;
  readonly west: Side;
  readonly east: Side;
  /** Somebody with an account, by a key of their own; with `agent`, a program that acts for them. */
  readonly as: (email: string, kind?: 'personal' | 'agent') => Promise<TwoTeamsContext>;
  readonly keyOf: (email: string, kind?: 'personal' | 'agent') => Promise<string>;
  /** A representative, the lead of their team, and a program that acts for the first. */
  readonly readersOf: (side: Side) => Promise<TwoTeamsContext[]>;
}

const eastern = `Ben Ruiz: Welcome, Ines. How did the ledger import go?
Ines Carrow: The kangaroo ledger import failed twice, and a pilot is too expensive for us.
Ben Ruiz: I will send you the repaired kangaroo file by Thursday.
Ines Carrow: Then we look at the contract again next week.
`;

/** Two representatives of different teams, each with a deal, a call and all that came of it; a lead for each of them. */
export async function createTwoTeamsWorld(suite: AnalysisSuite): Promise<TwoTeamsWorld> {
  const { ctx: plain, callId } = await createAssistantWorld(suite);
  const { ctx, chat } = workContextFor(plain);
  const { callId: easternCallId } = await analyzeText({ ctx, name: 'Rollout with Quince Street.txt', text: eastern });
  await linkToDeal(ctx, { callId: easternCallId, deal: '502' });
  await definePeople(ctx);
  const west = await fill(ctx, {
    email: 'maya@tidewater.example',
    lead: 'lena@tidewater.example',
    callId,
    callTitle: 'Pricing with Larkspur Hill',
    deal: '501',
    dealName: 'Larkspur Hill - Renewal',
    quote: 'I will send you a smaller proposal by Friday.',
    secrets: ['the price is too high', 'smaller proposal', '30000', '30,000', 'Larkspur Hill - Renewal'],
  });
  const east = await fill(ctx, {
    email: 'ben@tidewater.example',
    lead: 'erik@tidewater.example',
    callId: easternCallId,
    callTitle: 'Rollout with Quince Street',
    deal: '502',
    dealName: 'Quince Street - Pay',
    quote: 'I will send you the repaired kangaroo file by Thursday.',
    secrets: ['too expensive for us', 'repaired kangaroo', '12500', '12,500', 'Quince Street - Pay'],
  });
  await appoint(ctx, [west, east]);
  await repairSearch({ ctx, input: { what: 'all' } });
  while ((await indexPending({ ctx, input: { limit: 50 } })).more);
  const keys = new Map<string, string>();
  async function keyOf(email: string, kind: 'personal' | 'agent' = 'personal'): Promise<string> {
    const known = keys.get(`${kind} ${email}`);
    if (known !== undefined) return known;
    const role = kind === 'agent' ? ({ kind: 'service', role: 'agent' } as const) : ({ kind: 'personal' } as const);
    const { key } = await createKey({ ctx, input: { ...role, name: `${kind} of ${email}`, user: email } });
    keys.set(`${kind} ${email}`, key);
    return key;
  }
  async function as(email: string, kind: 'personal' | 'agent' = 'personal'): Promise<TwoTeamsContext> {
    const secret = await keyOf(email, kind);
    const visitor: TwoTeamsContext = { ...ctx, actor: { type: 'visitor' } };
    return { ...ctx, actor: await authenticate({ ctx: visitor, input: { kind: 'bearer', secret } }) };
  }
  return {
    ctx,
    chat,
    west,
    east,
    keyOf,
    as,
    readersOf: async ({ email, lead }) => [await as(email), await as(lead), await as(email, 'agent')],
  };
}

/** The same workspace with all that surfaces and work need. */
export function workContextFor(ctx: AnalysisTestContext): { ctx: TwoTeamsContext; chat: MemoryChat } {
  const chat = createMemoryChat();
  const off = { state: 'off', reason: 'Not part of this test.', action: '' } as const;
  const address = 'http://127.0.0.1:8000';
  const readers = createNotificationReaders({
    baseUrl: () => address,
    loadFurther: (question) => loadFurtherView({ question, baseUrl: address }),
  });
  return {
    chat,
    ctx: {
      ...ctx,
      search: createSearchEngine(),
      policy: shippedPolicy,
      policyPlace: shippedPolicyPlace,
      triggerFile: noTriggers,
      dryRun: false,
      defaultEngine: 'rules',
      connections: { calls: off, crm: off, chat: { state: 'on', client: chat, simulated: true } },
      notify: { readers, defaultChannel: null, dryRun: false },
      outbound: noOutbound,
      secretBox: createTestSecretBox(),
    },
  };
}

function recordIdOf(ctx: TwoTeamsContext, deal: string): string {
  return `${ctx.workspaceId}-deal-${deal}`;
}

/** Says that a call is about a deal. */
export async function linkToDeal(
  ctx: TwoTeamsContext,
  { callId, deal }: { callId: string; deal: string },
): Promise<void> {
  await ctx.db.insert(callLinks).values({
    id: ctx.ids.create('callLink'),
    workspaceId: ctx.workspaceId,
    callId,
    objectType: 'deal',
    recordId: recordIdOf(ctx, deal),
    method: 'name',
    confidence: 0.9,
    evidence: 'the title',
    createdAt: ctx.clock.now(),
  });
}

/** The owners of the CRM as people, and what a change of an amount is held against. */
async function definePeople(ctx: TwoTeamsContext): Promise<void> {
  const body = definitionOf({ objectType: 'deal', name: 'amount', label: 'Amount', type: 'number', isMoney: true });
  await ctx.db.insert(crmDefinitions).values({
    workspaceId: ctx.workspaceId,
    source: 'hubspot',
    kind: 'property',
    scope: 'deal',
    externalId: 'amount',
    body,
    goneAt: null,
    updatedAt: ctx.clock.now(),
  });
  for (const [externalId, name, email] of [
    ['11', 'Maya Okafor', 'maya@tidewater.example'],
    ['12', 'Ben Ruiz', 'ben@tidewater.example'],
  ] as const) {
    const personId = ctx.ids.create('person');
    const shared = { workspaceId: ctx.workspaceId, name, createdAt: ctx.clock.now() };
    await ctx.db.insert(people).values({ ...shared, id: personId, kind: 'employee' });
    const evidence = { rule: 'first_seen', detail: 'first seen in hubspot' } as const;
    const id = ctx.ids.create('identity');
    await ctx.db.insert(identities).values({ ...shared, id, personId, source: 'hubspot', externalId, email, evidence });
  }
}

interface Filling extends Pick<Side, 'email' | 'lead' | 'callId' | 'callTitle' | 'dealName' | 'secrets'> {
  readonly deal: string;
  readonly quote: string;
}

async function fill(ctx: TwoTeamsContext, filling: Filling): Promise<Side> {
  const { deal, quote, dealName, callId, callTitle, secrets, ...who } = filling;
  const { workspaceId } = ctx;
  const dealId = recordIdOf(ctx, deal);
  await ctx.db.update(calls).set({ title: callTitle }).where(eq(calls.id, callId));
  const now = ctx.clock.now();
  const place = { turn: 2, start: 0, end: quote.length, sentence: '2.0', startMs: null, endMs: null };
  const evidence = { quote, speaker: 'Somebody', side: 'internal', ...place };
  const commitmentId = ctx.ids.create('commitment');
  const settled = { callId, dealRecordId: dealId, side: 'internal', text: quote, evidence, createdAt: now };
  await ctx.db
    .insert(commitments)
    .values({ ...settled, id: commitmentId, workspaceId, claimId: 'claim:9', owner: 'Somebody', state: 'open' });
  const warningId = ctx.ids.create('warning');
  await ctx.db.insert(dealWarnings).values({
    id: warningId,
    workspaceId,
    recordId: dealId,
    kind: 'no_next_step',
    severity: 'medium',
    explanation: `No next step is agreed on for ${dealName}.`,
    evidence: [{ type: 'quote', callId, quote, speaker: 'Somebody', turn: 2, startMs: null }],
    raisedAt: now,
  });
  const contradictionId = ctx.ids.create('contradiction');
  const proof = { callId, claimId: null, evidence, note: null };
  await ctx.db.insert(contradictions).values({
    id: contradictionId,
    workspaceId,
    recordId: dealId,
    kind: 'next_step',
    property: 'hs_next_step',
    crmValue: null,
    saidValue: quote,
    callId,
    saidAt: now,
    evidence: [proof],
    state: 'open',
    foundAt: now,
  });
  const { changeSetId, changes } = await proposeChangeSet({
    ctx,
    input: {
      kind: 'call',
      key: `call:${callId}:v1`,
      title: callTitle,
      callId,
      analysisId: null,
      tainted: false,
      drafts: [
        {
          ...setting('amount', `77${deal}`),
          target: { objectType: 'deal', externalId: deal },
          targetName: dealName,
          evidence: [{ callId, claimId: null, evidence: null, note: quote }],
        },
      ],
    },
  });
  const changeId = changes[0]?.changeId ?? '';
  const ids = { callId, dealId, commitmentId, warningId, contradictionId, changeSetId, changeId };
  return { ...who, ...ids, callTitle, dealName, secrets: [...secrets, callTitle, `77${deal}`, ...Object.values(ids)] };
}

async function appoint(ctx: TwoTeamsContext, sides: readonly Side[]): Promise<void> {
  const visitor: TwoTeamsContext = { ...ctx, actor: { type: 'visitor' }, ipAddress: '127.0.0.1' };
  await join({ ctx, visitor }, { email: 'ada@tidewater.example', role: 'administrator' });
  for (const { email, lead } of sides) {
    await join({ ctx, visitor }, { email, role: 'representative' });
    await join({ ctx, visitor }, { email: lead, role: 'manager' });
    await setTeam({ ctx, input: { name: `Team of ${lead}`, leads: [lead], members: [email] } });
  }
}
