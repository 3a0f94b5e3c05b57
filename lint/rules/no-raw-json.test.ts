import { testRule } from '../test-rule.ts';
import { noRawJson } from './no-raw-json.ts';

testRule({
  name: 'no-raw-json',
  rule: noRawJson,
  valid: [
    'const deal = Deal.parse(JSON.parse(text));',
    'const deal = Deal.safeParse(await response.json());',
    'const text = JSON.stringify(deal);',
    'reply.json({ ok: true });',
  ],
  invalid: [
    { code: 'const deal = JSON.parse(text);', messages: [/zod schema directly around/] },
    { code: 'const deal = await response.json();', messages: [/zod schema directly around/] },
    { code: 'const deal = JSON.parse(JSON.parse(text));', messages: [/zod schema directly/, /zod schema directly/] },
    { code: 'use(JSON.parse(text));', messages: [/zod schema directly around/] },
  ],
});
