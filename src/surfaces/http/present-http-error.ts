import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorPage, errorContentSecurityPolicy, renderErrorHtml, type Viewer } from '#modules/reports';
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
      .send(
        renderErrorHtml({
          status,
          sentence: withoutMarks(detail),
          action: actionsHere[code] ?? action,
          reference: request.id,
          viewer,
          ...placeOf(request.url),
        }),
      );
    return;
  }
  await reply.type(problemType).header('cache-control', 'no-store').send(problem);
}

/** What was wrong in which field, as a sentence: the marks of a terminal are none of a page. */
function withoutMarks(detail: string): string {
  return detail.replaceAll(/\n?✖ ([^\n]*)(?:\n\s*→ at (\S+))?/gu, (_all, fault: string, field: string | undefined) =>
    field === undefined ? ` ${fault}` : ` ${field}: ${fault}`,
  );
}

/** What is done in a browser where the catalogue names a command. */
const actionsHere: Readonly<Record<string, string>> = {
  'address.not-found': 'Go on from one of the pages above, or look for it with Search.',
  'call.not-found': 'Choose it from the list of calls, or look for it with Search.',
  'record.not-found': 'Choose it from the list of deals, or look for it with Search.',
  'change.not-found': 'Choose it from the list of changes.',
  'access.denied': 'Ask an administrator of the workspace for the right that is named, or go on with what you may see.',
};

const lists = [
  { beginning: '/deals', label: 'All deals' },
  { beginning: '/changes', label: 'All changes' },
  { beginning: '/ledger', label: 'The ledger' },
  { beginning: '/battlecards', label: 'All competitors' },
] as const;
/** Pages of whoever has not come in yet: the others would only send them back. */
const thresholds = /^\/(?:sign-in|welcome|openid)/;

/** Where a page that cannot be shown belongs. */
function placeOf(url: string): Pick<ErrorPage, 'tab' | 'back'> {
  const isExample = /[?&]tab=example\b|^\/[a-z]+\/example\b/.test(url);
  const tab = isExample ? 'example' : 'calls';
  const { beginning, label } = lists.find((list) => url.startsWith(list.beginning)) ?? {
    beginning: '/',
    label: 'All calls',
  };
  const back = { label, href: isExample ? `${beginning}?tab=${tab}` : beginning };
  return { tab: thresholds.test(url) ? null : tab, back };
}

function nothingAt(url: string): SophiaError {
  return new SophiaError('address.not-found', `There is nothing at ${url.split('?')[0] ?? '/'}.`);
}

function wantsPage(request: FastifyRequest): boolean {
  return !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html');
}
