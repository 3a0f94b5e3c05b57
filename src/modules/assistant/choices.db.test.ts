import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer } from '#contracts';
import { crmAssociations, crmRecords } from '#modules/crm';
import { analysisSuite } from '#test/analysis-suite';
import { createAssistantWorld } from '#test/assistant-world';
import { askQuestion } from './index.ts';

const suite = await analysisSuite();
const { ctx } = await createAssistantWorld(suite);
const { workspaceId } = ctx;
await addDeal({ id: '601', name: 'Driftpine Communities - Renewal', company: '910', day: '2026-10-01' });
await addDeal({ id: '602', name: 'Driftpine Communities - Recover', company: '910', day: '2026-11-02' });
await addDeal({ id: '603', name: 'Gorse Row - Pay', company: '911', day: '2026-12-03' });
await addDeal({ id: '604', name: 'Gorse Row - Pay', company: '911', day: '2026-12-24' });
await addCompany('910', 'Driftpine Communities');
await addCompany('911', 'Gorse Row');

async function addCompany(id: string, name: string): Promise<void> {
  await addRecord({ id, name, objectType: 'company', properties: { name } });
}

async function addDeal(deal: { id: string; name: string; company: string; day: string }): Promise<void> {
  const { id, name, company, day } = deal;
  const properties = { dealname: name, dealstage: 's1', amount: '1000', closedate: day };
  await addRecord({ id, name, objectType: 'deal', properties });
  await ctx.db.insert(crmAssociations).values({
    workspaceId,
    source: 'hubspot',
    fromType: 'deal',
    fromExternalId: id,
    toType: 'company',
    toExternalId: company,
    labels: [],
    syncedAt: ctx.clock.now(),
  });
}

async function addRecord(record: {
  id: string;
  name: string;
  objectType: 'deal' | 'company';
  properties: Record<string, string>;
}): Promise<void> {
  const { id, objectType } = record;
  const now = ctx.clock.now();
  await ctx.db.insert(crmRecords).values({
    ...record,
    id: `${workspaceId}-${objectType}-${id}`,
    externalId: id,
    workspaceId,
    source: 'hubspot',
    ownerId: '11',
    createdAtSource: now,
    updatedAtSource: now,
    syncedAt: now,
  });
}

function ask(question: string, conversation: string | null = null): Promise<Answer> {
  return askQuestion({ ctx, input: { question, channel: 'api', conversation } });
}

describe('a choice', () => {
  test('is answered as the question that it stands for', async () => {
    for (const question of ['when does Driftpine close', 'when does Driftpine close and who owns it?']) {
      const back = await ask(question);
      assert.deepEqual([back.outcome, back.choices.length], ['ask_back', 2], question);
      const days = [];
      for (const choice of back.choices) days.push((await ask(choice.question)).text);
      assert.deepEqual(days, [
        'Driftpine Communities - Recover has the close date 2026-11-02.',
        'Driftpine Communities - Renewal has the close date 2026-10-01.',
      ]);
    }
  });

  test('tells deals of one name apart, and means one of them', async () => {
    const back = await ask('what is the close date of Gorse Row');
    assert.deepEqual(
      back.choices.map(({ label }) => label),
      [
        'Gorse Row - Pay (Discovery, Maya Okafor, closes 2026-12-03)',
        'Gorse Row - Pay (Discovery, Maya Okafor, closes 2026-12-24)',
      ],
    );
    const answers = await Promise.all(back.choices.map(({ question }) => ask(question)));
    assert.deepEqual(
      answers.map(({ text }) => text.slice(-11)),
      ['2026-12-03.', '2026-12-24.'],
    );
  });

  test('is picked by a word of it or by its place, in the conversation that asked back', async () => {
    for (const [conversation, reply, day] of [
      ['choice-word', 'the renewal', '2026-10-01'],
      ['choice-word-2', 'Recover please', '2026-11-02'],
      ['choice-place', 'the second one', '2026-10-01'],
    ] as const) {
      assert.equal((await ask('when does Driftpine close', conversation)).outcome, 'ask_back');
      assert.match((await ask(reply, conversation)).text, new RegExp(`has the close date ${day}`), reply);
      assert.match((await ask('and who owns it', conversation)).text, /is owned by Maya Okafor/);
    }
  });

  test('of something that is not there, or not seen, is read as words', async () => {
    const answer = await ask('when does Larkspur Hill close, for Larkspur Hill [other-deal-501]?');
    assert.match(answer.text, /2026-09-28/);
    assert.doesNotMatch(answer.text, /other-deal/);
  });
});
