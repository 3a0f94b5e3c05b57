import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { createFixedClock } from '#platform/clock';
import { createLog } from './create-log.ts';
import { createMemoryLog } from './memory-log.ts';

const AnyLine = z.record(z.string(), z.unknown());

function collect(): { lines: string[]; write: (line: string) => void } {
  const lines: string[] = [];
  return { lines, write: (line) => lines.push(line) };
}

test('a line is one JSON object with the time of the clock, the level, the sentence and the fields', () => {
  const { lines, write } = collect();
  const clock = createFixedClock(new Date('2026-03-04T05:06:07.000Z'));
  const log = createLog({ level: 'info', format: 'json', clock, write });
  log.child({ callId: 'call_1' }).info({ turns_count: 3 }, 'The call was read.');
  log.debug({}, 'This is below the level.');
  assert.equal(lines.length, 1);
  assert.deepEqual(AnyLine.parse(JSON.parse(lines[0] ?? '')), {
    level: 'info',
    time: '2026-03-04T05:06:07.000Z',
    callId: 'call_1',
    turns_count: 3,
    message: 'The call was read.',
  });
});

test('no secret and nothing that was said reaches the log, at any depth or inside an error', () => {
  const { lines, write } = collect();
  const log = createLog({ level: 'debug', format: 'json', write });
  const cause = Object.assign(new Error('connect postgres://sophia:hunter22@db.example/app'), { apiKey: 'sk-aaa' });
  log.error(
    {
      error: new Error('request with Bearer abcdefgh12345 failed', { cause }),
      OPENAI_API_KEY: 'sk-proj-1234567890abcdef',
      nested: { list: [{ quote: 'we lost the big account', headers: { authorization: 'Basic Zm9vOmJhcg==' } }] },
      transcript: { turns: ['we lost the big account'] },
      prompt: 'we lost the big account',
      contact: 'write to jane@buyer.example',
      address: 'https://vendor.example/v1?api_key=abc123&page=2',
      gongAccessKeySecret: 'shh-shh',
      reason: 'declined 4242 4242 4242 4242 of 078-05-1120',
    },
    'The request failed.',
  );
  const line = lines.join('');
  for (const forbidden of [
    'hunter22',
    'sk-aaa',
    'abcdefgh12345',
    'sk-proj',
    'lost the big',
    'Zm9v',
    'jane@',
    'abc123',
    'shh-shh',
    '4242',
    '1120',
  ]) {
    assert.ok(!line.includes(forbidden), `${forbidden} must not be logged: ${line}`);
  }
  assert.match(line, /page=2/);
  assert.match(line, /\[text, 23 characters\]/);
});

test('counts of tokens stay readable', () => {
  const log = createMemoryLog();
  log.info({ inputTokens: 12, outputTokens: 34 }, 'A model answered.');
  assert.deepEqual(log.lines, [
    { level: 'info', sentence: 'A model answered.', fields: { inputTokens: 12, outputTokens: 34 } },
  ]);
});

test('a circular value is logged and not followed for ever', () => {
  const log = createMemoryLog();
  const value: Record<string, unknown> = { name: 'loop' };
  value['self'] = value;
  log.warn({ value }, 'A value refers to itself.');
  assert.deepEqual(log.lines[0]?.fields, { value: { name: 'loop', self: '[circular]' } });
});

test('for a person a line has time, level, sentence and fields, and an error its stack', () => {
  const { lines, write } = collect();
  const clock = createFixedClock(new Date('2026-03-04T05:06:07.000Z'));
  const log = createLog({ level: 'info', format: 'lines', clock, write });
  log.error({ port: 8000, error: new Error('address in use') }, 'The server cannot listen.');
  const line = lines.join('');
  assert.match(line, /^05:06:07 .*error.* The server cannot listen\. .*port=8000/);
  assert.match(line, /error="address in use"/);
  assert.match(line, /\n.*Error: address in use\n/);
});
