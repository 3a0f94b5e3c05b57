import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readTerritoryRules, writeTerritoryRules } from '#contracts';
import { isAllowed } from '#modules/access';
import { IndexTab, renderTeamsHtml, type TeamsProblem, teamsContentSecurityPolicy } from '#modules/reports';
import { getTeam, getTerritory, listTeams, listTerritories, listUsers, setTeam, setTerritory } from '#modules/users';
import { parseInput, SophiaError } from '#platform/errors';
import { assertOwnPage } from '#surfaces/rest';
import type { WorkContext } from '#workflows';
import { homeContext } from '../home-context.ts';
import { openTab } from '../open-tab.ts';
import { sendPage } from '../send-page.ts';
import type { ServerResources } from '../server-resources.ts';
import { takeForms } from '../take-forms.ts';

const TeamsQuery = z.strictObject({ tab: IndexTab.optional() });
const IdParams = z.strictObject({ id: z.string().min(1).max(100) });
const Lines = z.string().max(16_384);
const NewTeamForm = z.strictObject({ name: z.string().max(200), leads: Lines, members: Lines });
const Version = z.string().max(200);
const TeamForm = NewTeamForm.omit({ name: true }).extend({ version: Version });
const NewTerritoryForm = z.strictObject({ name: z.string().max(200), rules: Lines, members: Lines });
const TerritoryForm = NewTerritoryForm.omit({ name: true }).extend({ version: Version });
const RemoveForm = z.strictObject({ version: Version });
const filledIn = 'a filled-in form';

interface FormCall {
  readonly ctx: WorkContext;
  readonly request: FastifyRequest;
}

type FormWork = (call: FormCall) => Promise<unknown>;

/** `/teams`: who leads whom and which deals lie where; an administrator changes them there, without a script. */
export async function addTeamsPageRoutes(server: FastifyInstance, resources: ServerResources): Promise<void> {
  await server.register(async (scope) => {
    takeForms(scope);
    scope.get('/teams', (request, reply) => showTeams({ resources, request, reply }));
    for (const [path, work] of Object.entries({ ...teamForms, ...territoryForms })) {
      scope.post(path, (request, reply) => takeForm({ resources, request, reply, work }));
    }
  });
}

const teamForms: Readonly<Record<string, FormWork>> = {
  '/teams': async ({ ctx, request }) => {
    const { name, leads, members } = parseInput({ schema: NewTeamForm, input: request.body, what: filledIn });
    const { teams } = await listTeams({ ctx });
    assertNew({ name, known: teams, what: 'team' });
    const input = { name, leads: linesOf(leads), members: linesOf(members), replaces: [null] };
    assertSomebody({ people: [...input.leads, ...input.members], what: 'team' });
    return setTeam({ ctx, input });
  },
  '/teams/:id': async ({ ctx, request }) => {
    const { name } = await teamOf({ ctx, request });
    const { leads, members, version } = parseInput({ schema: TeamForm, input: request.body, what: filledIn });
    const input = { name, leads: linesOf(leads), members: linesOf(members), replaces: [version] };
    assertSomebody({ people: [...input.leads, ...input.members], what: 'team' });
    return setTeam({ ctx, input });
  },
  '/teams/:id/remove': async ({ ctx, request }) => {
    const { name } = await teamOf({ ctx, request });
    const { version } = parseInput({ schema: RemoveForm, input: request.body, what: filledIn });
    return setTeam({ ctx, input: { name, leads: [], members: [], replaces: [version] } });
  },
};

const territoryForms: Readonly<Record<string, FormWork>> = {
  '/territories': async ({ ctx, request }) => {
    const { name, rules, members } = parseInput({ schema: NewTerritoryForm, input: request.body, what: filledIn });
    const { territories } = await listTerritories({ ctx });
    assertNew({ name, known: territories, what: 'territory' });
    const people = linesOf(members);
    assertSomebody({ people, what: 'territory' });
    return setTerritory({ ctx, input: { name, rules: rulesOf(rules), members: people, replaces: [null] } });
  },
  '/territories/:id': async ({ ctx, request }) => {
    const { name } = await territoryOf({ ctx, request });
    const { rules, members, version } = parseInput({ schema: TerritoryForm, input: request.body, what: filledIn });
    const people = linesOf(members);
    assertSomebody({ people, what: 'territory' });
    return setTerritory({ ctx, input: { name, rules: rulesOf(rules), members: people, replaces: [version] } });
  },
  '/territories/:id/remove': async ({ ctx, request }) => {
    const { name } = await territoryOf({ ctx, request });
    const { version } = parseInput({ schema: RemoveForm, input: request.body, what: filledIn });
    return setTerritory({ ctx, input: { name, rules: [], members: [], replaces: [version] } });
  },
};

function teamOf({ ctx, request }: FormCall): Promise<{ name: string }> {
  const { id } = parseInput({ schema: IdParams, input: request.params, what: 'a team' });
  return getTeam({ ctx, input: { name: id } });
}

function territoryOf({ ctx, request }: FormCall): Promise<{ name: string }> {
  const { id } = parseInput({ schema: IdParams, input: request.params, what: 'a territory' });
  return getTerritory({ ctx, input: { name: id } });
}

function linesOf(text: string): string[] {
  return text
    .split(/[\s,;]+/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function rulesOf(text: string) {
  const rules = readTerritoryRules(text);
  if (Array.isArray(rules)) return rules;
  throw new SophiaError(
    'input.invalid',
    `Expected rules such as company.state=CA,OR or company.city="Portland, OR" (a value with a comma in double quotes), one a line, found the line "${rules.wrong}".`,
  );
}

/** What is made by a name that is there would change it. */
function assertNew({ name, known, what }: { name: string; known: readonly { name: string }[]; what: string }): void {
  const there = known.find((each) => each.name.toLowerCase() === name.trim().toLowerCase());
  if (there === undefined) return;
  throw new SophiaError(
    'input.invalid',
    `Expected the name of a new ${what}, found that ${there.name} is there already.`,
  );
}

/** An empty form would remove it, which has a button of its own. */
function assertSomebody({ people, what }: { people: readonly string[]; what: string }): void {
  if (people.length > 0) return;
  throw new SophiaError('input.invalid', `Expected the address of at least one person for the ${what}, found none.`);
}

async function takeForm({
  resources,
  request,
  reply,
  work,
}: {
  resources: ServerResources;
  request: FastifyRequest;
  reply: FastifyReply;
  work: FormWork;
}): Promise<FastifyReply> {
  assertOwnPage(request);
  try {
    await work({ ctx: homeContext({ resources, request }), request });
    return await reply.redirect('/teams', 303);
  } catch (error) {
    if (!(error instanceof SophiaError) || error.code === 'access.denied' || error.entry.httpStatus >= 500) throw error;
    const problem = { sentence: `${error.message} ${error.entry.action}`, ...typedOf({ request, error }) };
    return showTeams({ resources, request, reply: reply.code(error.entry.httpStatus), problem });
  }
}

/** What was typed stands in the form again, but where the page shows that somebody else was faster. */
function typedOf({ request, error }: { request: FastifyRequest; error: SophiaError }): Omit<TeamsProblem, 'sentence'> {
  const fields = z.record(z.string(), z.string()).safeParse(request.body).data ?? {};
  const isOvertaken = error.code === 'access.stale' && 'version' in fields;
  return { action: request.url.split('?')[0] ?? '', fields: isOvertaken ? {} : fields };
}

async function showTeams({
  resources,
  request,
  reply,
  problem = null,
}: {
  resources: ServerResources;
  request: FastifyRequest;
  reply: FastifyReply;
  problem?: TeamsProblem | null;
}): Promise<FastifyReply> {
  const query = parseInput({ schema: TeamsQuery, input: request.query, what: 'tab' });
  const opened = await openTab({ resources, requestId: request.id, tab: query.tab });
  const ctx = homeContext({ resources, request });
  const { teams } = await listTeams({ ctx });
  const { territories } = await listTerritories({ ctx });
  const { users } = await listUsers({ ctx });
  void reply.header('cache-control', 'no-store');
  const html = renderTeamsHtml({
    workspaceName: opened.workspaceName,
    viewer: opened.viewer,
    tab: opened.tab,
    teams,
    territories: territories.map((each) => ({ ...each, ruleLines: writeTerritoryRules(each.rules) })),
    names: new Map(users.map(({ email, name }) => [email, name])),
    manages: isAllowed({ ctx, action: 'user.manage' }),
    readsTrail: isAllowed({ ctx, action: 'audit.read' }),
    readsSettings: isAllowed({ ctx, action: 'settings.read' }),
    problem,
  });
  return sendPage({ reply, policy: teamsContentSecurityPolicy(), html });
}
