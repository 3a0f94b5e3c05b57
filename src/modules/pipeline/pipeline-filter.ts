import type { CrmPipeline, PipelineFilterInput } from '#contracts';
import { authorise } from '#modules/access';
import { listDefinitions } from '#modules/crm';
import type { Verb } from '#platform/context';
import { type SQL, sql } from '#platform/sql';
import { findOwners } from './find-owners.ts';
import { type Named, onlyNamed } from './only-named.ts';

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
  const pipelines = await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } });
  const { owner, team, ownerIds } = await findOwners({ ctx, input: { owner: input.owner, team: input.team } });
  const pipeline = input.pipeline === null ? null : pipelineNamed({ pipelines, text: input.pipeline });
  return {
    ownerIds,
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

function pipelineNamed({ pipelines, text }: { pipelines: readonly CrmPipeline[]; text: string }): Named {
  return onlyNamed({ what: 'pipeline', named: pipelines.map(({ externalId: id, label }) => ({ id, label })), text });
}
