import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noteStatements, reviewContradictions } from '#modules/contradictions';
import { renderView } from '#modules/notifications';
import { dealWarnings } from '#modules/warnings';
import { analysisSuite, analyzeText } from '#test/analysis-suite';
import { createChangeWorld, setting } from '#test/change-world';
import { loadDealBrief } from './load-deal-brief.ts';

const suite = await analysisSuite();
const baseUrl = 'http://sophia.example';
const recordPage = 'https://crm.example/deal/501';

test('a brief leads each of its lines to where it is written: the CRM, or the turn in which it was said', async () => {
  const world = await createChangeWorld(suite);
  const { threads, models } = await suite.freshContext();
  const client = Object.assign(world.crm, { recordAddress: () => recordPage });
  const connections = { ...world.ctx.connections, crm: { state: 'on', client, simulated: true } } as const;
  const ctx = { ...world.ctx, threads, models, connections };
  const said = 'It is $27,500 that got approved, as Mr. Ortiz said.';
  const text = `Maya Okafor: Where are we?\nAna Ruiz: ${said}\n`;
  const { callId } = await analyzeText({ ctx, name: 'sum.txt', text });
  const recordId = `${ctx.workspaceId}-deal-501`;
  const { recordIds } = await noteStatements({ ctx, input: { callId, dealRecordId: recordId, competitorField: null } });
  await reviewContradictions({ ctx, input: { recordIds } });
  const start = said.indexOf('$27,500');
  const place = { quote: '$27,500', turn: 1, start, end: start + 7, sentence: '1.1', startMs: 0, endMs: 4000 };
  const evidence = { ...place, speaker: 'Ana Ruiz', side: 'external' } as const;
  await world.propose([{ ...setting('amount', '27500'), evidence: [{ callId, claimId: null, evidence, note: null }] }]);
  const warning = { workspaceId: ctx.workspaceId, recordId, severity: 'high', raisedAt: ctx.clock.now() };
  const quoted = { type: 'quote', callId, quote: said, speaker: 'Ana Ruiz', turn: 1, startMs: null };
  const set = { type: 'change', property: 'closedate', value: null, at: '2026-09-01T00:00:00.000Z', source: 'CRM_UI' };
  await ctx.db.insert(dealWarnings).values([
    { ...warning, id: 'wrn_brief_1', kind: 'ghosted', explanation: 'Nobody answers.', evidence: [set, quoted] },
    { ...warning, id: 'wrn_brief_2', kind: 'close_date_pushed', explanation: 'It moved.', evidence: [set] },
  ]);

  const brief = await loadDealBrief({ ctx, baseUrl, recordId, startsAt: null });
  assert.ok(brief !== null);
  const turn = `${baseUrl}/calls/${ctx.workspaceId}/${callId}#turn-1`;
  assert.ok(brief.facts.length > 0);
  assert.deepEqual(new Set(brief.facts.map(({ address }) => address)), new Set([recordPage]));
  assert.deepEqual(brief.warnings.map(({ text: words, address }) => [words.split(': ')[1], address]).toSorted(), [
    ['It moved.', recordPage],
    ['Nobody answers.', turn],
  ]);
  assert.deepEqual(brief.contradictions, [
    { text: 'Amount: the CRM has $30,000, the call says $27,500', address: turn },
  ]);
  assert.deepEqual(brief.waiting, [{ text: 'Amount: $30,000 → $27,500', address: turn }]);
  const words = JSON.stringify(renderView(brief));
  assert.match(words, /The calls say otherwise than the CRM.*Changes that wait for a decision/s);
  const webhook = { ...ctx, actor: { type: 'webhook', source: 'slack' } as const };
  await assert.rejects(loadDealBrief({ ctx: webhook, baseUrl, recordId, startsAt: null }), { code: 'access.denied' });

  const other = await createChangeWorld(suite);
  await assert.rejects(loadDealBrief({ ctx: other.ctx, baseUrl, recordId, startsAt: null }), {
    code: 'record.not-found',
  });
});
