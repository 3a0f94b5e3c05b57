import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startTestPortal, type TestPortal } from '../test-portal.ts';

describe('what HubSpot can be told to do wrong', () => {
  let portal: TestPortal;
  before(async () => {
    portal = await startTestPortal();
  });
  beforeEach(() => portal.control('reset', {}));
  after(() => portal.close());

  const answers: readonly [string, number, Record<string, unknown>][] = [
    ['rate_limited', 429, { errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING' }],
    ['daily_limit', 429, { message: 'You have reached your daily limit.', policyName: 'DAILY' }],
    ['server_error', 500, { category: 'INTERNAL_ERROR' }],
    ['unavailable', 503, { status: 'error' }],
    ['unauthorized', 401, { category: 'INVALID_AUTHENTICATION' }],
    ['expired_token', 401, { category: 'EXPIRED_AUTHENTICATION' }],
    ['locked', 423, { status: 'error' }],
    ['migrating', 477, { status: 'error' }],
  ];
  for (const [kind, status, fields] of answers) {
    it(`answers ${kind} with ${status}, once`, async () => {
      await portal.control('faults', { kind });
      const answer = await portal.ask('GET /crm/v3/objects/deals');
      assert.equal(answer.status, status);
      for (const [name, value] of Object.entries(fields)) assert.equal(answer.body[name], value);
      assert.equal((await portal.ask('GET /crm/v3/objects/deals')).status, 200);
    });
  }

  it('lets a move to another data center say when to come back', async () => {
    await portal.control('faults', { kind: 'migrating', retryAfterSeconds: 30 });
    assert.equal((await portal.ask('GET /crm/v3/objects/deals')).headers.get('retry-after'), '30');
  });

  it('drops a value without a word: the answer is 200 and the value stays', async () => {
    const id = await portal.idOf('deal-alder');
    await portal.control('faults', { kind: 'field_refused', route: 'deals.amount', times: null });
    const answer = await portal.ask(`PATCH /crm/v3/objects/deals/${id}`, {
      properties: { amount: '1.00', hs_next_step: 'Send the contract' },
    });
    assert.equal(answer.status, 200);
    const read = await portal.client.crm.deals.basicApi.getById(id, ['amount', 'hs_next_step'], ['amount']);
    assert.equal(read.properties['amount'], '31000.00');
    assert.equal(read.properties['hs_next_step'], 'Send the contract');
    assert.equal(read.propertiesWithHistory?.['amount']?.length, 1);
  });

  it('carries out what it does not answer', async () => {
    const id = await portal.idOf('deal-alder');
    await portal.control('faults', { kind: 'dropped_after', route: 'PATCH *' });
    await assert.rejects(portal.ask(`PATCH /crm/v3/objects/deals/${id}`, { properties: { amount: '5.00' } }));
    const read = await portal.client.crm.deals.basicApi.getById(id, ['amount']);
    assert.equal(read.properties['amount'], '5.00');
  });

  it('tells what it does not know in its own form', async () => {
    const unknown = await portal.ask('GET /crm/v3/nothing');
    assert.deepEqual([unknown.status, unknown.body['status']], [404, 'error']);
    const noType = await portal.ask('GET /crm/v3/objects/unicorns');
    assert.deepEqual([noType.status, noType.body['message']], [400, 'Unable to infer object type from: unicorns']);
    const noRecord = await portal.ask('GET /crm/v3/objects/deals/1');
    assert.deepEqual([noRecord.status, noRecord.body['category']], [404, 'OBJECT_NOT_FOUND']);
    const conflict = await portal.ask('POST /crm/v3/objects/contacts', {
      properties: { email: 'ANA.RUIZ@alderpoint.example' },
    });
    assert.equal(conflict.status, 409);
    const id = await portal.idOf('contact-ana');
    assert.equal(conflict.body['message'], `Contact already exists. Existing ID: ${id}`);
    const unreadable = await fetch(`${portal.url}/crm/v3/objects/deals`, {
      method: 'POST',
      headers: { authorization: 'Bearer pat-na1-simulator', 'content-type': 'application/json' },
      body: '{',
    });
    assert.equal(unreadable.status, 400);
  });
});
