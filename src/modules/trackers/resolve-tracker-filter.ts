import type { TrackerFilter, TrackerFilterInput } from '#contracts';
import { listDefinitions, resolveAccount, resolveRecord } from '#modules/crm';
import { findOwners, onlyNamed } from '#modules/pipeline';
import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';

/**
 * What somebody means by the names in a filter. Throws `record.not-found` and `input.invalid` where a name fits nothing,
 * or more than one.
 */
export async function resolveTrackerFilter({
  ctx,
  filter,
}: {
  ctx: Context;
  filter: TrackerFilterInput;
}): Promise<TrackerFilter> {
  const { since, until, account, deal, stage, owner, team, source, minMinutes } = filter;
  if (since !== null && until !== null && since > until) {
    throw new SophiaError('input.invalid', `Expected a first day before the last, found ${since} and ${until}.`);
  }
  const people = owner === null && team === null ? nobody : await findOwners({ ctx, input: { owner, team } });
  return {
    since,
    until,
    account: account === null ? null : nameOf(await resolveAccount({ ctx, input: { text: account } })),
    deal: deal === null ? null : nameOf(await resolveRecord({ ctx, input: { objectType: 'deal', text: deal } })),
    stage: stage === null ? null : await stageNamed({ ctx, text: stage }),
    owner: people.owner,
    team: people.team,
    source,
    minMinutes,
  };
}

const nobody = { owner: null, team: null };

function nameOf({ recordId, name }: { recordId: string; name: string | null }): TrackerFilter['deal'] {
  return { recordId, name };
}

/** A stage by its id, or all of that name: several pipelines may have one. */
async function stageNamed({ ctx, text }: { ctx: Context; text: string }): Promise<TrackerFilter['stage']> {
  const pipelines = await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } });
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  const byLabel = Map.groupBy(stages, ({ label }) => label.toLowerCase());
  const byId = stages.map(({ externalId: id, label }) => ({ id, label }));
  const known = byId.find(({ id }) => id === text);
  if (known !== undefined) return { ids: [known.id], label: known.label };
  const named = [...byLabel].map(([id, [first]]) => ({ id, label: first?.label ?? id }));
  const { id, label } = onlyNamed({ what: 'stage', named, text });
  return { ids: (byLabel.get(id) ?? []).map(({ externalId }) => externalId), label };
}
