import type { FastifyRequest } from 'fastify';
import { SophiaError } from '#platform/errors';

/**
 * A browser names the site that a request comes from; one that is not this server's is refused, so that no page of
 * another site changes anything with the rights of whoever looks at it.
 */
export function assertOwnPage({ headers }: FastifyRequest): void {
  const { origin, host } = headers;
  if (origin === undefined || hostOf(origin) === host) return;
  throw new SophiaError('access.denied', `Expected a request of this server's own pages, found one of ${origin}.`);
}

function hostOf(origin: string): string | null {
  return URL.parse(origin)?.host ?? null;
}
