import assert from 'node:assert/strict';
import { it } from 'node:test';
import { z } from 'zod';
import { estimateTokens } from './estimate-tokens.ts';
import { parseAnswer } from './parse-answer.ts';

const Schema = z.strictObject({ name: z.string() });

it('reads JSON also where a model wrote around it', () => {
  for (const text of ['{"name":"Ana"}', '```json\n{"name":"Ana"}\n```', 'Here it is: {"name":"Ana"} — done.']) {
    assert.deepEqual(parseAnswer(text, Schema), { ok: true, value: { name: 'Ana' } });
  }
});

it('says what is wrong without quoting the answer', () => {
  const problems = ['', '  ', 'no', '{"name":', '{"name":7}', '{"secret words":1}'].map((text) => {
    const parsed = parseAnswer(text, Schema);
    return parsed.ok ? 'ok' : parsed.problem;
  });
  assert.deepEqual(problems.slice(0, 4), [
    'the answer is empty',
    'the answer is empty',
    'the answer is not JSON',
    'the answer is not JSON',
  ]);
  assert.match(problems[4] ?? '', /does not fit the schema \(name: invalid_type\)/u);
  assert.ok(!problems.join().includes('secret'));
});

it('estimates tokens on the safe side in any script', () => {
  assert.equal(estimateTokens(''), 0);
  assert.equal(estimateTokens('abcdef'), 2);
  assert.equal(estimateTokens('日本'), 4);
});
