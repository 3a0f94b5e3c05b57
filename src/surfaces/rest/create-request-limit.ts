import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Actor } from '#platform/context';
import { SophiaError } from '#platform/errors';

const windowSeconds = 60;

/** Counts a request of a client and says in headers what is left. Throws `request.too-many`. */
export type RequestLimit = (client: string, reply: FastifyReply) => Promise<void>;

/** A limit for each client by itself, counted in this process; with null there is none. */
export function createRequestLimit(requestsPerMinute: number | null): RequestLimit {
  if (requestsPerMinute === null) return async () => undefined;
  const limiter = new RateLimiterMemory({ points: requestsPerMinute, duration: windowSeconds });
  const policy = `"default";q=${requestsPerMinute};w=${windowSeconds}`;
  return async (client, reply) => {
    const counted = await limiter.consume(client).catch(refusal);
    const seconds = Math.ceil(counted.msBeforeNext / 1000);
    const remaining = Math.max(0, counted.remainingPoints);
    void reply
      .header('ratelimit-policy', policy)
      .header('ratelimit', `"default";r=${remaining};t=${seconds}`)
      .header('ratelimit-limit', requestsPerMinute)
      .header('ratelimit-remaining', remaining)
      .header('ratelimit-reset', seconds);
    if (counted.consumedPoints <= requestsPerMinute) return;
    void reply.header('retry-after', seconds);
    throw new SophiaError(
      'request.too-many',
      `Expected at most ${requestsPerMinute} requests in a minute, found more; ${seconds} s until there are more.`,
    );
  };
}

/** Whose requests are counted together: those of who is signed in, or of an address where nobody is. */
export function clientOf({ actor, address }: { actor: Actor; address: string }): string {
  const isNobody = actor.type === 'operator' || actor.type === 'visitor';
  const whose = isNobody ? `address:${address}` : JSON.stringify(actor);
  return createHash('sha256').update(whose).digest('base64url');
}

/** A refusal is a count as well; anything else is an error. */
function refusal(reason: unknown): RateLimiterRes {
  if (reason instanceof RateLimiterRes) return reason;
  throw reason;
}
