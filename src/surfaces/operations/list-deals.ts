import type { CrmOwner, CrmPipeline } from '#contracts';
import { listDefinitions, listRecords } from '#modules/crm';
import { SophiaError } from '#platform/errors';
import type { OperationOutput } from '#surfaces/local';
import type { OperationCall } from './operation-call.ts';

type Stage = CrmPipeline['stages'][number];

/** Deals of the mirror by name, those of a stage or an owner where their names, or the beginnings of them, are given. */
export async function listDeals({ ctx, input }: OperationCall<'deals.list'>): Promise<OperationOutput<'deals.list'>> {
  const owners = await listDefinitions({ ctx, input: { kind: 'owner', scope: null } });
  const pipelines = await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } });
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  const stage = input.stage === null ? {} : { stage: stageNamed({ stages, text: input.stage }) };
  const owner = input.owner === null ? {} : { ownerId: ownerNamed({ owners, text: input.owner }) };
  const { records, cursor } = await listRecords({
    ctx,
    input: { objectType: 'deal', limit: input.limit, cursor: input.after, ...stage, ...owner },
  });
  const deals = records.map(({ recordId, externalId, name, properties, ownerId }) => ({
    recordId,
    externalId,
    name,
    stage: stages.find((one) => one.externalId === properties['dealstage'])?.label ?? properties['dealstage'] ?? null,
    amount: properties['amount'] ?? null,
    closeDate: properties['closedate']?.slice(0, 10) ?? null,
    owner: owners.find((one) => one.externalId === ownerId)?.name ?? null,
  }));
  return { deals, more: cursor !== null };
}

function stageNamed({ stages, text }: { stages: readonly Stage[]; text: string }): string {
  const named = stages.map(({ externalId, label }) => ({ externalId, label }));
  return only({ what: 'stage', named, text });
}

function ownerNamed({ owners, text }: { owners: readonly CrmOwner[]; text: string }): string {
  const byAddress = owners.find(({ email }) => email?.toLowerCase() === text.toLowerCase());
  if (byAddress !== undefined) return byAddress.externalId;
  return only({ what: 'owner', named: owners.map(({ externalId, name }) => ({ externalId, label: name })), text });
}

/** The one of that id or name, or the only one whose name begins so. */
function only({
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
