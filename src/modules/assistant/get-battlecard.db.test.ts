import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { crmDefinitions, crmRecords } from '#modules/crm';
import { addDocument } from '#modules/documents';
import type { Context } from '#platform/context';
import { and, eq, sql } from '#platform/sql';
import { analysisSuite, analyzeText } from '#test/analysis-suite';
import { createAssistantWorld } from '#test/assistant-world';
import { countStatements } from '#test/count-statements';
import { askQuestion, getBattlecard, listCompetitors } from './index.ts';

const suite = await analysisSuite();
const { ctx, callId } = await createAssistantWorld(suite);

const withObjection = `Maya Okafor: Thanks for the time today, Sam. Where do we stand?
Sam Ortiz: Payloom is cheaper, and my worry is the sync, nothing ever posted back to the ledger with the last one, so it is too expensive for us.
Maya Okafor: I hear you. We post every payment to the ledger within the hour, with the charge code that you choose, and the price for that is fixed.
Sam Ortiz: Okay, good.
`;

async function mention(name: string): Promise<string> {
  const text = `Maya Okafor: What else did you look at?\nSam Ortiz: We had a look at Payloom again this week, for ${name}.\n`;
  return (await analyzeText({ ctx, name: `${name}.txt`, text })).callId;
}

async function addClosedDeal(place: number, stage: 's3' | 's4'): Promise<void> {
  await ctx.db.insert(crmRecords).values({
    id: `${ctx.workspaceId}-deal-9${place}`,
    workspaceId: ctx.workspaceId,
    source: 'hubspot',
    objectType: 'deal',
    externalId: `9${place}`,
    properties: { dealname: `Closed ${place}`, dealstage: stage, main_competitor: 'PAYLOOM' },
    name: `Closed ${place}`,
    ownerId: '11',
    createdAtSource: new Date('2026-07-01T12:00:00Z'),
    updatedAtSource: ctx.clock.now(),
    syncedAt: ctx.clock.now(),
  });
}

/** A stage in which a deal is lost, beside those that there are. */
async function addLostStage(): Promise<void> {
  const lost = { externalId: 's4', label: 'Closed Lost', position: 3, isClosed: true, isWon: false, probability: 0 };
  await ctx.db
    .update(crmDefinitions)
    .set({ body: sql`jsonb_set(body, '{stages}', (body -> 'stages') || ${JSON.stringify(lost)}::jsonb)` })
    .where(and(eq(crmDefinitions.workspaceId, ctx.workspaceId), eq(crmDefinitions.kind, 'pipeline')));
}

function as(role: 'representative' | 'administrator', seesOnly: readonly string[] | null): Context {
  const person = { type: 'user', userId: 'usr_1', name: 'Ben', email: 'ben@tidewater.example' } as const;
  return { ...ctx, actor: { ...person, grant: { role, scopes: null, seesOnly }, credentialId: 'ses_1' } };
}

describe('a battlecard', () => {
  test('is none at four mentions, and is one at five', async () => {
    await analyzeText({ ctx, name: 'Objection.txt', text: withObjection });
    await mention('payroll');
    await mention('reports');
    const four = await getBattlecard({ ctx, input: { competitor: 'payloom' } });
    assert.deepEqual([four.competitor, four.state, four.mentions, four.calls], ['Payloom', 'insufficient', 4, 4]);
    assert.deepEqual([four.said, four.objections, four.deals, four.passages], [[], [], null, []]);
    await mention('banking');
    const five = await getBattlecard({ ctx, input: { competitor: 'payloom' } });
    assert.deepEqual([five.state, five.mentions], ['ready', 5]);
    const { competitors } = await listCompetitors({ ctx });
    assert.deepEqual(competitors, [{ name: 'Payloom', mentions: 5, calls: 5, isSufficient: true }]);
  });

  test('quotes what was said of it with the turn, what was objected beside it, and what our people answered', async () => {
    const { said, objections, deals } = await getBattlecard({ ctx, input: { competitor: 'Payloom' } });
    assert.equal(said.length, 5);
    const first = said.find((quote) => quote.callId === callId);
    assert.deepEqual([first?.turn, first?.side, first?.speaker], [3, 'external', 'Sam Ortiz']);
    assert.match(first?.quote ?? '', /bank integration was slow/);
    assert.equal(first?.path, `/calls/${ctx.workspaceId}/${callId}#turn-3`);
    assert.deepEqual([first?.account, first?.accountId], ['Larkspur Hill', `${ctx.workspaceId}-company-901`]);
    const others = said.filter((quote) => quote.callId !== callId);
    assert.deepEqual([...new Set(others.map(({ accountId }) => accountId))], [null], 'of no company');
    const cheaper = objections.find(({ objection }) => objection.quote.includes('posted back'));
    assert.equal(cheaper?.kind, 'integration');
    assert.match(cheaper?.answer?.quote ?? '', /post every payment/);
    assert.equal(cheaper?.answer?.side, 'internal');
    assert.deepEqual(
      deals?.listed.map(({ name, state, mentions, isNamedInCrm }) => [name, state, mentions, isNamedInCrm]),
      [['Larkspur Hill - Renewal', 'open', 1, false]],
    );
  });

  test('has the lost deals in its win rate, and hides that below five closed ones', async () => {
    await addLostStage();
    for (const [place, stage] of (['s3', 's4', 's4', 's3'] as const).entries()) await addClosedDeal(place, stage);
    const four = await getBattlecard({ ctx, input: { competitor: 'Payloom' } });
    assert.deepEqual([four.deals?.won, four.deals?.lost, four.deals?.winRate], [2, 2, null]);
    assert.deepEqual(four.unknown, ['The win rate: 4 of these deals have closed, and it takes 5.']);
    await addClosedDeal(4, 's4');
    const five = await getBattlecard({ ctx, input: { competitor: 'Payloom' } });
    assert.deepEqual([five.deals?.open, five.deals?.won, five.deals?.lost, five.deals?.winRate], [1, 2, 3, 0.4]);
    assert.deepEqual(
      five.deals?.listed.map(({ name, state }) => [name, state]),
      [
        ['Larkspur Hill - Renewal', 'open'],
        ['Closed 0', 'won'],
        ['Closed 1', 'lost'],
        ['Closed 2', 'lost'],
        ['Closed 3', 'won'],
        ['Closed 4', 'lost'],
      ],
    );
    assert.deepEqual(five.unknown, []);
  });

  test('tells a customer only what documents for customers say', async () => {
    const inside = '# Our tricks\n\nPayloom hides its setup fee.\n\nNothing of it here.';
    await addDocument({ ctx, input: { name: 'inside.md', text: inside } });
    const outside = '# Payloom\n\nWe settle in two days; Payloomers is another word.';
    await addDocument({ ctx, input: { name: 'outside.md', text: outside, audience: 'external' } });
    const ours = await getBattlecard({ ctx, input: { competitor: 'Payloom' } });
    assert.deepEqual(
      ours.passages.map(({ name, audience, passage }) => [name, audience, passage]),
      [
        ['inside.md', 'internal', 'Payloom hides its setup fee.'],
        ['outside.md', 'external', '# Payloom\nWe settle in two days; Payloomers is another word.'],
      ],
    );
    const theirs = await getBattlecard({ ctx, input: { competitor: 'Payloom', audience: 'external' } });
    assert.deepEqual(
      [theirs.mentions, theirs.calls, theirs.said, theirs.objections, theirs.deals, theirs.unknown],
      [null, null, [], [], null, []],
    );
    assert.deepEqual(
      theirs.passages.map(({ name }) => name),
      ['outside.md'],
    );
  });

  test('reads the documents that name it together, not one by one', async () => {
    const { database } = suite;
    function look() {
      return getBattlecard({ ctx, input: { competitor: 'Payloom' } });
    }
    const before = await countStatements({ database, work: look });
    for (const place of [1, 2, 3, 4]) {
      await addDocument({ ctx, input: { name: `note-${place}.md`, text: `Payloom is ${place} days late.` } });
    }
    assert.equal((await look()).passages.length, 6);
    assert.equal(await countStatements({ database, work: look }), before);
  });

  test('counts and quotes only what whoever asks sees', async () => {
    const bounded = as('representative', ['ben@tidewater.example']);
    const card = await getBattlecard({ ctx: bounded, input: { competitor: 'Payloom' } });
    assert.deepEqual([card.state, card.mentions, card.said, card.deals], ['insufficient', 0, [], null]);
    assert.match(card.unknown.join(), /yours to see/);
    const whole = await getBattlecard({ ctx: as('administrator', null), input: { competitor: 'Payloom' } });
    assert.equal(whole.mentions, 5);
  });

  test('is none of a name that nobody has', async () => {
    await assert.rejects(getBattlecard({ ctx, input: { competitor: 'Nobody' } }), { code: 'competitor.not-found' });
  });

  test('is offered by the assistant', async () => {
    const question = 'battlecard for Payloom';
    const { actions } = await askQuestion({ ctx, input: { question, channel: 'api', conversation: null } });
    assert.deepEqual(actions, [
      {
        label: 'Open the battlecard',
        deed: null,
        path: null,
        command: `sophia battlecard "Payloom" --workspace ${ctx.workspaceId}`,
      },
    ]);
  });
});
