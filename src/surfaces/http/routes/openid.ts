import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { noteRefusedSignIn, type OpenidPerson, signInByOpenid } from '#modules/users';
import { parseInput, SophiaError } from '#platform/errors';
import type { OpenidClient, OpenidIdentity } from '#platform/openid';
import type { WorkContext } from '#workflows';
import { isSecure } from '../is-secure.ts';
import { openidCookie, readOpenidCookie } from '../openid-cookie.ts';
import { providerCookie, readProviderCookie } from '../provider-cookie.ts';
import { readSessionCookie } from '../session-cookie.ts';
import { enterSession, Next, type SignInPlace, showRefusal, showSignInPage } from './sign-in-place.ts';

const BeginQuery = z.object({ next: Next.default('/') });
const Word = z.string().max(4096).nullable().catch(null).default(null);
const ReturnQuery = z.object({ state: Word, code: Word, error: Word, iss: Word });
const returnPath = '/sign-in/openid/return';
/** Where one goes once the session has ended. */
export const leavePath = '/sign-in/openid/leave';

interface Asked {
  readonly place: SignInPlace;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Of the page where it is refused. */
  readonly title?: string;
}

/** `/sign-in/openid`: to the provider of OpenID Connect, and back from it. Every failure is a page of its own. */
export function addOpenidRoutes(server: FastifyInstance, place: SignInPlace): void {
  server.get('/sign-in/openid', (request, reply) => orRefusal({ place, request, reply }, begin));
  server.get(returnPath, (request, reply) => orRefusal({ place, request, reply }, comeBack));
  addLeaving(server, place);
}

/**
 * Two steps after the session has ended: a page whose policy lets no form lead to another site, which goes on by
 * itself, and the way to the provider. Neither does anything while the browser has a session.
 */
function addLeaving(server: FastifyInstance, place: SignInPlace): void {
  const title = 'You are signed out here alone';
  server.get(leavePath, (request, reply) =>
    orRefusal({ place, request, reply, title }, async () => {
      const address = await addressToLeave({ place, request });
      if (address === 'none') return reply.redirect('/sign-in', 303);
      if (address === null) forgetProvider({ place, request, reply });
      else void reply.header('refresh', `0; url=${leavePath}/on`);
      const provider = clientOf(place).name;
      return showSignInPage(reply, { kind: 'left', provider, onward: address === null ? null : `${leavePath}/on` });
    }),
  );
  server.get(`${leavePath}/on`, (request, reply) =>
    orRefusal({ place, request, reply, title }, async () => {
      const address = await addressToLeave({ place, request });
      forgetProvider({ place, request, reply });
      return reply.redirect(address === null || address === 'none' ? '/sign-in' : address, 303);
    }),
  );
}

function forgetProvider({ place: { resources }, request, reply }: Asked): void {
  const secure = isSecure({ request, resources });
  void reply.header('set-cookie', providerCookie({ idToken: null, box: resources.access.secretBox, secure }));
}

/** `none` where the browser is signed in, or was not by the provider; null where the provider has no such address. */
async function addressToLeave({ place, request }: Pick<Asked, 'place' | 'request'>): Promise<string | 'none' | null> {
  const { openid, secretBox: box } = place.resources.access;
  const header = request.headers.cookie;
  const there = readProviderCookie({ header, box });
  if (openid === null || there === null || readSessionCookie(header) !== null) return 'none';
  return openid.leave({ idToken: there.idToken, returnTo: `${originOf({ place, request })}/sign-in` });
}

/** Under which name the browser has reached this server. */
function originOf({ place: { resources }, request }: Pick<Asked, 'place' | 'request'>): string {
  const host = request.headers.host ?? resources.publicHost ?? '';
  return `${isSecure({ request, resources }) ? 'https' : 'http'}://${host}`;
}

async function begin({ place, request, reply }: Asked): Promise<FastifyReply> {
  const { next } = parseInput({ schema: BeginQuery, input: request.query, what: 'next' });
  const { access } = place.resources;
  const client = clientOf(place);
  const secure = isSecure({ request, resources: place.resources });
  const redirectUri = `${originOf({ place, request })}${returnPath}`;
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
  const { newcomers = null } = resources.access;
  const session = await signInByOpenid({ ctx, input: { ...personOf(identity), newcomers } });
  return enterSession({ request, reply, resources, token: session.token, next, idToken: identity.idToken });
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

function personOf({ issuer, email, isVerified, name }: OpenidIdentity): OpenidPerson {
  if (email !== null && z.email().safeParse(email).success) return { issuer, email, isVerified, name };
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
    const { place, request, reply, title = 'You are not signed in' } = asked;
    const { code, message: reason } = error;
    place.resources.log.warn({ code, reason, requestId: request.id }, 'A sign-in with OpenID Connect was refused');
    return showRefusal({ reply, error, title });
  }
}
