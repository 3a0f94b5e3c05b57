import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { noteRefusedSignIn, signInByOpenid } from '#modules/users';
import { parseInput, SophiaError } from '#platform/errors';
import type { OpenidClient, OpenidIdentity } from '#platform/openid';
import type { WorkContext } from '#workflows';
import { isSecure } from '../is-secure.ts';
import { openidCookie, readOpenidCookie } from '../openid-cookie.ts';
import { enterSession, Next, type SignInPlace, showRefusal } from './sign-in-place.ts';

const BeginQuery = z.object({ next: Next.default('/') });
const Word = z.string().max(4096).nullable().catch(null).default(null);
const ReturnQuery = z.object({ state: Word, code: Word, error: Word, iss: Word });
const returnPath = '/sign-in/openid/return';

interface Asked {
  readonly place: SignInPlace;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** `/sign-in/openid`: to the provider of OpenID Connect, and back from it. Every failure is a page of its own. */
export function addOpenidRoutes(server: FastifyInstance, place: SignInPlace): void {
  server.get('/sign-in/openid', (request, reply) => orRefusal({ place, request, reply }, begin));
  server.get(returnPath, (request, reply) => orRefusal({ place, request, reply }, comeBack));
}

async function begin({ place, request, reply }: Asked): Promise<FastifyReply> {
  const { next } = parseInput({ schema: BeginQuery, input: request.query, what: 'next' });
  const { access, publicHost } = place.resources;
  const client = clientOf(place);
  const secure = isSecure({ request, resources: place.resources });
  const host = request.headers.host ?? publicHost ?? '';
  const redirectUri = `${secure ? 'https' : 'http'}://${host}${returnPath}`;
  const { address, attempt } = await client.begin({ redirectUri });
  const atMs = place.authentication.visitorContext(request).clock.now().getTime();
  const begun = { ...attempt, next, atMs };
  void reply.header('set-cookie', openidCookie({ begun, box: access.secretBox, secure }));
  return reply.redirect(address, 303);
}

/** The cookie of the sign-in is forgotten whatever comes of it: it is good for one answer. */
async function comeBack({ place, request, reply }: Asked): Promise<FastifyReply> {
  const { resources, authentication } = place;
  const { secretBox: box } = resources.access;
  void reply.header('set-cookie', openidCookie({ begun: null, box, secure: isSecure({ request, resources }) }));
  const client = clientOf(place);
  const ctx = authentication.visitorContext(request);
  const begun = readOpenidCookie({ header: request.headers.cookie, box, now: ctx.clock.now() });
  if (begun === null) {
    throw new SophiaError(
      'openid.mismatch',
      'Expected a sign-in that this browser began in the last ten minutes, found none.',
    );
  }
  const { next, atMs: _at, ...attempt } = begun;
  const answer = parseInput({ schema: ReturnQuery, input: request.query, what: 'state and code' });
  const identity = await endOf({ client, attempt, answer, ctx });
  const session = await signInByOpenid({ ctx, input: personOf(identity) });
  return enterSession({ request, reply, resources, token: session.token, next });
}

/** What the provider says is recorded where it is not taken; an answer that nobody began here could be sent by anybody. */
async function endOf({
  client,
  ctx,
  ...given
}: Parameters<OpenidClient['end']>[0] & { client: OpenidClient; ctx: WorkContext }): Promise<OpenidIdentity> {
  try {
    return await client.end(given);
  } catch (error) {
    const isTold = error instanceof SophiaError && ['openid.untrusted', 'openid.refused'].includes(error.code);
    if (isTold) await noteRefusedSignIn({ ctx, input: { because: error.code } });
    throw error;
  }
}

function personOf({ issuer, email, isVerified }: OpenidIdentity): {
  issuer: string;
  email: string;
  isVerified: boolean;
} {
  if (email !== null && z.email().safeParse(email).success) return { issuer, email, isVerified };
  throw new SophiaError('openid.unverified', `Expected ${issuer} to give an e-mail address, found none.`);
}

function clientOf({ resources }: SignInPlace): OpenidClient {
  const { openid } = resources.access;
  if (openid !== null) return openid;
  throw new SophiaError('openid.off', 'Expected a provider of OpenID Connect in the settings, found none.');
}

async function orRefusal(asked: Asked, work: (asked: Asked) => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    return await work(asked);
  } catch (error) {
    if (!(error instanceof SophiaError) || !error.code.startsWith('openid.')) throw error;
    const { place, request, reply } = asked;
    const { code, message: reason } = error;
    place.resources.log.warn({ code, reason, requestId: request.id }, 'A sign-in with OpenID Connect was refused');
    return showRefusal({ reply, error, title: 'You are not signed in' });
  }
}
