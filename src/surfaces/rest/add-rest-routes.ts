import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { referenceContentSecurityPolicy, renderReferenceHtml, viewerOf } from '#modules/reports';
import { type WrittenJson, writeJson } from '#platform/answers';
import { SophiaError } from '#platform/errors';
import { answerRequest } from './answer-request.ts';
import { apiOperations } from './api-operations.ts';
import { createRequestLimit } from './create-request-limit.ts';
import { describeApi } from './describe-api.ts';
import { referenceView } from './reference-view.ts';
import type { RestResources } from './rest-resources.ts';
import { sendRead } from './send-read.ts';

const apiPrefix = '/api/v1';
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** `/api/v1`: every operation at its route, the description of all of them, and a page to read it. */
export async function addRestRoutes(server: FastifyInstance, resources: RestResources): Promise<void> {
  const limit = createRequestLimit(resources.apiRequestsPerMinute);
  await server.register(async (scope) => {
    scope.removeContentTypeParser('text/plain');
    scope.addHook('onRequest', async (request, reply) => {
      void reply.header('x-request-id', request.id);
    });
    addDescriptionRoutes(scope, resources);
    for (const operation of apiOperations) {
      const { method, path, bodyLimit } = operation;
      scope.route({
        method,
        url: routeOf(path),
        bodyLimit,
        handler: (request, reply) => answerRequest({ operation, request, reply, resources, limit }),
      });
    }
    for (const [path, declared] of Map.groupBy(apiOperations, ({ path }) => path)) {
      const allowed = declared.map(({ method }) => method);
      const others = methods.filter((method) => !allowed.some((one) => one === method));
      scope.route({
        method: [...others],
        url: routeOf(path),
        onRequest: (request, reply) => refuseMethod({ request, reply, allowed }),
        handler: async () => undefined,
      });
    }
  });
}

function addDescriptionRoutes(scope: FastifyInstance, { contextFor, homeWorkspaceId, addressOf }: RestResources): void {
  let description: WrittenJson | null = null;
  let view: ReturnType<typeof referenceView> | null = null;
  scope.get(`${apiPrefix}/openapi.json`, (request, reply) => {
    description ??= writeJson(describeApi());
    return sendRead({ request, reply, status: 200, json: description });
  });
  scope.get(apiPrefix, (request, reply) => {
    view ??= referenceView();
    const viewer = viewerOf(contextFor({ workspaceId: homeWorkspaceId, requestId: request.id }));
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', referenceContentSecurityPolicy())
      .send(renderReferenceHtml({ ...view, viewer, address: addressOf(request) }));
  });
}

/** Before the body is read: what is not taken need not be sent. */
async function refuseMethod({
  request,
  reply,
  allowed,
}: {
  request: FastifyRequest;
  reply: FastifyReply;
  allowed: readonly string[];
}): Promise<void> {
  void reply.header('allow', allowed.includes('GET') ? [...allowed, 'HEAD'].join(', ') : allowed.join(', '));
  throw new SophiaError(
    'method.not-allowed',
    `Expected ${allowed.join(' or ')} for this address, found ${request.method}.`,
  );
}

function routeOf(path: string): string {
  return `${apiPrefix}${path.replace(/\{(\w+)\}/g, ':$1')}`;
}
