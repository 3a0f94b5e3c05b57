import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, describe, it } from 'node:test';
import { takeWebhooks } from '#test/take-webhooks';
import { createOutbound } from './index.ts';
import { isPrivateAddress } from './is-private-address.ts';

const receiver = await takeWebhooks();
after(() => receiver.close());
const { port } = new URL(receiver.url);
const request = { headers: { 'content-type': 'application/json' }, body: '{}' };

describe('an address that a user names', () => {
  it('is known as private however it is written', () => {
    for (const address of [
      '0.0.0.0',
      '10.1.2.3',
      '100.64.0.1',
      '127.0.0.1',
      '127.255.255.254',
      '169.254.169.254',
      '172.31.0.1',
      '192.168.1.1',
      '198.19.0.1',
      '224.0.0.1',
      '255.255.255.255',
      '::',
      '::1',
      '::ffff:127.0.0.1',
      '::ffff:10.0.0.1',
      '::127.0.0.1',
      '64:ff9b::a00:1',
      '2002:7f00:1::',
      '2001::1',
      'fc00::1',
      'fd12:3456::1',
      'fe80::1',
      'ff02::1',
    ]) {
      assert.equal(isPrivateAddress(address), true, address);
    }
    for (const address of ['1.1.1.1', '172.32.0.1', '192.169.0.1', '2606:4700::1111', '::ffff:8.8.8.8']) {
      assert.equal(isPrivateAddress(address), false, address);
    }
  });

  it('is refused at once where it can be seen that it leads inside, or is no https address', () => {
    const outbound = createOutbound({ privateHosts: [] });
    for (const url of [
      'https://127.0.0.1/',
      'https://127.1/',
      'https://2130706433/',
      'https://0x7f000001/',
      'https://017700000001/',
      'https://[::1]/',
      'https://[::ffff:127.0.0.1]/',
      'https://169.254.169.254/latest/meta-data',
      'https://localhost/',
      'https://db.internal/',
      'https://printer.local./',
      'http://example.com/',
      'ftp://example.com/',
      'file:///etc/passwd',
      'https://name:password@example.com/',
      'nonsense',
    ]) {
      assert.throws(() => outbound.assertAllowed(url), { code: 'webhook.address-refused' }, url);
    }
    outbound.assertAllowed('https://example.com/hook?token=1');
  });

  it('is not asked where its name leads inside, by any of its addresses', async () => {
    const outbound = createOutbound({
      privateHosts: [],
      resolve: async () => [
        { address: '1.1.1.1', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ],
    });
    const outcome = await outbound.post({ ...request, url: `https://rebound.example:${port}/` });
    assert.equal(outcome.outcome, 'blocked');
    assert.match('reason' in outcome ? outcome.reason : '', /leads inside a network/);
    assert.equal(receiver.taken.length, 0);
  });

  it('is asked where it was checked, whatever its name leads to by then', async () => {
    const asked: string[] = [];
    const outbound = createOutbound({
      privateHosts: [`n8n.example:${port}`],
      resolve: async (host) => {
        asked.push(host);
        return [{ address: '127.0.0.1', family: 4 }];
      },
    });
    const outcome = await outbound.post({ ...request, url: `http://n8n.example:${port}/hook` });
    assert.deepEqual(
      { ...outcome, durationMs: 0 },
      {
        outcome: 'answered',
        status: 200,
        excerpt: '{}',
        retryAfterSeconds: null,
        durationMs: 0,
      },
    );
    assert.deepEqual(asked, ['n8n.example']);
    assert.equal(receiver.taken.at(-1)?.headers['host'], `n8n.example:${port}`);
    const elsewhere = await outbound.post({ ...request, url: 'http://n8n.example/' });
    assert.equal(elsewhere.outcome, 'blocked');
  });

  it('is given up where it does not answer in time, is not known, or cannot be reached', async () => {
    receiver.delayMs = 5_000;
    const impatient = createOutbound({ privateHosts: ['127.0.0.1'], timeoutMs: 100 });
    assert.equal((await impatient.post({ ...request, url: receiver.url })).outcome, 'timeout');
    receiver.delayMs = 0;
    const nowhere = createOutbound({ privateHosts: ['127.0.0.1'], resolve: async () => [] });
    assert.equal((await nowhere.post({ ...request, url: 'https://nowhere.example/' })).outcome, 'unreachable');
    const unresolved = createOutbound({ privateHosts: [], timeoutMs: 50, resolve: () => new Promise(() => {}) });
    assert.equal((await unresolved.post({ ...request, url: 'https://slow.example/' })).outcome, 'timeout');
    assert.equal((await nowhere.post({ ...request, url: 'http://127.0.0.1:1/' })).outcome, 'unreachable');
  });

  it('is read no further than its beginning, without control characters, and not followed', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(302, { location: receiver.url, 'retry-after': '120' });
      response.end(`a\u0000b\u001b[31m${'x'.repeat(1_000_000)}`);
    });
    after(() => server.close());
    const { promise, resolve } = Promise.withResolvers<void>();
    server.listen(0, '127.0.0.1', resolve);
    await promise;
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
    const before = receiver.taken.length;
    const outcome = await createOutbound({ privateHosts: ['127.0.0.1'] }).post({ ...request, url });
    assert.ok(outcome.outcome === 'answered');
    assert.equal(outcome.status, 302);
    assert.equal(outcome.retryAfterSeconds, 120);
    assert.ok(outcome.excerpt.startsWith('a b [31mxxx') && outcome.excerpt.length <= 1024);
    assert.equal(receiver.taken.length, before);
  });
});
