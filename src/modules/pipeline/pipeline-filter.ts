import type { CrmOwner, CrmPipeline, PipelineFilterInput } from '#contracts';
import { authorise, isBounded } from '#modules/access';
import { listDefinitions } from '#modules/crm';
import { teamMembers, teams, users } from '#modules/users';
import type { Context, Verb } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { and, eq, type SQL, sql } from '#platform/sql';

/** What narrows the pipeline: owners and a pipeline by the ids of the CRM; null where it is not narrowed so. */
export interface PipelineFilter {
  readonly ownerIds: readonly string[] | null;
  readonly pipelineId: string | null;
  /** In words, for people: `of Maya Okafor in Renewals`; empty where nothing narrows. */
  readonly words: string;
}

/** Finds the owner, the team and the pipeline that are meant by their names or the beginnings of them. */
export async function resolveFilter({ ctx, input }: Verb<PipelineFilterInput>): Promise<PipelineFilter> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const owners = await listDefinitions({ ctx, input: { kind: 'owner', scope: null } });
  const pipelines = await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } });
  const owner = input.owner === null ? null : ownerNamed({ owners, text: input.owner });
  const team = input.team === null ? null : await teamNamed({ ctx, owners, text: input.team });
  const pipeline = input.pipeline === null ? null : pipelineNamed({ pipelines, text: input.pipeline });
  return {
    ownerIds: both(owner === null ? null : [owner.id], team?.ownerIds ?? null),
    pipelineId: pipeline?.id ?? null,
    words: [
      ...(owner === null ? [] : [`of ${owner.label}`]),
      ...(team === null ? [] : [`of the team ${team.label}`]),
      ...(pipeline === null ? [] : [`in ${pipeline.label}`]),
    ].join(' '),
  };
}

/** The condition that a position of that alias fits. */
export function fitsFilter({ filter, alias }: { filter: PipelineFilter; alias: string }): SQL {
  const position = sql.identifier(alias);
  const { ownerIds, pipelineId } = filter;
  const ids = ownerIds?.length === 0 ? [''] : ownerIds;
  const owner =
    ids === null || ids === undefined
      ? sql`true`
      : sql`coalesce(${position}.owner_id, '') in (${sql.join(
          ids.map((id) => sql`${id}`),
          sql`, `,
        )})`;
  const pipeline = pipelineId === null ? sql`true` : sql`${position}.pipeline_id is not distinct from ${pipelineId}`;
  return sql`(${owner} and ${pipeline})`;
}

interface Named {
  readonly id: string;
  readonly label: string;
}

function ownerNamed({ owners, text }: { owners: readonly CrmOwner[]; text: string }): Named {
  const byAddress = owners.find(({ email }) => email?.toLowerCase() === text.toLowerCase());
  if (byAddress !== undefined) return { id: byAddress.externalId, label: byAddress.name };
  return onlyNamed({ what: 'owner', named: owners.map(({ externalId: id, name: label }) => ({ id, label })), text });
}

function pipelineNamed({ pipelines, text }: { pipelines: readonly CrmPipeline[]; text: string }): Named {
  return onlyNamed({ what: 'pipeline', named: pipelines.map(({ externalId: id, label }) => ({ id, label })), text });
}

/** A team of the CRM with its owners, or one of Sophia's with those owners who have an address of a member. */
async function teamNamed({
  ctx,
  owners,
  text,
}: {
  ctx: Context;
  owners: readonly CrmOwner[];
  text: string;
}): Promise<{ ownerIds: string[]; label: string }> {
  const ofCrm = new Map(
    owners.flatMap((owner) => owner.teams.map(({ externalId, name }) => [`crm:${externalId}`, name] as const)),
  );
  const own = await teamsSeen(ctx);
  const named = [...[...ofCrm].map(([id, label]) => ({ id, label })), ...own];
  const team = onlyNamed({ what: 'team', named, text });
  if (team.id.startsWith('crm:')) {
    const members = owners.filter(({ teams: all }) => all.some(({ externalId }) => `crm:${externalId}` === team.id));
    return { label: team.label, ownerIds: members.map(({ externalId }) => externalId) };
  }
  const addresses = await addressesOf({ ctx, teamId: team.id });
  const members = owners.filter(({ email }) => email !== null && addresses.has(email.toLowerCase()));
  return { label: team.label, ownerIds: members.map(({ externalId }) => externalId) };
}

/** The names of the teams that whoever asks may narrow by, those of the CRM and those of Sophia. */
export async function listTeamNames(ctx: Context): Promise<string[]> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const owners = await listDefinitions({ ctx, input: { kind: 'owner', scope: null } });
  const own = await teamsSeen(ctx);
  return [
    ...new Set([...owners.flatMap(({ teams: all }) => all.map(({ name }) => name)), ...own.map(({ label }) => label)]),
  ];
}

/** All teams; of whoever sees only a part, those that they are in. */
async function teamsSeen(ctx: Context): Promise<Named[]> {
  const { actor } = ctx;
  const userId = actor.type === 'user' ? actor.userId : actor.type === 'agent' ? actor.actsFor.userId : '';
  const isMember = sql`exists (select from team_members member
    where member.team_id = ${teams.id} and member.user_id = ${userId})`;
  return ctx.db
    .select({ id: teams.id, label: teams.name })
    .from(teams)
    .where(and(eq(teams.workspaceId, ctx.workspaceId), isBounded(ctx) ? isMember : undefined));
}

async function addressesOf({ ctx, teamId }: { ctx: Context; teamId: string }): Promise<ReadonlySet<string>> {
  const rows = await ctx.db
    .select({ email: users.email })
    .from(teamMembers)
    .innerJoin(users, eq(users.id, teamMembers.userId))
    .where(and(eq(teamMembers.workspaceId, ctx.workspaceId), eq(teamMembers.teamId, teamId)));
  return new Set(rows.map(({ email }) => email.toLowerCase()));
}

function both(one: readonly string[] | null, other: readonly string[] | null): readonly string[] | null {
  if (one === null || other === null) return one ?? other;
  return one.filter((id) => other.includes(id));
}

/** The one of that id or name, or the only one whose name begins so. */
function onlyNamed({ what, named, text }: { what: string; named: readonly Named[]; text: string }): Named {
  const wanted = text.trim().toLowerCase();
  const whole = named.find(({ id, label }) => id === text || label.toLowerCase() === wanted);
  if (whole !== undefined) return whole;
  const begun = named.filter(({ label }) => label.toLowerCase().startsWith(wanted));
  const [first] = begun;
  if (first !== undefined && begun.length === 1) return first;
  const known = (begun.length === 0 ? named : begun).map(({ label }) => label).join(', ');
  throw new SophiaError(
    'input.invalid',
    `Expected one ${what} that is called "${text}", found ${begun.length === 0 ? 'none' : 'several'}. There are: ${known || 'none; has the CRM been read? See sophia sync status'}.`,
  );
}
