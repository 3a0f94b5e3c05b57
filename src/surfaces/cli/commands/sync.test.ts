import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCommand } from '#test/run-command';

const cursor = { source: 'gong', stream: 'calls', lastSuccessAt: null, lagSeconds: null, lastCount: 0 };
const updatedAt = '2026-11-20T12:00:00.000Z';
const message = 'Expected a Gong workspace “Slaes” (GONG_WORKSPACES), found none. There are: Sales.';

describe('sophia sync status', () => {
  it('says of each stream that cannot be read why, whole, and what is to be done', async () => {
    const { code, messages } = await runCommand(['sync', 'status'], {
      cursors: [
        { ...cursor, updatedAt, problem: { code: 'vendor.unknown-workspace', message } },
        {
          ...cursor,
          stream: 'calls-review',
          updatedAt,
          problem: { code: 'vendor.unavailable', message: 'It is away.' },
        },
        { ...cursor, stream: 'trackers', updatedAt, problem: null },
      ],
    });
    assert.equal(code, 0);
    assert.ok(messages.includes(`gong calls: ${message} (vendor.unknown-workspace)\n→ `), messages);
    assert.match(messages, /sophia sync now tries at once/u);
    assert.match(messages, /gong calls-review: It is away\. \(vendor\.unavailable\)\n→ It is tried again by itself\./u);
    assert.doesNotMatch(messages, /gong trackers:/u);
  });
});
