import { type ErrorCode, errorCatalogue } from '#platform/errors';
import { type ApiOperation, apiTags } from './api-operation.ts';
import { apiOperations } from './api-operations.ts';
import {
  answerNameOf,
  componentSchemas,
  inlineSchema,
  type JsonSchema,
  referenceTo,
  schemaOrReference,
} from './component-schemas.ts';
import { linesType } from './send-lines.ts';

/** A document of OpenAPI 3.1: the parts that this description has. */
export interface ApiDescription {
  readonly openapi: string;
  readonly info: Readonly<Record<string, unknown>>;
  readonly servers: readonly { readonly url: string }[];
  readonly security: readonly unknown[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: {
    readonly securitySchemes: Readonly<Record<string, unknown>>;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly schemas: Readonly<Record<string, JsonSchema>>;
  };
}

interface DescribedOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly security?: readonly unknown[];
  readonly parameters: readonly DescribedParameter[];
  readonly requestBody?: {
    readonly required: true;
    readonly content: { readonly 'application/json': { readonly schema: JsonSchema } };
  };
  readonly responses: Readonly<Record<string, unknown>>;
}

interface DescribedParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

/** What any operation may answer with. */
const everywhere: readonly ErrorCode[] = [
  'input.invalid',
  'access.denied',
  'workspace.not-found',
  'request.too-many',
  'internal.unexpected',
  'db.unreachable',
];
const ofWrites: readonly ErrorCode[] = ['request.media-type', 'request.too-large'];
const ofKeptWrites: readonly ErrorCode[] = ['idempotency.key-reused', 'idempotency.in-progress'];
/** Of whoever sends no credential, or one that does not hold. */
const ofCredentials: readonly ErrorCode[] = [
  'sign-in.required',
  'session.ended',
  'token.invalid',
  'token.expired',
  'key.ended',
];

/** The errors that an operation may answer with. */
export function errorsOf({ method, errors, place, isSecret }: ApiOperation): readonly ErrorCode[] {
  return [
    ...new Set([
      ...errors,
      ...everywhere,
      ...(place === 'visitor' ? [] : ofCredentials),
      ...(method === 'GET' ? [] : ofWrites),
      ...(method === 'GET' || isSecret ? [] : ofKeptWrites),
    ]),
  ];
}

/** The description of the whole API, made from its declarations. */
export function describeApi(): ApiDescription {
  const paths: Record<string, Record<string, DescribedOperation>> = {};
  for (const operation of apiOperations) {
    const methods = paths[operation.path] ?? {};
    methods[operation.method.toLowerCase()] = describe(operation);
    paths[operation.path] = methods;
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Sophia',
      version: '1',
      description:
        'Calls become checked facts and reviewed changes. Errors are problem+json with a code and what to do; lists go on with `nextCursor`; a write may carry an `Idempotency-Key`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    security: [{ bearer: [] }, { session: [] }, {}],
    tags: Object.entries(apiTags).map(([name, description]) => ({ name, description })),
    paths,
    components: { securitySchemes, headers: answerHeaders, schemas: componentSchemas(apiOperations) },
  };
}

function describe(operation: ApiOperation): DescribedOperation {
  const { id, tag, summary, description, body, place } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === null ? {} : { description }),
    ...(place === 'visitor' ? { security: [] } : {}),
    parameters: parametersOf(operation),
    ...(body === null
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: inlineSchema(body) } } } }),
    responses: { ...successOf(operation), ...failuresOf(operation) },
  };
}

function parametersOf({ params, query, method, isSecret, replacesVersion }: ApiOperation): DescribedParameter[] {
  const header: DescribedParameter = {
    name: method === 'GET' ? 'If-None-Match' : 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      method === 'GET'
        ? 'The `etag` of an answer; where it would be the same again, the status is 304.'
        : 'Makes it safe to send the request again: within a day, it is done once.',
    schema: { type: 'string', minLength: 1, maxLength: method === 'GET' ? 2000 : 255 },
  };
  const fields = [...fieldsOf(inlineSchema(params), 'path'), ...fieldsOf(inlineSchema(query), 'query')];
  const versions = replacesVersion === false ? [] : [{ ...versionParameter, required: replacesVersion === true }];
  return isSecret ? [...fields, ...versions] : [...fields, ...versions, header];
}

const versionParameter: DescribedParameter = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description: 'The `etag` of what was read and is to be replaced, with its quotes.',
  schema: { type: 'string', minLength: 1, maxLength: 2000 },
};

function fieldsOf(object: JsonSchema, place: 'path' | 'query'): DescribedParameter[] {
  const required: unknown = object['required'];
  const properties = object['properties'];
  if (typeof properties !== 'object' || properties === null) return [];
  return Object.entries(properties).map(([name, field]: [string, JsonSchema]) => {
    const { description, ...schema } = field;
    return {
      name,
      in: place,
      required: Array.isArray(required) && required.includes(name),
      ...(typeof description === 'string' ? { description } : {}),
      schema,
    };
  });
}

/** How a request says who sends it. Before the first account nobody needs to, on the machine itself. */
const securitySchemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A key (`sophia keys create`, or `POST /keys`), or an access token of a few minutes, which is a JWT (`POST /session`).',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'sophia_session',
    description: 'The session of a browser. What changes something must come from a page of the same server.',
  },
};

const answerHeaders = {
  RequestId: { description: 'By which the log knows the request.', schema: { type: 'string' } },
  Tag: {
    description: 'For `If-None-Match`, and for `If-Match` where something is replaced.',
    schema: { type: 'string' },
  },
  RateLimit: { description: 'What is left of the requests of a minute.', schema: { type: 'string' } },
};

function successOf(operation: ApiOperation): Record<string, unknown> {
  const { answer, events, lines, status, method, versionOf } = operation;
  const headers = { 'X-Request-Id': headerNamed('RequestId'), RateLimit: headerNamed('RateLimit') };
  if (answer === null) return { [status]: { description: 'It is done.', headers } };
  const content = {
    'application/json': { schema: { $ref: referenceTo(answerNameOf(operation)) } },
    ...(lines === null ? {} : { [linesType]: { schema: schemaOrReference(lines) } }),
    ...(events === null ? {} : { 'text/event-stream': { schema: schemaOrReference(events) } }),
  };
  if (method !== 'GET') {
    const tagged = versionOf === null ? headers : { ...headers, ETag: headerNamed('Tag') };
    return { [status]: { description: status === 202 ? 'It will be done.' : 'It is done.', headers: tagged, content } };
  }
  return {
    [status]: { description: 'What was asked for.', headers: { ...headers, ETag: headerNamed('Tag') }, content },
    304: { description: 'It is as it was.' },
  };
}

function headerNamed(name: keyof typeof answerHeaders): JsonSchema {
  return { $ref: `#/components/headers/${name}` };
}

function failuresOf(operation: ApiOperation): Record<string, unknown> {
  const byStatus = Map.groupBy(errorsOf(operation), (code) => errorCatalogue[code].httpStatus);
  const statuses = [...byStatus.keys()].sort((one, other) => one - other);
  return Object.fromEntries(
    statuses.map((status) => {
      const codes = byStatus.get(status) ?? [];
      const description = `With one of these codes: ${codes.map((code) => `\`${code}\``).join(', ')}.`;
      const content = { 'application/problem+json': { schema: { $ref: referenceTo('Problem') } } };
      return [status, { description, content }];
    }),
  );
}
