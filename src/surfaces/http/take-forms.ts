import type { FastifyInstance } from 'fastify';

/** Lets the routes of a scope read what a form of a page sends. */
export function takeForms(scope: FastifyInstance, { largestFormBytes = 16 * 1024 } = {}): void {
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: largestFormBytes },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
}
