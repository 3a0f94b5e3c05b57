import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { type describeApi, Problem } from '#surfaces/rest';
import { arbitraryOfSchema, type Known } from './arbitrary-of-schema.ts';

type Described = ReturnType<typeof describeApi>['paths'][string][string];

const known = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const hostile = ['', ' ', '\0', '\ud800', '../../etc/passwd', "' or 1=1 --", '%', '_', 'null', '𝒳'.repeat(40), '1e999'];

interface Drawn {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/**
 * Mostly what there is and the description allows, so that something is done; now and then what is not there, or what
 * the description does not allow.
 */
export function anyRequestOf(operation: Described, known: Known): fc.Arbitrary<Drawn> {
  return fc.oneof(
    { weight: 2, arbitrary: soundRequestOf(operation, known) },
    { weight: 1, arbitrary: loose(operation, known) },
  );
}

/** What is free text, not needed and of which nothing is known is left out: it would only be found missing. */
function soundRequestOf(operation: Described, known: Known): fc.Arbitrary<Drawn> {
  const fields: Record<string, fc.Arbitrary<unknown>> = {};
  for (const { name, required, schema } of operation.parameters) {
    const samples = samplesOf({ operation, name, known });
    const isFree = schema['type'] === 'string' && !('enum' in schema) && !('format' in schema);
    if (samples !== undefined) fields[name] = fc.constantFrom(...samples);
    else if (required || !isFree) fields[name] = arbitraryOfSchema(schema, known);
  }
  return fc.record({ fields: fc.record(fields, { requiredKeys: needed(operation) }), body: bodyOf(operation, known) });
}

function loose(operation: Described, known: Known): fc.Arbitrary<Drawn> {
  const fields = operation.parameters.map(({ name, schema }) => {
    const samples = samplesOf({ operation, name, known });
    const fitting = samples === undefined ? arbitraryOfSchema(schema, known) : fc.constantFrom(...samples);
    return [name, fc.oneof({ weight: 4, arbitrary: fitting }, { weight: 1, arbitrary: fc.constantFrom(...hostile) })];
  });
  const body = bodyOf(operation, known);
  const foreign = fc.oneof(fc.jsonValue(), fc.constantFrom(...hostile));
  return fc.record({
    fields: fc.record(Object.fromEntries(fields), { requiredKeys: needed(operation) }),
    body: operation.requestBody === undefined ? body : fc.oneof({ weight: 3, arbitrary: body }, foreign),
  });
}

function needed({ parameters }: Described): string[] {
  return parameters.filter(({ name, required }) => required || name === 'workspace').map(({ name }) => name);
}

function bodyOf(operation: Described, known: Known): fc.Arbitrary<unknown> {
  const schema = operation.requestBody?.content['application/json'].schema;
  if (schema === undefined) return fc.constant(undefined);
  const samples = known.named[`${operation.operationId}.body`];
  return samples === undefined ? arbitraryOfSchema(schema, known) : fc.constantFrom(...samples);
}

/** Of this operation where something is known for it alone. */
function samplesOf({ operation, name, known }: { operation: Described; name: string; known: Known }) {
  return known.named[`${operation.operationId}.${name}`] ?? known.named[name];
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
  const query = new URLSearchParams();
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
    if (place === 'header') headers[name.toLowerCase()] = asHeader(value);
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

/** What no header can hold would not leave a client. */
function asHeader(value: string): string {
  return /^[\x21-\x7e]{1,200}$/u.test(value) ? value : encodeURIComponent(value).slice(0, 200) || 'key';
}

function text(value: unknown): string {
  return String(value).toWellFormed();
}
