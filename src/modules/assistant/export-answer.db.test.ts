import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { auditRecords } from '#platform/db';
import { and, eq } from '#platform/sql';
import { analysisSuite } from '#test/analysis-suite';
import { createAssistantWorld } from '#test/assistant-world';
import { askQuestion, exportAnswer } from './index.ts';

const suite = await analysisSuite();
const { ctx, callId } = await createAssistantWorld(suite);

describe('an answer that is taken along', () => {
  test('says who asked and when, with proofs that open from elsewhere, and stands in the audit trail', async () => {
    const question = 'who said what about the bank integration?';
    const answer = await askQuestion({ ctx, input: { question, channel: 'command_line', conversation: null } });
    function baseUrl(): string {
      return 'https://sophia.example';
    }
    const exported = await exportAnswer({ ctx: { ...ctx, baseUrl }, input: { answerId: answer.answerId } });
    assert.deepEqual(exported.answer, answer);
    assert.equal(exported.question, question);
    assert.equal(exported.channel, 'command_line');
    assert.deepEqual(exported.askedBy, { key: 'operator:test', name: null });
    assert.equal(exported.proofs.length, answer.citations.length);
    const turn = exported.proofs[0]?.address ?? '';
    assert.match(turn, new RegExp(`^https://sophia\\.example/calls/${ctx.workspaceId}/${callId}#turn-\\d+$`));
    const records = await ctx.db
      .select()
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'answer.exported')));
    assert.deepEqual(
      records.map(({ resource, details }) => [resource, details]),
      [[{ type: 'answer', id: answer.answerId }, { whole: true }]],
    );
  });

  test('has no address where nobody has said how pages are reached', async () => {
    const question = 'who said what about the bank integration?';
    const { answerId } = await askQuestion({ ctx, input: { question, channel: 'api', conversation: null } });
    const { proofs } = await exportAnswer({ ctx, input: { answerId } });
    assert.ok(proofs.length > 0 && proofs.every(({ address }) => address === null));
  });
});
