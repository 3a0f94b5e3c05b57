import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { z } from 'zod';
import { callText } from '#test/batch-of-calls';
import { startFirstWorkflow } from '#test/first-workflow-world';
import { sophiaWorlds } from '#test/sophia-world';
import { waitUntil } from '#test/wait-until';

const worlds = await sophiaWorlds();
const journey = ['operation.batches.submit', 'call.import', 'call.analyze'];

const OtlpSpan = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  startTimeUnixNano: z.string(),
});
type OtlpSpan = z.infer<typeof OtlpSpan>;
const OtlpBody = z.object({
  resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(OtlpSpan) })) })),
});

/** An OTLP collector on this machine that keeps what it is sent. */
async function startCollector(context: TestContext): Promise<{ endpoint: string; bodies: string[] }> {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    bodies.push(Buffer.concat(chunks).toString('utf8'));
    response.setHeader('content-type', 'application/json').end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => server.close());
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  return { endpoint: `http://127.0.0.1:${address.port}`, bodies };
}

function spansOf(bodies: readonly string[]): OtlpSpan[] {
  return bodies.flatMap((body) =>
    OtlpBody.parse(JSON.parse(body)).resourceSpans.flatMap(({ scopeSpans }) =>
      scopeSpans.flatMap(({ spans }) => spans),
    ),
  );
}

/** So many times the sets of a trace were written: once at once, and once for what was approved. */
function writesOf(spans: readonly OtlpSpan[], traceId: string): number {
  const applied = spans.filter((span) => span.name === 'change_set.apply' && span.traceId === traceId);
  const parents = new Set(applied.map(({ spanId }) => spanId));
  return new Set(
    spans.flatMap(({ name, parentSpanId = '' }) =>
      name.startsWith('crm.write') && parents.has(parentSpanId) ? [parentSpanId] : [],
    ),
  ).size;
}

describe('the journey of a call', { timeout: 900_000 }, () => {
  it('is one trace from intake to effect, with nothing in it that was said or who said it', async (context) => {
    const collector = await startCollector(context);
    const world = await worlds.create();
    await writeFile(join(world.folder, 'secret-name.txt'), callText(1));
    const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint };
    const ended = await world.run(['analyze', 'secret-name.txt', '--internal', 'Maya Okafor', '--format', 'json'], {
      environment,
    });
    assert.equal(ended.code, 0, ended.stderr);
    const spans = spansOf(collector.bodies);
    const steps = journey.map((name) => spans.filter((span) => span.name === name));
    assert.deepEqual(
      steps.map((found) => found.length),
      [1, 1, 1],
      spans.map(({ name }) => name).join(),
    );
    const [submitted, imported, analyzed] = steps.flat();
    assert.ok(submitted !== undefined && imported !== undefined && analyzed !== undefined);
    assert.deepEqual([imported.traceId, analyzed.traceId], [submitted.traceId, submitted.traceId]);
    assert.deepEqual([imported.parentSpanId, analyzed.parentSpanId], [submitted.spanId, imported.spanId]);
    const bytes = collector.bodies.join('');
    for (const said of ['big jump', 'controller', 'contract', 'Maya', 'Ortiz', 'secret-name']) {
      assert.ok(!bytes.includes(said), said);
    }
  });

  it('is one trace from the source to what is written to the CRM, also once a person has approved it', async (context) => {
    const collector = await startCollector(context);
    const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint };
    const world = await startFirstWorkflow(await worlds.createEmbedded(), environment);
    await world.control('gong', 'calls/next', { transcriptDelayMs: 0 });
    const card = await waitUntil('the card is there', {
      condition: async () => (await world.messages()).find((message) => message.text.startsWith('Approval needed')),
    });
    const place = { userId: 'U0MAYA0001', channel: card.channelId, ts: card.ts, actionId: 'change.approve' };
    const asked = (card.blocks ?? []).find((block) => String(block['block_id']).startsWith('change:'));
    await world.control('slack', 'press', { ...place, blockId: String(asked?.['block_id']) });
    const proposed = await waitUntil('a call has led to a proposal', {
      condition: () => {
        const spans = spansOf(collector.bodies);
        return spans
          .filter(({ name }) => name === 'call.propose')
          .findLast(({ traceId }) => writesOf(spans, traceId) > 1);
      },
    });
    const names = spansOf(collector.bodies).flatMap(({ name, traceId }) =>
      traceId === proposed.traceId ? [name] : [],
    );
    for (const name of [
      'call.take_in',
      'call.analyze',
      'call.match',
      'call.propose',
      'call.tell',
      'change_set.apply',
    ]) {
      assert.ok(names.includes(name), `${name} in ${names.join()}`);
    }
    assert.equal(names.filter((name) => name === 'call.take_in').length, 1, 'of one call alone');
  });

  it('goes on where the collector does not answer', async () => {
    const world = await worlds.create();
    await writeFile(join(world.folder, 'call.txt'), callText(1));
    const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' };
    const ended = await world.run(['analyze', 'call.txt', '--format', 'json'], { environment });
    assert.equal(ended.code, 0, ended.stderr);
  });
});
