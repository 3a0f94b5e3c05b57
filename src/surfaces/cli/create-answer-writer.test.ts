import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { it } from 'node:test';
import type { AnswerEvent } from '#contracts';
import { sampleAnswer } from '#test/sample-answer';
import { createAnswerWriter } from './create-answer-writer.ts';
import { describeAnswer } from './describe-answer.ts';

const answer = { ...sampleAnswer, text: 'Three deals \u001b[31mclose this quarter.' };

function write(events: readonly AnswerEvent[]) {
  const output = new PassThrough();
  const messages = new PassThrough();
  const terminal = { input: new PassThrough(), output, messages, workingDirectory: '/', colors: false };
  const writer = createAnswerWriter(terminal);
  for (const event of events) writer.write(event);
  writer.end({ answer, showQuery: true });
  return { output: String(output.read()), messages: String(messages.read() ?? '') };
}

it('writes the same whether an answer comes at once, in parts, or begins anew', () => {
  const whole = `${describeAnswer({ answer, showQuery: true })}\n`;
  const understood = { type: 'understood', intent: answer.intent, text: answer.understood } as const;
  const text = [
    { type: 'text', text: 'Three deals ' },
    { type: 'text', text: '\u001b[31mclose this quarter.' },
  ] as const;
  const lines = answer.lines.map((line) => ({ type: 'line', ...line }) as const);
  assert.equal(write([]).output, whole);
  assert.equal(write([understood]).output, whole);
  assert.equal(write([understood, ...text, ...lines, { type: 'done', answer }]).output, whole);
  assert.ok(!whole.includes('\u001b'));
  const step = { type: 'step', number: 1, text: 'Search for “terms”', found: null } as const;
  assert.deepEqual(write([understood, step, ...text, ...lines]), {
    output: whole,
    messages: '1. Search for “terms”\n',
  });
  const anew = write([understood, ...text, understood, ...text, ...lines]);
  assert.match(anew.messages, /begins anew/);
  assert.ok(anew.output.endsWith(whole));
});
