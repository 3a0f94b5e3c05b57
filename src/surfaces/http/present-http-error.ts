import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorContentSecurityPolicy, renderErrorHtml, type Viewer } from '#modules/reports';
import { SophiaError } from '#platform/errors';
import { problemOf, problemType } from '#surfaces/rest';
import type { ServerResources } from './server-resources.ts';

/** Answers an error as a page or as problem+json, by what the caller asked for. The cause goes to the log and nowhere else. */
export async function presentHttpError({
  error,
  request,
  reply,
  resources,
  viewer = null,
}: {
  /** Null where there is no such address. */
  error: unknown;
  request: FastifyRequest;
  reply: FastifyReply;
  resources: ServerResources;
  viewer?: Viewer | null;
}): Promise<void> {
  const problem = problemOf({ error: error ?? nothingAt(request.url), requestId: request.id });
  const { status, code, detail, action } = problem;
  if (status >= 500) {
    resources.log.error({ err: error, requestId: request.id, url: request.url }, 'A request failed');
  }
  if (code === 'webhook.unauthentic' || code === 'webhook.replayed') {
    const address = request.routeOptions.url ?? '';
    resources.log.warn({ code, address, reason: detail, action, requestId: request.id }, 'A webhook was refused');
  }
  if (status === 401 && error instanceof SophiaError && error.code !== 'webhook.unauthentic') {
    if (wantsPage(request) && request.method === 'GET') {
      await reply.redirect(`/sign-in?next=${encodeURIComponent(request.url)}`, 303);
      return;
    }
    void reply.header('www-authenticate', 'Bearer realm="sophia"');
  }
  if (error instanceof SophiaError && typeof error.details['retryAfterSeconds'] === 'number') {
    void reply.header('retry-after', String(error.details['retryAfterSeconds']));
  }
  void reply.code(status);
  if (wantsPage(request)) {
    await reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', errorContentSecurityPolicy())
      .send(renderErrorHtml({ status, sentence: detail, action, reference: request.id, viewer }));
    return;
  }
  await reply.type(problemType).header('cache-control', 'no-store').send(problem);
}

function nothingAt(url: string): SophiaError {
  return new SophiaError('address.not-found', `There is nothing at ${url.split('?')[0] ?? '/'}.`);
}

function wantsPage(request: FastifyRequest): boolean {
  return !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html');
}
