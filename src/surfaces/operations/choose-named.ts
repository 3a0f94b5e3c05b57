import type { CrmOwner, CrmPipeline } from '#contracts';
import { listDefinitions } from '#modules/crm';
import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';

type Stage = CrmPipeline['stages'][number];

/** The stages and the owners that the CRM has, by which filters are read. */
export interface NamedChoices {
  readonly stages: readonly Stage[];
  readonly owners: readonly CrmOwner[];
}

export async function readChoices({ ctx }: { ctx: Context }): Promise<NamedChoices> {
  const owners = await listDefinitions({ ctx, input: { kind: 'owner', scope: null } });
  const pipelines = await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } });
  return { owners, stages: pipelines.flatMap((pipeline) => pipeline.stages) };
}

/** The id of the stage of that name. Throws `input.invalid` with those that there are. */
export function stageNamed({ stages, text }: Pick<NamedChoices, 'stages'> & { text: string }): string {
  const named = stages.map(({ externalId, label }) => ({ externalId, label }));
  return chooseNamed({ what: 'stage', named, text });
}

/** The id of the owner of that address or name. Throws `input.invalid` with those that there are. */
export function ownerNamed({ owners, text }: Pick<NamedChoices, 'owners'> & { text: string }): string {
  const byAddress = owners.find(({ email }) => email?.toLowerCase() === text.toLowerCase());
  if (byAddress !== undefined) return byAddress.externalId;
  const named = owners.map(({ externalId, name }) => ({ externalId, label: name }));
  return chooseNamed({ what: 'owner', named, text });
}

/** The one of that id or name, or the only one whose name begins so. */
function chooseNamed({
  what,
  named,
  text,
}: {
  what: string;
  named: readonly { readonly externalId: string; readonly label: string }[];
  text: string;
}): string {
  const wanted = text.toLowerCase();
  const whole = named.find(({ externalId, label }) => externalId === text || label.toLowerCase() === wanted);
  if (whole !== undefined) return whole.externalId;
  const begun = named.filter(({ label }) => label.toLowerCase().startsWith(wanted));
  const [first] = begun;
  if (first !== undefined && begun.length === 1) return first.externalId;
  const known = (begun.length === 0 ? named : begun).map(({ label }) => label).join(', ');
  throw new SophiaError(
    'input.invalid',
    `Expected one ${what} that is called "${text}", found ${begun.length === 0 ? 'none' : 'several'}. There are: ${known || 'none; has the CRM been read? See sophia sync status'}.`,
  );
}
