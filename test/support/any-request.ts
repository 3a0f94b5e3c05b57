import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { type describeApi, Problem } from '#surfaces/rest';
import { arbitraryOfSchema } from './arbitrary-of-schema.ts';

type Described = ReturnType<typeof describeApi>['paths'][string][string];

const known = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const hostile = ['', ' ', '\0', '\ud800', '../../etc/passwd', "' or 1=1 --", '%', '_', 'null', '𝒳'.repeat(40), '1e999'];

interface Drawn {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly workspace: string;
}

/** Mostly what the description allows, and now and then what it does not. */
export function anyRequestOf(
  operation: Described,
  { words, workspaceId }: { words: readonly string[]; workspaceId: string },
): fc.Arbitrary<Drawn> {
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
    workspace: fc.oneof({ weight: 9, arbitrary: fc.constant(workspaceId) }, fc.constantFrom('nowhere', ...hostile)),
  });
}

/** Sends it, and holds the answer against the description. */
export async function assertAsDescribed({
  server,
  secret = null,
  path,
  method,
  operation,
  request,
}: {
  server: FastifyInstance;
  /** The key of whoever asks; null where nobody needs one. */
  secret?: string | null;
  path: string;
  method: string;
  operation: Described;
  request: Drawn;
}): Promise<{ readonly status: number; readonly body: string }> {
  const query = new URLSearchParams({ workspace: text(request.workspace) });
  const headers: Record<string, string> = {
    host: '127.0.0.1:8000',
    ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
  };
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
  const told = { status: answer.statusCode, body: answer.body };
  if (answer.statusCode < 400) return told;
  const { code } = Problem.parse(answer.json());
  const described = JSON.stringify(operation.responses[String(answer.statusCode)]);
  assert.ok(described.includes(`\`${code}\``) || code === 'address.not-found', `${code} ${said}`);
  return told;
}

/** A client resolves the dots of an address before it asks, which makes it another one. */
function inPath(value: string): string {
  return value === '.' || value === '..' ? 'dots' : encodeURIComponent(value);
}

function text(value: unknown): string {
  return String(value).toWellFormed();
}
