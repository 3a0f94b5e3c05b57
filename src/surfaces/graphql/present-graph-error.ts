import { GraphQLError } from 'graphql';
import { type ErrorCode, errorCatalogue, SophiaError } from '#platform/errors';
import type { Log } from '#platform/log';

/** What is said of an error: a code of the catalogue and what to do; of an unforeseen one nothing but that it happened. */
export function presentGraphError({
  error,
  requestId,
  log,
}: {
  error: unknown;
  requestId: string;
  log: Log;
}): GraphQLError {
  const { code, message } = describe(error);
  if (code === 'internal.unexpected') {
    log.error({ err: error, requestId }, 'A field of a GraphQL operation failed');
  }
  const { action, retryable } = errorCatalogue[code];
  const place = error instanceof GraphQLError ? { nodes: error.nodes, path: error.path } : {};
  const source = error instanceof GraphQLError ? { source: error.source, positions: error.positions } : {};
  return new GraphQLError(message, { ...place, ...source, extensions: { code, action, retryable, requestId } });
}

function describe(error: unknown): { code: ErrorCode; message: string } {
  const cause = causeOf(error);
  if (cause instanceof SophiaError) return { code: cause.code, message: cause.message };
  if (error instanceof GraphQLError && (cause === null || cause instanceof GraphQLError)) {
    const isTooLarge = /more than \d+ tokens/.test(error.message);
    return { code: isTooLarge ? 'graphql.too-large' : 'graphql.invalid', message: error.message };
  }
  return { code: 'internal.unexpected', message: 'Something unforeseen happened.' };
}

/** What a resolver threw, beneath what was put around it. */
export function causeOf(error: unknown): unknown {
  if (!(error instanceof GraphQLError)) return error;
  const original = error.originalError ?? null;
  return original instanceof GraphQLError ? (causeOf(original) ?? original) : original;
}

/** Each of several errors that were thrown as one. */
export function errorsIn(error: unknown): readonly unknown[] {
  return error instanceof AggregateError ? error.errors : [error];
}
