import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createSubscribers } from './subscribers.ts';

it('what became of a set is shown on its cards, also where taking it back was refused', async () => {
  const started: string[] = [];
  const engine = { start: async ({ workflowId }: { workflowId: string }) => void started.push(workflowId) };
  const subscribers = createSubscribers({ engine, contextFor: () => assert.fail('nothing is looked up') });
  const starting = subscribers.find(({ name }) => name === 'start-workflow') ?? assert.fail('nothing starts');
  const request = { requestId: 'req_1', actor: { type: 'operator', name: 'maya' }, traceparent: null } as const;
  for (const type of ['change_set.applied', 'change_set.undo_refused'] as const) {
    assert.ok(starting.types.includes(type));
    const event = { type, changeSetId: 'set_1' };
    await starting.handle({ eventId: 7, workspaceId: 'ws', event, request });
  }
  assert.deepEqual(started, ['redraw:change_set:set_1:7', 'redraw:change_set:set_1:7']);
});
