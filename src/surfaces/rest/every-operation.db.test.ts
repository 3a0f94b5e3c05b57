import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { matchCall } from '#modules/matching';
import { createSearchEngine } from '#modules/search';
import { createOutbound } from '#platform/outbound';
import { arbitraryOfSchema } from '#test/arbitrary-of-schema';
import { createChangeWorld, setting } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { partyOf, storeCall } from '#test/source-calls';
import { workContextOf } from '#test/work-context';
import { describeApi, Problem } from './index.ts';

type Described = ReturnType<typeof describeApi>['paths'][string][string];

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const outbound = createOutbound({ privateHosts: [], resolve: async () => [] });
const ctx = { ...workContextOf(world.ctx).ctx, outbound, search: createSearchEngine() };
const { server } = await createRestServer(ctx);
after(() => server.close());

const runs = 12;
const known = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const hostile = ['', ' ', '\0', '\ud800', '../../etc/passwd', "' or 1=1 --", '%', '_', 'null', '𝒳'.repeat(40), '1e999'];

/** What there is, so that the operations are not only asked for what there is not. */
async function fillWorld(): Promise<readonly string[]> {
  const parties = [partyOf({ side: 'external', name: 'Ana Ruiz', speakerId: '2', email: 'sam@larkspur.example' })];
  const startedAt = '2026-09-10T10:00:00.000Z';
  const callId = await storeCall({ ctx, externalId: ctx.workspaceId, startedAt, parties });
  await matchCall({ ctx, input: { callId } });
  const [change] = await world.propose([setting('amount', '27500'), setting('next_steps', 'Board')]);
  assert.ok(change);
  return [callId, change.changeId, change.changeSetId, 'larkspur', '501', 'amount', 'deal'];
}

describe('asked for anything, an operation answers as described and never that something unforeseen happened', () => {
  let words: readonly string[] = [];
  before(async () => {
    words = await fillWorld();
  });

  for (const [path, methods] of Object.entries(describeApi().paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      it(operation.operationId, async () => {
        const requests = requestsOf(operation, words);
        const property = fc.asyncProperty(requests, (request) => ask({ path, method, operation, request }));
        await fc.assert(property, { numRuns: runs });
      });
    }
  }
});

interface Drawn {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly workspace: string;
}

/** Mostly what the description allows, and now and then what it does not. */
function requestsOf(operation: Described, words: readonly string[]): fc.Arbitrary<Drawn> {
  const parameters = operation.parameters.filter(({ name }) => name !== 'workspace');
  const fields = parameters.map((parameter) => [
    parameter.name,
    fc.oneof(
      { weight: 4, arbitrary: arbitraryOfSchema(parameter.schema, words) },
      { weight: 1, arbitrary: fc.constantFrom(...hostile) },
    ),
  ]);
  const requiredKeys = parameters.filter(({ required }) => required).map(({ name }) => name);
  const body = operation.requestBody?.content['application/json'].schema;
  return fc.record({
    fields: fc.record(Object.fromEntries(fields), { requiredKeys }),
    body:
      body === undefined
        ? fc.constant(undefined)
        : fc.oneof(
            { weight: 4, arbitrary: arbitraryOfSchema(body, words) },
            { weight: 1, arbitrary: fc.oneof(fc.jsonValue(), fc.constantFrom(...hostile)) },
          ),
    workspace: fc.oneof({ weight: 9, arbitrary: fc.constant(ctx.workspaceId) }, fc.constantFrom('nowhere', ...hostile)),
  });
}

async function ask({
  path,
  method,
  operation,
  request,
}: {
  path: string;
  method: string;
  operation: Described;
  request: Drawn;
}): Promise<void> {
  const query = new URLSearchParams({ workspace: text(request.workspace) });
  const headers: Record<string, string> = { host: '127.0.0.1:8000' };
  let address = `/api/v1${path}`;
  for (const { name, in: place } of operation.parameters) {
    if (!(name in request.fields)) continue;
    const value = text(request.fields[name]);
    if (place === 'path') address = address.replace(`{${name}}`, () => inPath(value));
    if (place === 'query') query.set(name, value);
    if (place === 'header') headers[name.toLowerCase()] = encodeURIComponent(value).slice(0, 200) || 'key';
  }
  const answer = await server.inject({
    method: known.find((one) => one === method.toUpperCase()) ?? 'GET',
    url: `${address}?${query.toString()}`,
    headers: { ...headers, ...(request.body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(request.body === undefined ? {} : { payload: JSON.stringify(request.body) }),
  });
  const said = `${method} ${address}?${query.toString()} ${JSON.stringify(request.body)}: ${answer.body.slice(0, 500)}`;
  assert.notEqual(answer.statusCode, 500, said);
  if (answer.statusCode !== 404) assert.match(String(answer.headers['x-request-id']), /^req_/, said);
  assert.ok(Object.hasOwn(operation.responses, String(answer.statusCode)), `${answer.statusCode} ${said}`);
  if (answer.statusCode < 400) return;
  const { code } = Problem.parse(answer.json());
  const described = JSON.stringify(operation.responses[String(answer.statusCode)]);
  assert.ok(described.includes(`\`${code}\``) || code === 'address.not-found', `${code} ${said}`);
}

/** A client resolves the dots of an address before it asks, which makes it another one. */
function inPath(value: string): string {
  return value === '.' || value === '..' ? 'dots' : encodeURIComponent(value);
}

function text(value: unknown): string {
  return String(value).toWellFormed();
}
