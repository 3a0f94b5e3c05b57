import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { askQuestion } from '#modules/assistant';
import { removeCall } from '#modules/calls';
import { listRecords } from '#modules/crm';
import { eq } from '#platform/sql';
import { analysisSuite } from '#test/analysis-suite';
import { createAssistantWorld } from '#test/assistant-world';
import { contradictions } from './index.ts';

const suite = await analysisSuite();
const { ctx, callId } = await createAssistantWorld(suite);

function proofOf(saidIn: string | null, quote: string) {
  const evidence = { quote, turn: 1, start: 0, end: quote.length, speaker: 'Sam Ortiz', side: 'external' };
  const times = { sentence: '1.0', startMs: null, endMs: null };
  return { callId: saidIn, claimId: null, evidence: { ...evidence, ...times }, note: null };
}

describe('a contradiction that quotes a call which is taken out', () => {
  it('keeps what the e-mail says, and nothing of the call', async () => {
    const [deal] = (await listRecords({ ctx, input: { objectType: 'deal', limit: 1, cursor: null } })).records;
    const id = ctx.ids.create('contradiction');
    const saidAt = ctx.clock.now();
    await ctx.db.insert(contradictions).values({
      id,
      workspaceId: ctx.workspaceId,
      recordId: deal?.recordId ?? '',
      kind: 'amount',
      property: 'amount',
      crmValue: '30000',
      saidValue: '28000',
      callId: null,
      emailId: 'eml_1',
      otherValue: '31000',
      saidAt,
      evidence: [proofOf(callId, 'We have 31,000.'), proofOf(null, 'We have 28,000.')],
      ownerId: null,
      state: 'open',
      foundAt: saidAt,
    });
    const question = 'where do calls and the crm disagree?';
    const answer = await askQuestion({ ctx, input: { question, channel: 'api', conversation: null } });
    assert.equal(answer.citations.length, 0, 'what an e-mail says is no turn of a call');
    await removeCall({ ctx, input: { callId, reason: 'private' } });
    const [row] = await ctx.db.select().from(contradictions).where(eq(contradictions.id, id));
    assert.equal(row?.otherValue, null);
    assert.deepEqual(row?.evidence, [proofOf(null, 'We have 28,000.')]);
  });
});
