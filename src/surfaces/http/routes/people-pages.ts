import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PersonRole } from '#contracts';
import { IndexTab, type PeoplePage, peopleContentSecurityPolicy, renderPeopleHtml } from '#modules/reports';
import {
  changeUser,
  createKey,
  endSession,
  inviteUser,
  listSessions,
  listUsers,
  renewLink,
  revokeKey,
  rotateKey,
} from '#modules/users';
import { parseInput, SophiaError } from '#platform/errors';
import { assertOwnPage } from '#surfaces/rest';
import type { WorkContext } from '#workflows';
import { homeContext } from '../home-context.ts';
import { openTab } from '../open-tab.ts';
import { KeyForm, keyFrom } from '../people/key-from.ts';
import { readPeople } from '../people/read-people.ts';
import { sendPage } from '../send-page.ts';
import type { ServerResources } from '../server-resources.ts';
import { takeForms } from '../take-forms.ts';

const PeopleQuery = z.strictObject({
  tab: IndexTab.optional(),
  after: z.string().max(100).nullable().default(null),
  sessions: z.literal('shown').optional(),
});
const InviteForm = z.strictObject({ email: z.string().max(320), name: z.string().max(200), role: PersonRole });
const RoleForm = z.strictObject({ role: PersonRole, version: z.string().max(200) });
const UserParams = z.strictObject({ user: z.string().min(1).max(100) });
const SessionParams = z.strictObject({ sessionId: z.string().min(1).max(100) });
const KeyParams = z.strictObject({ key: z.string().min(1).max(100) });

interface FormCall {
  readonly ctx: WorkContext;
  readonly request: FastifyRequest;
  readonly resources: ServerResources;
}

/** Does what a form asks for, and gives what is shown this once; null where nothing is. */
type FormWork = (call: FormCall) => Promise<PeoplePage['shown']>;

/** `/people`: who has an account, who is signed in, and the keys; an administrator changes them there, without a script. */
export async function addPeoplePageRoutes(server: FastifyInstance, resources: ServerResources): Promise<void> {
  await server.register(async (scope) => {
    takeForms(scope);
    scope.get('/people', (request, reply) => showPeople({ resources, request, reply }));
    for (const [path, work] of Object.entries({ ...accountForms, ...keyForms })) {
      scope.post(path, (request, reply) => takeForm({ resources, request, reply, work }));
    }
  });
}

const accountForms: Readonly<Record<string, FormWork>> = {
  '/people': async (call) => {
    const { ctx, request } = call;
    const input = parseInput({ schema: InviteForm, input: request.body, what: 'an address, a name and a role' });
    return linkOf({ call, ...(await inviteUser({ ctx, input })) });
  },
  '/people/:user/link': async (call) => {
    const { ctx, request } = call;
    const input = parseInput({ schema: UserParams, input: request.params, what: 'an account' });
    return linkOf({ call, ...(await renewLink({ ctx, input })) });
  },
  '/people/:user/role': async ({ ctx, request }) => {
    const { user } = parseInput({ schema: UserParams, input: request.params, what: 'an account' });
    const { role, version } = parseInput({ schema: RoleForm, input: request.body, what: 'a filled-in form' });
    await changeUser({ ctx, input: { user, role, state: null, replaces: [version] } });
    return null;
  },
  '/people/:user/close': async ({ ctx, request }) => {
    const { user } = parseInput({ schema: UserParams, input: request.params, what: 'an account' });
    await changeUser({ ctx, input: { user, role: null, state: 'ended' } });
    return null;
  },
  '/people/:user/sign-out': async ({ ctx, request }) => {
    const { user } = parseInput({ schema: UserParams, input: request.params, what: 'an account' });
    const { sessions } = await listSessions({ ctx, input: { user } });
    for (const { sessionId } of sessions) await endSession({ ctx, input: { sessionId } });
    return null;
  },
  '/people/sessions/:sessionId/end': async ({ ctx, request }) => {
    const input = parseInput({ schema: SessionParams, input: request.params, what: 'a session' });
    await endSession({ ctx, input });
    return null;
  },
};

const keyForms: Readonly<Record<string, FormWork>> = {
  '/people/keys': async ({ ctx, request }) => {
    const input = keyFrom(parseInput({ schema: KeyForm, input: request.body, what: 'a filled-in form' }));
    const { key, expiresAt } = await createKey({ ctx, input });
    return { kind: 'key', title: `The key “${input.name}”`, secret: key, expiresAt };
  },
  '/people/keys/:key/renew': async ({ ctx, request }) => {
    const input = parseInput({ schema: KeyParams, input: request.params, what: 'a key' });
    const { key, expiresAt } = await rotateKey({ ctx, input });
    return { kind: 'key', title: 'The new key', secret: key, expiresAt };
  },
  '/people/keys/:key/end': async ({ ctx, request }) => {
    const input = parseInput({ schema: KeyParams, input: request.params, what: 'a key' });
    await revokeKey({ ctx, input });
    return null;
  },
};

/** What is shown once stands in the answer itself; otherwise the browser goes back to the page. */
async function takeForm({
  resources,
  request,
  reply,
  work,
}: Omit<FormCall, 'ctx'> & { reply: FastifyReply; work: FormWork }): Promise<FastifyReply> {
  assertOwnPage(request);
  try {
    const shown = await work({ ctx: homeContext({ resources, request }), request, resources });
    if (shown === null) return await reply.redirect('/people', 303);
    return await showPeople({ resources, request, reply, shown });
  } catch (error) {
    if (!(error instanceof SophiaError) || !isForTheForm(error)) throw error;
    const problem = `${error.message} ${error.entry.action}`;
    return showPeople({ resources, request, reply: reply.code(error.entry.httpStatus), problem });
  }
}

/** What somebody can mend in the form; a refusal, and what is no fault of theirs, has a page of its own. */
function isForTheForm({ code, entry }: SophiaError): boolean {
  return code !== 'access.denied' && entry.httpStatus < 500;
}

async function showPeople({
  resources,
  request,
  reply,
  shown = null,
  problem = null,
}: {
  resources: ServerResources;
  request: FastifyRequest;
  reply: FastifyReply;
  shown?: PeoplePage['shown'];
  problem?: string | null;
}): Promise<FastifyReply> {
  const query = parseInput({ schema: PeopleQuery, input: request.query, what: 'tab, after and sessions' });
  const { tab, workspaceName, viewer } = await openTab({ resources, requestId: request.id, tab: query.tab });
  const ctx = homeContext({ resources, request });
  const page = await readPeople({ ctx, tab, after: query.after, withSessions: query.sessions !== undefined });
  void reply.header('cache-control', 'no-store');
  const html = renderPeopleHtml({ workspaceName, viewer, tab, shown, problem, ...page });
  return sendPage({ reply, policy: peopleContentSecurityPolicy(), html });
}

/** Under the public name where there is one, since whoever gets the link is elsewhere. */
async function linkOf({
  call: { ctx, resources, request },
  userId,
  token,
  expiresAt,
}: {
  call: FormCall;
  userId: string;
  token: string;
  expiresAt: string;
}): Promise<PeoplePage['shown']> {
  const { publicHost, access } = resources;
  const origin =
    publicHost === null
      ? `http://${request.headers.host ?? ''}`
      : `${access.isPublicSecure ? 'https' : 'http'}://${publicHost}`;
  const { users } = await listUsers({ ctx });
  const email = users.find((user) => user.userId === userId)?.email ?? userId;
  return { kind: 'link', title: `The link for ${email}`, secret: `${origin}/welcome/${token}`, expiresAt };
}
