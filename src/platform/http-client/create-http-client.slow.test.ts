import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { after, describe, it } from 'node:test';
import { systemClock } from '#platform/clock';
import { SophiaError } from '#platform/errors';
import { createHttpClient, type HostPolicy, type HttpAttempt, type HttpClient } from './index.ts';

type Handler = (request: IncomingMessage, response: ServerResponse & { count: number }) => void;

const closers: (() => Promise<void>)[] = [];
after(async () => {
  for (const close of closers) await close();
});

describe('an HTTP client', () => {
  it('retries a GET that the host could not serve and gives back the answer', async () => {
    const { url, client, attempts } = await setUp((_request, response) => {
      response.writeHead(response.count < 3 ? 503 : 200).end('done');
    });
    const answer = await client.createFetch()(url);
    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), 'done');
    assert.deepEqual(
      attempts.map(({ status, outcome, attempt, method }) => [status, outcome, attempt, method]),
      [
        [503, 'answered', 1, 'GET'],
        [503, 'answered', 2, 'GET'],
        [200, 'answered', 3, 'GET'],
      ],
    );
  });

  it('gives back the last failure as it came when retries are used up', async () => {
    const { url, client, attempts } = await setUp((_request, response) => response.writeHead(500).end('broken'), {
      retries: 1,
    });
    const answer = await client.createFetch()(url);
    assert.equal(answer.status, 500);
    assert.equal(await answer.text(), 'broken');
    assert.equal(attempts.length, 2);
  });

  it('sends a POST once unless that is allowed, and then with its body each time', async () => {
    const bodies: string[] = [];
    const { url, client } = await setUp(async (request, response) => {
      bodies.push(Buffer.concat(await request.toArray()).toString());
      response.writeHead(response.count <= 2 ? 503 : 200).end();
    });
    const init = { method: 'POST', body: 'payload' };
    assert.equal((await client.createFetch()(url, init)).status, 503);
    assert.equal((await client.createFetch({ retryUnsafe: true })(url, init)).status, 200);
    assert.deepEqual(bodies, ['payload', 'payload', 'payload']);
  });

  it('gives a status back at once that the caller treats by itself', async () => {
    const { url, client, attempts } = await setUp((_request, response) => response.writeHead(429).end());
    assert.equal((await client.createFetch({ ownStatuses: [429] })(url)).status, 429);
    assert.equal(attempts.length, 1);
  });

  it('does not send a POST again when the connection broke off after it, even where retries are allowed', async () => {
    const { url, client, attempts } = await setUp((request) => request.socket.destroy());
    const sending = client.createFetch({ retryUnsafe: true })(url, { method: 'POST', body: 'x' });
    await assert.rejects(sending, isSophiaError('vendor.unavailable', { sent: true }));
    assert.equal(attempts.length, 1);
  });

  it('asks only once more, and soon, where nobody listens, whatever the retries', async () => {
    const { client, attempts } = await setUp(() => undefined);
    const url = await urlOfNobody();
    for (const method of ['GET', 'POST']) {
      const before = attempts.length;
      const startedMs = performance.now();
      const asking = client.createFetch({ retryUnsafe: true, policy: { retries: 6 } })(url, { method });
      await assert.rejects(asking, isSophiaError('vendor.unavailable', { sent: false }));
      assert.equal(attempts.length - before, 2, method);
      assert.ok(performance.now() - startedMs < 20_000, method);
    }
  });

  it('says that nothing was sent where nobody listens', async () => {
    const { client } = await setUp(() => undefined);
    const url = await urlOfNobody();
    const request = client.createFetch({ policy: { retries: 0 } })(url);
    await assert.rejects(request, isSophiaError('vendor.unavailable', { sent: false }));
  });

  it('waits as long as Retry-After says before it tries again', async () => {
    const times: number[] = [];
    const { url, client } = await setUp((_request, response) => {
      times.push(performance.now());
      response
        .writeHead(response.count === 1 ? 429 : 200, response.count === 1 ? { 'retry-after-ms': '120' } : {})
        .end();
    });
    assert.equal((await client.createFetch()(url)).status, 200);
    assert.ok((times[1] ?? 0) - (times[0] ?? 0) >= 115);
  });

  it('gives a long Retry-After back at once and then leaves the host alone', async () => {
    const { url, client, attempts } = await setUp((_request, response) => {
      response.writeHead(429, { 'retry-after': '60' }).end();
    });
    const fetch = client.createFetch();
    assert.equal((await fetch(url)).status, 429);
    await assert.rejects(fetch(url), isSophiaError('vendor.rate-limited', { sent: false }));
    assert.equal(attempts.length, 1);
  });

  it('does not try again where the host says that it is of no use', async () => {
    const { url, client, attempts } = await setUp((_request, response) => {
      response.writeHead(429, { 'x-should-retry': 'false' }).end();
    });
    assert.equal((await client.createFetch()(url)).status, 429);
    assert.equal(attempts.length, 1);
  });

  for (const [name, handler] of [
    ['never answers', () => undefined],
    ['stops in the middle of its answer', (_request: IncomingMessage, response: ServerResponse) => response.write('x')],
  ] as const) {
    it(`calls it a timeout when the host ${name}`, async () => {
      const { url, client, attempts } = await setUp(handler, { timeoutMs: 60, retries: 0 });
      await assert.rejects(client.createFetch()(url), isSophiaError('vendor.timeout', { sent: true }));
      assert.deepEqual(
        attempts.map(({ outcome }) => outcome),
        ['timeout'],
      );
    });
  }

  it('leaves a host alone after failures in a row and asks again later', async () => {
    let healthy = false;
    const { url, client, attempts } = await setUp(
      (_request, response) => response.writeHead(healthy ? 200 : 500).end(),
      {
        retries: 0,
        breakerFailures: 2,
        breakerOpenMs: 1_000,
      },
    );
    const fetch = client.createFetch();
    await fetch(url);
    await fetch(url);
    await assert.rejects(fetch(url), isSophiaError('vendor.unavailable', { sent: false }));
    assert.equal(attempts.length, 2);
    healthy = true;
    const deadlineMs = performance.now() + 30_000;
    let status = 0;
    while (status !== 200 && performance.now() < deadlineMs) {
      status = await fetch(url).then(
        (answer) => answer.status,
        () => 0,
      );
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.equal(status, 200);
  });

  it('starts no more requests in a window than the host allows', async () => {
    const times: number[] = [];
    const { url, client } = await setUp(
      (_request, response) => {
        times.push(performance.now());
        response.end();
      },
      { rateLimit: { requests: 2, windowMs: 1_000 } },
    );
    const fetch = client.createFetch();
    await Promise.all([fetch(url), fetch(url), fetch(url)]);
    assert.equal(times.length, 3);
    assert.ok((times[2] ?? 0) - (times[0] ?? 0) >= 500);
  });

  it('keeps only so many requests under way at once', async () => {
    let open = 0;
    let most = 0;
    const { url, client } = await setUp(
      (_request, response) => {
        open += 1;
        most = Math.max(most, open);
        setImmediate(() => {
          open -= 1;
          response.end();
        });
      },
      { concurrency: 2 },
    );
    const fetch = client.createFetch();
    await Promise.all(Array.from({ length: 8 }, () => fetch(url)));
    assert.equal(most, 2);
  });

  it('follows no redirect, so that a key stays with its host', async () => {
    const { url, client, attempts } = await setUp((_request, response) => {
      response.writeHead(302, { location: 'http://127.0.0.1:1/elsewhere' }).end();
    });
    const answer = await client.createFetch()(url, { headers: { 'x-api-key': 'secret' } });
    assert.equal(answer.status, 302);
    assert.equal(attempts.length, 1);
  });

  it('refuses an answer that is too large', async () => {
    const { url, client } = await setUp((_request, response) => response.end('x'.repeat(2_000)), {
      maxResponseBytes: 1_000,
    });
    await assert.rejects(client.createFetch()(url), isSophiaError('vendor.malformed', { sent: true }));
  });

  it('ends a wait between attempts when the caller gives up', async () => {
    const { url, client } = await setUp((_request, response) => {
      response.writeHead(429, { 'retry-after': '10' }).end();
    });
    const signal = AbortSignal.timeout(50);
    const startedMs = performance.now();
    await assert.rejects(client.createFetch()(url, { signal }), { name: 'TimeoutError' });
    assert.ok(performance.now() - startedMs < 8_000);
  });

  it('sends nothing for a caller who has given up before', async () => {
    const { url, client, attempts } = await setUp((_request, response) => response.end());
    await assert.rejects(client.createFetch()(url, { signal: AbortSignal.abort(new Error('gone')) }), /gone/u);
    assert.equal(attempts.length, 0);
  });

  it('gives an event stream back before it ends', async () => {
    const { url, client } = await setUp((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
    });
    const answer = await client.createFetch()(url);
    const reader = answer.body?.getReader();
    const first = await reader?.read();
    assert.equal(new TextDecoder().decode(first?.value), 'data: 1\n\n');
    await reader?.cancel();
  });

  it('cancels what is under way and refuses more once it is closed', async () => {
    const { url, client } = await setUp(() => undefined);
    const waiting = client.createFetch()(url);
    const rejected = assert.rejects(waiting, isSophiaError('vendor.unavailable', { sent: false }));
    client.close();
    await rejected;
    await assert.rejects(client.createFetch()(url), isSophiaError('vendor.unavailable', { sent: false }));
  });
});

/** An address that was free a moment ago. */
async function urlOfNobody(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
}

async function setUp(
  handler: Handler,
  policy: Partial<HostPolicy> = {},
): Promise<{ url: string; client: HttpClient; attempts: HttpAttempt[] }> {
  let count = 0;
  const server = createServer((request, response) => {
    count += 1;
    handler(request, Object.assign(response, { count }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const attempts: HttpAttempt[] = [];
  const client = createHttpClient({
    clock: systemClock,
    random: () => 0,
    policies: { [host]: policy },
    onAttempt: (attempt) => attempts.push(attempt),
  });
  closers.push(async () => {
    client.close();
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return { url: `http://${host}/path`, client, attempts };
}

function isSophiaError(code: string, details: { sent: boolean }): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof SophiaError, String(error));
    assert.equal(error.code, code);
    assert.equal(error.details['sent'], details.sent);
    return true;
  };
}
