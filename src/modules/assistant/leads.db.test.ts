import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Answer } from '#contracts';
import { crmAssociations, crmDefinitions, crmRecords } from '#modules/crm';
import type { Context } from '#platform/context';
import { sql } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { definePipelines, putDeals } from '#test/pipeline-world';
import { askQuestion } from './index.ts';

const suite = await databaseForSuite();
const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
const { workspaceId } = ctx;
await definePipelines(ctx);

const leads = [
  ['1', 'Ana Ruiz', '11', 'l1', '2026-09-02'],
  ['2', 'Tom Field', '11', 'l2', '2026-08-11'],
  ['3', 'Quince Street', '12', 'l1', '2026-09-10'],
  ['4', 'kim@quince.example', '12', 'l1', '2026-07-01'],
] as const;

async function define(): Promise<void> {
  const stages = [
    { externalId: 'l1', label: 'Attempting', position: 0, isClosed: false, isWon: false, probability: null },
    { externalId: 'l2', label: 'Connected', position: 1, isClosed: false, isWon: false, probability: null },
    { externalId: 'l3', label: 'New', position: 2, isClosed: false, isWon: false, probability: null },
  ];
  await ctx.db.insert(crmDefinitions).values({
    workspaceId,
    source: 'hubspot',
    kind: 'pipeline',
    scope: 'lead',
    externalId: 'leads',
    body: { externalId: 'leads', label: 'Leads', stages },
    goneAt: null,
    updatedAt: ctx.clock.now(),
  });
  const company = {
    id: `${workspaceId}-company-901`,
    objectType: 'company' as const,
    externalId: '901',
    name: 'Oakmere',
  };
  const rows = leads.map(([externalId, name, ownerId, stage, day]) => ({
    ...rowOf({ id: `${workspaceId}-lead-${externalId}`, objectType: 'lead' as const, externalId, name }),
    ownerId,
    properties: { hs_lead_name: name, hs_pipeline_stage: stage },
    createdAtSource: new Date(`${day}T12:00:00Z`),
  }));
  await ctx.db.insert(crmRecords).values([...rows, rowOf(company)]);
  await ctx.db.insert(crmAssociations).values({
    workspaceId,
    source: 'hubspot',
    fromType: 'lead',
    fromExternalId: '3',
    toType: 'company',
    toExternalId: '901',
    labels: [],
    syncedAt: ctx.clock.now(),
  });
}

function rowOf<Row extends object>(row: Row) {
  const now = ctx.clock.now();
  const ownerId: string | null = null;
  const base = { workspaceId, source: 'hubspot', properties: {}, ownerId };
  return { ...base, createdAtSource: now, updatedAtSource: now, syncedAt: now, ...row };
}

await define();

async function ask(question: string, asker: Context = ctx): Promise<Answer> {
  const answer = await askQuestion({ ctx: asker, input: { question, channel: 'api', conversation: null } });
  assert.equal(answer.intent, 'leads.list', `${question}: ${answer.text}`);
  for (const { query, column, value } of answer.figures) {
    const { rows } = await ctx.db.execute(sql.raw(answer.queries[query]?.sql ?? ''));
    assert.equal(rows[0]?.[column], value, question);
  }
  return answer;
}

function linesOf({ lines }: Answer): string[] {
  return lines.map(({ text }) => text);
}

describe('questions about leads', () => {
  it('count and list them, the newest first, each with its record', async () => {
    const answer = await ask('how many leads do we have?');
    assert.equal(answer.text, '4 leads.');
    assert.deepEqual(linesOf(answer), [
      'Quince Street: Attempting, Oakmere, Ben Ruiz, came in 2026-09-10',
      'Ana Ruiz: Attempting, Maya Okafor, came in 2026-09-02',
      'Tom Field: Connected, Maya Okafor, came in 2026-08-11',
      'kim@quince.example: Attempting, Ben Ruiz, came in 2026-07-01',
    ]);
    assert.deepEqual(
      answer.citations.map(({ recordId }) => recordId?.slice(-1)),
      ['3', '1', '2', '4'],
    );
  });

  it('are narrowed by owner, stage and when they came in', async () => {
    assert.equal((await ask('leads of Maya Okafor')).text, '2 leads of Maya Okafor.');
    assert.equal((await ask('which leads are in Attempting?')).text, '3 leads in Attempting.');
    assert.match((await ask('how many leads came in this month?')).text, /^2 leads that came in this month/);
    assert.match((await ask('leads of Ines Vidal')).text, /^No lead of Ines Vidal is in the CRM\.$/);
  });

  it('leave the names of their stages to themselves: a new deal is in no stage of a lead', async () => {
    await putDeals(ctx, [{ id: '1', createdDay: '2026-09-03', changes: [['2026-09-03', 'dealstage', 's1']] }]);
    const question = 'how many new deals came in this month?';
    const answer = await askQuestion({ ctx, input: { question, channel: 'api', conversation: null } });
    assert.match(answer.text, /^1 deal/);
    assert.match((await ask('how many new leads came in this month?')).text, /^2 leads that came in this month/);
    assert.equal((await ask('how many leads are in New?')).text, 'No lead in New is in the CRM.');
  });

  it('go on with another stage of theirs', async () => {
    const input = { channel: 'api', conversation: 'stages' } as const;
    await askQuestion({ ctx, input: { ...input, question: 'which leads are in Attempting?' } });
    const next = await askQuestion({ ctx, input: { ...input, question: 'and Connected?' } });
    assert.equal(next.text, '1 lead in Connected.');
  });

  it('are counted by stage and by owner', async () => {
    const stages = linesOf(await ask('leads by stage'));
    assert.deepEqual(
      stages.map((line) => line.replace(/\s*[(,].*$/, '')),
      ['Attempting: 3 leads', 'Connected: 1 lead'],
    );
    assert.equal((await ask('leads per rep')).lines.length, 2);
  });

  it('keep an address from whom addresses are kept', async () => {
    const grant = { role: 'read_only', scopes: null, seesOnly: null } as const;
    const reader: Context = {
      ...ctx,
      actor: { type: 'user', userId: 'u1', name: 'R', email: 'r@tidewater.example', grant, credentialId: 's1' },
    };
    const told = JSON.stringify(await ask('list the leads', reader));
    assert.ok(told.includes('a lead without a name') && !told.includes('kim@'));
  });

  it('say what has to be there where there are none', async () => {
    const empty = suite.createContext({ workspaceId: await suite.createWorkspace() });
    const answer = await ask('how many leads do we have?', empty);
    assert.deepEqual([answer.outcome, answer.text], ['nothing', 'No lead is in the CRM.']);
    assert.match(answer.unknown.join(' '), /scopes for them are granted/);
  });
});
