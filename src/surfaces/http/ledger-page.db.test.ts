import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { getEvent, receiveEvent, settleEvent } from '#modules/intake';
import type { Actor } from '#platform/context';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { workContextOf } from '#test/work-context';

const suite = await databaseForSuite();
const { ctx } = workContextOf((await createChangeWorld(suite)).ctx);
const asker: { actor: Actor } = { actor: ctx.actor };
const { server } = await createRestServer(ctx, { contextFor: ({ requestId }) => ({ ...ctx, ...asker, requestId }) });
after(() => server.close());
const host = '127.0.0.1:8000';

async function open(): Promise<string> {
  return (await server.inject({ url: '/ledger?tab=calls', headers: { host, accept: 'text/html' } })).body;
}

async function retry(inboxId: string, origin = `http://${host}`) {
  const url = `/ledger/events/${inboxId}/retry?tab=calls`;
  const headers = { host, origin, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
  const { statusCode, headers: answered } = await server.inject({ method: 'POST', url, headers, payload: '' });
  return { status: statusCode, location: answered.location };
}

test('the ledger shows what failed in every try to who may read the inbox, and has it tried again', async () => {
  const told = { source: 'slack', kind: 'command', subject: 'U1', payload: {}, occurredAt: null } as const;
  const { inboxId } = await receiveEvent({ ctx, input: { ...told, dedupeKey: 'ledger-page:1' } });
  const problem = { code: 'vendor.refused', message: 'Slack refused it.', action: 'Look at it.' };
  await settleEvent({ ctx, input: { inboxId, problem, attempts: 3 } });
  const shown = await open();
  assert.match(shown, /1 event could not be processed/);
  assert.match(shown, new RegExp(`action="/ledger/events/${inboxId}/retry\\?tab=calls"`));

  const key = { type: 'service', keyId: 'key_1', name: 'reader' } as const;
  asker.actor = { ...key, grant: { role: 'read_only', scopes: null, seesOnly: null } };
  assert.doesNotMatch(await open(), /could not be processed|Slack refused it/);
  assert.equal((await retry(inboxId)).status, 403);
  asker.actor = ctx.actor;
  assert.equal((await retry(inboxId, 'https://elsewhere.example')).status, 403);
  assert.equal((await getEvent({ ctx, input: { inboxId } })).state, 'dead');

  assert.deepEqual(await retry(inboxId), { status: 303, location: '/ledger?tab=calls#dead' });
  assert.equal((await getEvent({ ctx, input: { inboxId } })).state, 'received');
  assert.doesNotMatch(await open(), /could not be processed/);
});
