import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, describe, it, type TestContext } from 'node:test';
import { trace } from '@opentelemetry/api';
import { z } from 'zod';
import { SophiaError } from '#platform/errors';
import { startTracing, type Tracing } from './start-tracing.ts';
import { currentTraceparent, withSpan } from './with-span.ts';

const said = 'we will not renew unless the price drops';

const OtlpSpan = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  attributes: z.array(z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) })),
  status: z.object({ code: z.number() }),
});
const OtlpBody = z.object({
  resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(OtlpSpan) })) })),
});

interface Collector {
  readonly endpoint: string;
  readonly bodies: string[];
  spans(): z.infer<typeof OtlpSpan>[];
}

/** An OTLP collector on this machine that keeps what it is sent. */
async function startCollector(context: TestContext): Promise<Collector> {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(Buffer.from(chunk));
    }
    bodies.push(`${request.url}\n${Buffer.concat(chunks).toString('utf8')}`);
    response.setHeader('content-type', 'application/json').end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => server.close());
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    bodies,
    spans: () =>
      bodies
        .map((body) => OtlpBody.parse(JSON.parse(body.slice(body.indexOf('\n')))))
        .flatMap((body) => body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))),
  };
}

describe('tracing', () => {
  const running: Tracing[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((tracing) => tracing.stop()));
  });

  async function start(endpoint: string, exportTimeoutMs = 10_000): Promise<Tracing> {
    const tracing = await startTracing({ endpoint, version: '0.1.0', exportTimeoutMs });
    running.push(tracing);
    return tracing;
  }

  it('sends nested spans as one trace, with the attributes that are listed', async (context) => {
    const collector = await startCollector(context);
    const tracing = await start(collector.endpoint);
    await withSpan({ name: 'call.analyze', attributes: { 'call.id': 'call_1' } }, async (span) => {
      span.setAttributes({ 'claims.kept': 4 });
      await withSpan({ name: 'claims.verify' }, async () => undefined);
    });
    await tracing.stop();
    assert.match(collector.bodies[0] ?? '', /^\/v1\/traces\n/);
    assert.match(collector.bodies.join(''), /"service.name","value":\{"stringValue":"sophia"\}/);
    const [inner, outer] = ['claims.verify', 'call.analyze'].map((name) =>
      collector.spans().find((span) => span.name === name),
    );
    assert.ok(inner !== undefined && outer !== undefined);
    assert.equal(inner.traceId, outer.traceId);
    assert.equal(inner.parentSpanId, outer.spanId);
    assert.deepEqual(outer.attributes, [
      { key: 'call.id', value: { stringValue: 'call_1' } },
      { key: 'claims.kept', value: { intValue: 4 } },
    ]);
    assert.equal(tracing.lastFailure(), null);
  });

  it('continues a trace from a stored traceparent, and starts a new one where that is broken', async (context) => {
    const collector = await startCollector(context);
    const tracing = await start(collector.endpoint);
    const stored = await withSpan({ name: 'call.import' }, async () => currentTraceparent());
    assert.match(stored ?? '', /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    await withSpan({ name: 'workflow.run', traceparent: stored }, async () => undefined);
    await withSpan({ name: 'workflow.lost', traceparent: 'nonsense' }, async () => undefined);
    await tracing.stop();
    const traceIds = new Map(collector.spans().map((span) => [span.name, span.traceId]));
    assert.equal(traceIds.get('workflow.run'), traceIds.get('call.import'));
    assert.notEqual(traceIds.get('workflow.lost'), traceIds.get('call.import'));
  });

  it('lets nothing out that was said, whichever way it gets into a span', async (context) => {
    const collector = await startCollector(context);
    const tracing = await start(collector.endpoint);
    const attempts = [
      withSpan({ name: 'call.analyze', attributes: { 'call.id': said } }, async () => undefined),
      withSpan({ name: said }, async () => undefined),
      withSpan({ name: 'model.ask' }, async () => {
        throw new Error(said);
      }),
      withSpan({ name: 'model.ask' }, async () => {
        throw new SophiaError('internal.unexpected', said);
      }),
    ];
    const foreign = trace.getTracer('a library').startSpan(`ask ${said}`, { attributes: { 'gen_ai.prompt': said } });
    foreign.addEvent('prompt', { content: said });
    foreign.recordException(new Error(said));
    foreign.setStatus({ code: 2, message: said });
    foreign.end();
    await Promise.allSettled(attempts);
    await tracing.stop();
    const bytes = collector.bodies.join('');
    assert.equal(collector.spans().length, 5);
    assert.ok(!bytes.includes(said) && !bytes.includes('renew'), bytes);
    assert.match(bytes, /internal\.unexpected/);
  });

  it('says why the last export failed, and never lets that stop the work', async () => {
    const tracing = await start('http://127.0.0.1:1', 500);
    assert.equal(await withSpan({ name: 'call.analyze' }, async () => 'done'), 'done');
    await tracing.stop();
    assert.notEqual(tracing.lastFailure(), null);
  });

  it('costs nothing and has no trace where no address is set', async () => {
    const tracing = await startTracing({ endpoint: null, version: '0.1.0' });
    assert.equal(tracing.state, 'off');
    assert.equal(await withSpan({ name: 'call.analyze' }, async () => currentTraceparent()), null);
    await tracing.stop();
  });
});
