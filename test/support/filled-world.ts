import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import { after } from 'node:test';
import type { CallSource } from '#contracts';
import { applyChangeSet, openPolicyFiles } from '#modules/changesets';
import { commitments } from '#modules/commitments';
import { contradictions } from '#modules/contradictions';
import { crmDuplicates, crmRecords } from '#modules/crm';
import { inboxEvents } from '#modules/intake';
import { correctMatch, matchCall } from '#modules/matching';
import { identities, people } from '#modules/people';
import { freezePipeline } from '#modules/pipeline';
import { createSearchEngine, indexPending, repairSearch } from '#modules/search';
import { createKey, inviteUser, redeemLink } from '#modules/users';
import { dealWarnings } from '#modules/warnings';
import { configureWorkspace } from '#modules/workspaces';
import { createOutbound } from '#platform/outbound';
import { and, eq } from '#platform/sql';
import type { WorkContext } from '#workflows';
import { password } from './access-place.ts';
import { type AnalysisSuite, analyzeText } from './analysis-suite.ts';
import { type ChangeWorld, createChangeWorld, setting } from './change-world.ts';
import { createRestServer, type RestServer } from './rest-server.ts';
import { workContextOf } from './work-context.ts';

/** The ids of one kind of thing; of what an operation ends there are enough for each of its requests. */
export type Ids = readonly string[];

export interface FilledWorld extends RestServer {
  readonly ctx: WorkContext;
  /** Of an administrator whom nothing ends. */
  readonly secret: string;
  readonly callId: string;
  readonly analysisId: string;
  readonly changes: Ids;
  readonly written: Ids;
  readonly signals: Readonly<Record<'commitment' | 'contradiction' | 'warning' | 'duplicate' | 'event', Ids>>;
  readonly people: Ids;
  readonly identities: Ids;
  /** Accounts that may be closed, by their addresses. */
  readonly accounts: Ids;
}

const many = Array.from({ length: 12 }, (_, place) => place + 1);
const nothing = { items: [], cursor: null, total: 0 };
const said = 'Ana Ruiz: The price is too high.\nMaya Okafor: I will send you a smaller proposal by Friday.\n';

const emptySource: CallSource = {
  name: 'gong',
  listCalls: async () => nothing,
  getCalls: async () => [],
  getTranscripts: async () => [],
  listUsers: async () => nothing,
  listTrackers: async () => [],
  playerAddress: ({ url }) => url,
  check: async () => [],
};

/** A workspace in which there is one of everything that an operation of the API can be asked for, and its server. */
export async function createFilledWorld(suite: AnalysisSuite): Promise<FilledWorld> {
  const world = await createChangeWorld(suite);
  const ctx = await workIn({ suite, world });
  await seedRecords({ world, ctx });
  const { callId, analysisId } = await fillCall({ ctx });
  const changes = await proposeEach(world, ['closedate', '2026-12-01']);
  const written = await proposeEach(world, ['amount', '27500']);
  const signals = await fillSignals({ ctx, callId });
  const known = await fillPeople(ctx);
  await freezePipeline({ ctx, input: { readAt: ctx.clock.now().toISOString() } });
  await repairSearch({ ctx, input: { what: 'all' } });
  while ((await indexPending({ ctx, input: { limit: 50 } })).more);
  const { accounts, secret } = await fillAccounts(ctx);
  const rest = await createRestServer(ctx);
  const filled = { callId, analysisId, changes, written, signals, ...known, accounts };
  const asked = rest.clientWith(secret);
  for (const reference of written) await asked.decideChange({ workspace: ctx.workspaceId, reference, body: approve });
  for (const changeSetId of await setsOf(rest, { secret, ctx })) await applyChangeSet({ ctx, input: { changeSetId } });
  return { ...rest, ctx, secret, ...filled };
}

const approve = { decision: 'approve' } as const;

type FilledContext = Awaited<ReturnType<typeof workIn>>;

async function workIn({ suite, world }: { suite: AnalysisSuite; world: ChangeWorld }) {
  const folder = await mkdtemp(pathOf(tmpdir(), 'sophia-filled-'));
  after(() => rm(folder, { recursive: true, force: true }));
  const { workspaceId, log } = world.ctx;
  const files = openPolicyFiles({ folder, mainWorkspaceId: workspaceId, shipped: 'data/policy.yaml', log });
  const { threads, models } = await suite.freshContext();
  const { ctx } = workContextOf(world.ctx);
  const calls = { state: 'on', client: emptySource, simulated: true } as const;
  return {
    ...ctx,
    threads,
    models,
    policyPlace: files.of(workspaceId),
    connections: { ...ctx.connections, calls },
    outbound: createOutbound({ privateHosts: [], resolve: async () => [] }),
    search: createSearchEngine(),
  };
}

async function seedRecords({ world, ctx }: { world: ChangeWorld; ctx: FilledContext }): Promise<void> {
  world.crm.seed(
    { objectType: 'company', externalId: '201' },
    { name: { value: 'Larkspur Hotels', source: 'person' } },
  );
  for (const place of many) {
    const email = { value: `guest${place}@larkspur.example`, source: 'import' } as const;
    world.crm.seed({ objectType: 'contact', externalId: `31${place}` }, { email });
    const deal = {
      dealname: `Quince ${place}`,
      pipeline: 'sales',
      dealstage: 's1',
      hubspot_owner_id: '11',
      amount: '10',
    };
    const values = Object.entries(deal).map(([name, value]) => [name, { value, source: 'person' as const }]);
    world.crm.seed({ objectType: 'deal', externalId: `${510 + place}` }, Object.fromEntries(values));
  }
  await world.sync();
  const isCompany = and(eq(crmRecords.workspaceId, ctx.workspaceId), eq(crmRecords.objectType, 'company'));
  await ctx.db.update(crmRecords).set({ name: 'Larkspur Hotels' }).where(isCompany);
  const competitors = [{ name: 'Quillmark', aliases: [] }];
  const names = { internalDomains: ['tidewater.example'], internalNames: ['Maya Okafor'] };
  await configureWorkspace({ ctx, input: { ...names, competitors, products: [], lexicons: {} } });
}

async function fillCall({ ctx }: { ctx: FilledContext }) {
  const { callId, analysisId } = await analyzeText({ ctx, name: 'Pricing.txt', text: said });
  await matchCall({ ctx, input: { callId } });
  const [recordId = ''] = await recordsOf(ctx, 'deal');
  await correctMatch({ ctx, input: { callId, objectType: 'deal', recordId } });
  return { callId, analysisId };
}

async function recordsOf(ctx: FilledContext, objectType: string): Promise<string[]> {
  const rows = await ctx.db.select().from(crmRecords).where(eq(crmRecords.workspaceId, ctx.workspaceId));
  return rows.filter((row) => row.objectType === objectType).map(({ id }) => id);
}

/** A change of this property for each of the deals, as a set of its own. */
async function proposeEach({ propose }: ChangeWorld, [property, value]: readonly [string, string]): Promise<string[]> {
  const changes: string[] = [];
  for (const place of many) {
    const target = { objectType: 'deal', externalId: `${510 + place}` } as const;
    const draft = { ...setting(property, value), target, targetName: `Quince ${place}` };
    changes.push(...(await propose([draft], { key: `call:${property}${place}:v1` })).map(({ changeId }) => changeId));
  }
  return changes;
}

async function setsOf({ clientWith }: RestServer, { secret, ctx }: { secret: string; ctx: FilledContext }) {
  const { changeSets } = await clientWith(secret).listChanges({ workspace: ctx.workspaceId, state: 'approved' });
  return changeSets.map(({ changeSetId }) => changeSetId);
}

async function fillSignals({ ctx, callId }: { ctx: FilledContext; callId: string }): Promise<FilledWorld['signals']> {
  const { workspaceId, ids } = ctx;
  const [recordId = ''] = await recordsOf(ctx, 'deal');
  const [keptRecordId = '', ...others] = await recordsOf(ctx, 'contact');
  const at = ctx.clock.now();
  const shared = { workspaceId, recordId, evidence: [] };
  const signals = { commitment: [], contradiction: [], warning: [], duplicate: [], event: [] };
  const given: Record<keyof typeof signals, string[]> = signals;
  for (const place of many) {
    const row = { claimId: `claim:${place}`, owner: 'Maya Okafor', side: 'internal', text: 'Send it', state: 'open' };
    const quote = { quote: 'The price', turn: 0, start: 0, end: 9, speaker: 'Ana', side: 'external', sentence: '0.0' };
    const evidence = { ...quote, startMs: null, endMs: null };
    const commitment = ids.create('commitment');
    const inWorkspace = { workspaceId, callId, dealRecordId: recordId, createdAt: at };
    await ctx.db.insert(commitments).values({ ...row, ...inWorkspace, id: commitment, evidence });
    const contradiction = ids.create('contradiction');
    const what = { kind: 'amount', property: `property_${place}`, saidValue: '1', state: 'open', callId } as const;
    await ctx.db.insert(contradictions).values({ ...shared, ...what, id: contradiction, saidAt: at, foundAt: at });
    const event = ids.create('inboxEvent');
    const told = { source: 'gong', kind: 'call.created', payload: {}, receivedAt: at, state: 'dead' } as const;
    const key = { dedupeKey: String(place), subject: String(place) };
    await ctx.db.insert(inboxEvents).values({ ...told, ...key, id: event, workspaceId });
    given.commitment.push(commitment);
    given.contradiction.push(contradiction);
    given.event.push(event);
  }
  for (const otherRecordId of others) {
    const id = ids.create('duplicate');
    const pair = { keptRecordId, otherRecordId, evidence: [], confidence: 0.9 };
    const found = { objectType: 'contact', state: 'found', foundAt: at } as const;
    await ctx.db.insert(crmDuplicates).values({ ...pair, ...found, id, workspaceId });
    given.duplicate.push(id);
  }
  const warning = ids.create('warning');
  const raised = { kind: 'no_activity', severity: 'low', explanation: 'It is quiet.', raisedAt: at } as const;
  await ctx.db.insert(dealWarnings).values({ ...shared, ...raised, id: warning });
  given.warning.push(warning);
  return signals;
}

async function fillPeople(ctx: FilledContext): Promise<Pick<FilledWorld, 'people' | 'identities'>> {
  const made = { people: new Array<string>(), identities: new Array<string>() };
  for (const place of many.slice(0, 4)) {
    const [personId, id] = [ctx.ids.create('person'), ctx.ids.create('identity')];
    const name = `Colleague ${place}`;
    const shared = { workspaceId: ctx.workspaceId, name, createdAt: ctx.clock.now() };
    await ctx.db.insert(people).values({ ...shared, id: personId, kind: 'employee' });
    const evidence = { rule: 'first_seen', detail: 'first seen in hubspot' } as const;
    const known = { source: 'hubspot', externalId: `9${place}`, email: `colleague${place}@tidewater.example` } as const;
    await ctx.db.insert(identities).values({ ...shared, ...known, id, personId, evidence });
    made.people.push(personId);
    made.identities.push(id);
  }
  return made;
}

/** An administrator who stays, and accounts that may be ended. */
async function fillAccounts(ctx: FilledContext): Promise<Pick<FilledWorld, 'accounts' | 'secret'>> {
  const accounts = many.map((place) => `member${place}@tidewater.example`);
  const owner = 'ada@tidewater.example';
  for (const email of [owner, ...accounts]) {
    const role = email === owner ? 'administrator' : 'representative';
    const { token } = await inviteUser({ ctx, input: { email, name: 'A colleague', role } });
    if (email === owner || email === accounts[0]) {
      await redeemLink({ ctx: { ...ctx, actor: { type: 'visitor' } }, input: { token, password } });
    }
  }
  const { key } = await createKey({ ctx, input: { kind: 'personal', name: 'Everything', user: owner } });
  assert.ok(key);
  return { accounts, secret: key };
}
