import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { SignInPage } from '#modules/reports';
import { authenticate, endSession, readLink, redeemLink, signIn } from '#modules/users';
import { parseInput, SophiaError } from '#platform/errors';
import { assertOwnPage } from '#surfaces/rest';
import type { Authentication } from '../create-authentication.ts';
import { isSecure } from '../is-secure.ts';
import { readSessionCookie, sessionCookie } from '../session-cookie.ts';
import { takeForms } from '../take-forms.ts';
import { addOpenidRoutes, leavePath } from './openid.ts';
import { enterSession, Next, type SignInPlace, showRefusal, showSignInPage } from './sign-in-place.ts';

const SignInQuery = z.object({ next: Next.default('/') });
const SignInForm = z.object({ email: z.string(), password: z.string(), next: Next.default('/') });
const WelcomeParams = z.object({ token: z.string().min(1).max(200) });
const WelcomeForm = z.object({
  password: z.string(),
  again: z.string(),
  /** With the link for the first account. */
  email: z.string().default(''),
  name: z.string().default(''),
});
const titles: Readonly<Record<string, string>> = {
  'link.used': 'This link has been used',
  'link.expired': 'This link has expired',
  'link.invalid': 'This link is not known',
};

/** `/sign-in`: for people with a browser. `/welcome/<link>`: where a link sets a password. Both work without scripts. */
export async function addSignInPages(server: FastifyInstance, place: SignInPlace): Promise<void> {
  await server.register(async (scope) => {
    takeForms(scope);
    addSignIn(scope, place);
    addSignOut(scope, place);
    addOpenidRoutes(scope, place);
    addWelcome(scope, place);
  });
}

function addSignIn(server: FastifyInstance, { resources, authentication }: SignInPlace): void {
  const provider = resources.access.openid?.name ?? null;
  server.get('/sign-in', async (request, reply) => {
    const { next } = parseInput({ schema: SignInQuery, input: request.query, what: 'next' });
    const person = await signedIn(request, authentication);
    if (person !== null) return showSignInPage(reply, { kind: 'signed-in', ...person });
    if (provider === null && !(await authentication.isDemanded(request))) {
      return showSignInPage(reply, { kind: 'no-accounts' });
    }
    return showSignInPage(reply, { kind: 'sign-in', next, email: '', problem: null, provider });
  });
  server.post('/sign-in', async (request, reply) => {
    assertOwnPage(request);
    const { email, password, next } = parseInput({ schema: SignInForm, input: request.body, what: 'a filled-in form' });
    try {
      const session = await signIn({ ctx: authentication.visitorContext(request), input: { email, password } });
      return enterSession({ request, reply, resources, token: session.token, next });
    } catch (error) {
      if (!(error instanceof SophiaError) || !error.code.startsWith('sign-in.')) throw error;
      const problem = `${error.message} ${error.entry.action}`;
      const page = { kind: 'sign-in', next, email, problem, provider } as const;
      return showSignInPage(reply.code(error.entry.httpStatus), page);
    }
  });
}

function addSignOut(server: FastifyInstance, { resources, authentication }: SignInPlace): void {
  server.post('/sign-out', async (request, reply) => {
    const { actor, ...rest } = authentication.homeContext(request);
    if (actor.type === 'user') {
      await endSession({ ctx: { ...rest, actor }, input: { sessionId: actor.credentialId } });
    }
    void reply.header('set-cookie', sessionCookie({ token: null, secure: isSecure({ request, resources }) }));
    // The page for asking keeps a conversation in its tab; browsers mind this over HTTPS and on the machine itself.
    void reply.header('clear-site-data', '"storage"');
    return reply.redirect(resources.access.openid === null ? '/sign-in' : leavePath, 303);
  });
}

function addWelcome(server: FastifyInstance, place: SignInPlace): void {
  const { authentication } = place;
  server.get('/welcome/:token', (request, reply) =>
    orRefusedLink(reply, async () => {
      const { token } = parseInput({ schema: WelcomeParams, input: request.params, what: 'a link' });
      const person = await readLink({ ctx: authentication.visitorContext(request), input: { token } });
      return showSignInPage(reply, welcomePage({ token, person, problem: null }));
    }),
  );
  server.post('/welcome/:token', (request, reply) => orRefusedLink(reply, () => redeem({ place, request, reply })));
}

async function redeem({
  place,
  request,
  reply,
}: {
  place: SignInPlace;
  request: FastifyRequest;
  reply: FastifyReply;
}): Promise<FastifyReply> {
  const { resources, authentication } = place;
  assertOwnPage(request);
  const { token } = parseInput({ schema: WelcomeParams, input: request.params, what: 'a link' });
  const form = parseInput({ schema: WelcomeForm, input: request.body, what: 'a filled-in form' });
  const { password, again, email, name } = form;
  const ctx = authentication.visitorContext(request);
  const known = await readLink({ ctx, input: { token } });
  const person = known ?? { email, name };
  if (password !== again) {
    const problem = 'The two passwords differ. Type the same one twice.';
    return showSignInPage(reply.code(400), welcomePage({ token, person, problem, isFirst: known === null }));
  }
  try {
    const session = await redeemLink({ ctx, input: { token, password, person: known === null ? person : null } });
    return await enterSession({ request, reply, resources, token: session.token, next: '/' });
  } catch (error) {
    if (!(error instanceof SophiaError) || error.code !== 'input.invalid') throw error;
    const taken = 'Take a password of at least 12 characters, and of 1024 at most.';
    const problem = known === null ? `Give an e-mail address and a name. ${taken}` : taken;
    return showSignInPage(reply.code(400), welcomePage({ token, person, problem, isFirst: known === null }));
  }
}

function welcomePage({
  token,
  person,
  problem,
  isFirst = person === null,
}: {
  token: string;
  person: { email: string; name: string } | null;
  problem: string | null;
  isFirst?: boolean;
}): SignInPage {
  const { email, name } = person ?? { email: '', name: '' };
  return { kind: isFirst ? 'first' : 'welcome', token, email, name, problem };
}

/** A link that does not work any more has a page that says why. */
async function orRefusedLink(reply: FastifyReply, work: () => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    return await work();
  } catch (error) {
    const title = error instanceof SophiaError ? titles[error.code] : undefined;
    if (!(error instanceof SophiaError) || title === undefined) throw error;
    return showRefusal({ reply, error, title });
  }
}

/** Whose session the browser has; null where it has none that holds. */
async function signedIn(
  request: FastifyRequest,
  authentication: Authentication,
): Promise<{ name: string; email: string; role: string } | null> {
  const secret = readSessionCookie(request.headers.cookie);
  if (secret === null) return null;
  try {
    const actor = await authenticate({
      ctx: authentication.visitorContext(request),
      input: { kind: 'session', secret },
    });
    return actor.type === 'user' ? { name: actor.name, email: actor.email, role: actor.grant.role } : null;
  } catch (error) {
    if (error instanceof SophiaError && error.code === 'session.ended') return null;
    throw error;
  }
}
