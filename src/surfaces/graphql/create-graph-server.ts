import { execute, GraphQLError, type GraphQLSchema, OperationTypeNode } from 'graphql';
import { createHandler, type Handler, parseRequestParams, type Request, type Response } from 'graphql-http';
import { z } from 'zod';
import { recordDenial } from '#platform/audit';
import { SophiaError } from '#platform/errors';
import type { Log } from '#platform/log';
import type { WorkContext } from '#workflows';
import { createGraph } from './graph.ts';
import { createOperationStore, type OperationStore, type OperationStoreOptions } from './persisted/operation-store.ts';
import { type OperationParams, prepareOperation, textOf } from './prepare-operation.ts';
import { causeOf, errorsIn, presentGraphError } from './present-graph-error.ts';
import { buildGraphSchema } from './schema/index.ts';

type GraphRequest = Request<null, WorkContext>;

export interface GraphServer {
  readonly schema: GraphQLSchema;
  readonly store: OperationStore;
  /** Answers a request over HTTP. */
  readonly answer: (request: {
    readonly method: string;
    readonly url: string;
    readonly headers: GraphRequest['headers'];
    readonly body: string | null;
    readonly ctx: WorkContext;
  }) => Promise<Response>;
}

const mostDenialsRecorded = 10;

/** The schema, the operations that are known by hash, and the answers over HTTP as the specification of that has them. */
export function createGraphServer({ log, options }: { log: Log; options: OperationStoreOptions }): GraphServer {
  const schema = buildGraphSchema();
  const store = createOperationStore(options);
  const handlers = { schema, store, log };
  return {
    schema,
    store,
    answer: ({ ctx, ...request }) =>
      createRequestHandler({ ...handlers, ctx })({ ...request, raw: null, context: ctx }),
  };
}

function createRequestHandler({
  schema,
  store,
  log,
  ctx,
}: Pick<GraphServer, 'schema' | 'store'> & { log: Log; ctx: WorkContext }): Handler<null, WorkContext> {
  function present(error: unknown): GraphQLError {
    return presentGraphError({ error, requestId: ctx.requestId, log });
  }
  return createHandler<null, WorkContext, Record<string, unknown>>({
    schema,
    execute,
    formatError: (error) => (error instanceof GraphQLError ? error : presentUnreadable(error, present)),
    parseRequestParams: (request) => parseRequestParams(withText({ request, store, present })),
    onSubscribe: (_request, params) => {
      try {
        const { operation, ...prepared } = prepareOperation({ schema, store, params });
        if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
          throw new SophiaError('graphql.invalid', 'Expected a subscription over a WebSocket, found one over HTTP.');
        }
        const { document, operationName, variables: variableValues } = prepared;
        const contextValue = { ...createGraph(ctx) };
        return { schema, document, operationName, variableValues, contextValue, hideSuggestions: true };
      } catch (error) {
        return errorsIn(error).map(present);
      }
    },
    onOperation: async (_request, _args, result) => {
      if (!('data' in result) || result.errors === undefined) return undefined;
      await recordDenials({ ctx, result });
      return { ...result, errors: result.errors.map(present) };
    },
  });
}

/** What could not be read as a request has not come as far as the schema. */
function presentUnreadable(error: Error, present: (error: unknown) => GraphQLError): GraphQLError {
  const message = `Expected a GraphQL request as the specification has it, found one that cannot be read: ${error.message}.`;
  return present(error instanceof SophiaError ? error : new SophiaError('graphql.invalid', message));
}

/** Each action that was refused, once: a list of denied fields is one refusal. */
export async function recordDenials({
  ctx,
  result,
}: {
  ctx: WorkContext;
  result: { readonly errors?: readonly GraphQLError[] | undefined };
}): Promise<void> {
  const denials = new Map<string, SophiaError>();
  for (const cause of (result.errors ?? []).map(causeOf)) {
    if (cause instanceof SophiaError && cause.code === 'access.denied')
      denials.set(String(cause.details['action']), cause);
  }
  for (const error of [...denials.values()].slice(0, mostDenialsRecorded)) await recordDenial({ ctx, error });
}

const Body = z.looseObject({ extensions: z.unknown().optional(), query: z.unknown().optional() });

/** Puts the text in place of its hash, so that what follows need not know of hashes. */
function withText({
  request,
  store,
  present,
}: {
  request: GraphRequest;
  store: OperationStore;
  present: (error: unknown) => GraphQLError;
}): GraphRequest {
  const body = request.method === 'GET' ? paramsOfUrl(request.url) : paramsOfBody(request.body);
  if (body === null || typeof body.query === 'string' || body.extensions === undefined) return request;
  const query = textFor({ store, params: { extensions: body.extensions }, present });
  if (request.method !== 'GET') return { ...request, body: JSON.stringify({ ...body, query }) };
  const [path = '', search = ''] = request.url.split('?');
  const parameters = new URLSearchParams(search);
  parameters.set('query', query);
  return { ...request, url: `${path}?${parameters.toString()}` };
}

function textFor({
  store,
  params,
  present,
}: {
  store: OperationStore;
  params: OperationParams;
  present: (error: unknown) => GraphQLError;
}): string {
  try {
    return textOf({ store, params });
  } catch (error) {
    throw present(error);
  }
}

function paramsOfBody(body: GraphRequest['body']): z.infer<typeof Body> | null {
  try {
    return Body.safeParse(JSON.parse(typeof body === 'string' ? body : '')).data ?? null;
  } catch {
    return null;
  }
}

function paramsOfUrl(url: string): z.infer<typeof Body> | null {
  const parameters = new URLSearchParams(url.split('?')[1] ?? '');
  const extensions = parameters.get('extensions');
  if (extensions === null) return null;
  const query = parameters.get('query') ?? undefined;
  try {
    return Body.parse({ query, extensions: z.unknown().parse(JSON.parse(extensions)) });
  } catch {
    return null;
  }
}
