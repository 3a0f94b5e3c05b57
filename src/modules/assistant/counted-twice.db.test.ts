import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer } from '#contracts';
import { contradictions } from '#modules/contradictions';
import { crmDuplicates } from '#modules/crm';
import { analysisSuite } from '#test/analysis-suite';
import { createAssistantWorld } from '#test/assistant-world';
import { askQuestion } from './index.ts';

const suite = await analysisSuite();
const { ctx, callId } = await createAssistantWorld(suite);
const { workspaceId } = ctx;
await ctx.db.insert(crmDuplicates).values({
  id: `${workspaceId}-dup-1`,
  workspaceId,
  objectType: 'deal',
  keptRecordId: `${workspaceId}-deal-501`,
  otherRecordId: `${workspaceId}-deal-502`,
  evidence: [],
  confidence: 0.92,
  state: 'found',
  changeSetId: null,
  foundAt: ctx.clock.now(),
  settledAt: null,
});
await ctx.db.insert(contradictions).values({
  id: `${workspaceId}-ctr-1`,
  workspaceId,
  recordId: `${workspaceId}-deal-501`,
  kind: 'amount',
  property: 'amount',
  crmValue: '30000',
  saidValue: '27500',
  callId,
  emailId: null,
  otherValue: null,
  saidAt: new Date('2026-09-10T12:00:00Z'),
  evidence: [],
  ownerId: '11',
  state: 'open',
  changeId: null,
  foundAt: ctx.clock.now(),
});

function ask(question: string): Promise<Answer> {
  return askQuestion({ ctx, input: { question, channel: 'api', conversation: null } });
}

describe('what is known to be doubtful', () => {
  test('stands beside a sum in which one deal may be counted twice', async () => {
    for (const question of ['which deals close this quarter', 'how much pipeline do we have']) {
      assert.match(
        (await ask(question)).unknown.join(' '),
        /“Larkspur Hill - Renewal” and “Quince Street - Pay” are held for one deal \(92 % sure\), so \$12,500\.50 may be counted twice/,
        question,
      );
    }
    assert.doesNotMatch((await ask('which deals of Maya close this quarter')).unknown.join(' '), /counted twice/);
  });

  test('stands beside an amount that a call or an e-mail contradicts', async () => {
    assert.equal(
      (await ask('what is the amount of Larkspur Hill')).text,
      'Larkspur Hill - Renewal is worth $30,000. A call of 2026-09-10 says $27,500; which is right is not settled.',
    );
  });
});
