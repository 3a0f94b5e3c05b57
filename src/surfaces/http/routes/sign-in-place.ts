import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { renderSignInHtml, type SignInPage, signInContentSecurityPolicy } from '#modules/reports';
import type { SophiaError } from '#platform/errors';
import type { Authentication } from '../create-authentication.ts';
import { isSecure } from '../is-secure.ts';
import { providerCookie } from '../provider-cookie.ts';
import { sendPage } from '../send-page.ts';
import type { ServerResources } from '../server-resources.ts';
import { sessionCookie } from '../session-cookie.ts';

/** What the routes are given by which people sign in. */
export interface SignInPlace {
  readonly resources: ServerResources;
  readonly authentication: Authentication;
}

/** A place of this server: never another site's. */
export const Next = z
  .string()
  .max(2000)
  .regex(/^\/(?![/\\])/)
  .catch('/');

export async function showSignInPage(reply: FastifyReply, page: SignInPage): Promise<FastifyReply> {
  return sendPage({ reply, policy: signInContentSecurityPolicy(), html: renderSignInHtml(page) });
}

/** Says on a page why somebody does not come in, and what to do. */
export async function showRefusal({
  reply,
  error,
  title,
}: {
  reply: FastifyReply;
  error: SophiaError;
  title: string;
}): Promise<FastifyReply> {
  const { entry, message } = error;
  const page = {
    kind: 'refused',
    title,
    sentence: entry.meaning,
    details: `${error.code}: ${message}`,
    action: entry.action,
  } as const;
  return showSignInPage(reply.code(entry.httpStatus), page);
}

/** Gives the browser its session and sends it on; that it came by a provider is kept, or forgotten. */
export async function enterSession({
  request,
  reply,
  resources,
  token,
  next,
  idToken = null,
}: {
  request: FastifyRequest;
  reply: FastifyReply;
  resources: ServerResources;
  token: string;
  next: string;
  /** Of a sign-in with a provider. */
  idToken?: string | null;
}): Promise<FastifyReply> {
  const { openid, secretBox: box } = resources.access;
  const secure = isSecure({ request, resources });
  void reply.header('set-cookie', sessionCookie({ token, secure }));
  if (openid !== null) void reply.header('set-cookie', providerCookie({ idToken, box, secure }));
  return reply.redirect(next, 303);
}
