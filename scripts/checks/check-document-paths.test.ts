import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namedPaths } from './check-document-paths.ts';

test('links and code that look like paths are found; commands, patterns, addresses and fenced blocks are not', () => {
  const markdown = [
    'See [the map](ARCHITECTURE.md#glossary), [the site](https://example.com/a.md) and [above](#top).',
    'A verb stands in `src/modules/calls/get-call.ts`; run `npm run verify`; settings are in `.env.example`.',
    'Patterns such as `src/modules/<name>/index.ts`, `scripts/*.ts` and words like `and/or` name nothing.',
    '```sh',
    'cat `src/absent.ts`',
    '```',
  ].join('\n');
  assert.deepEqual(namedPaths(markdown), ['ARCHITECTURE.md', 'src/modules/calls/get-call.ts', '.env.example']);
});
