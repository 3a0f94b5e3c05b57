import type { CrmOwner, CrmPipeline } from '#contracts';
import { authorise, readKept } from '#modules/access';
import type { Context, Verb } from '#platform/context';
import { parseInput, SophiaError } from '#platform/errors';
import { describeCrm } from './describe-crm.ts';
import { getRecord } from './get-record.ts';
import { listAssociatedOf } from './list-associated-of.ts';
import { type DealOverview, RecordInput } from './schema.ts';

/** A deal with its company, contacts, owner, pipeline and stage, and what its properties take. */
export async function getDealOverview({ ctx, input }: Verb<RecordInput>): Promise<DealOverview> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: input.recordId } });
  const { recordId } = parseInput({ schema: RecordInput, input, what: 'a deal' });
  return readKept({ ctx, kind: 'crm-record', key: recordId, load: () => loadOverview(ctx, recordId) });
}

async function loadOverview(ctx: Context, recordId: string): Promise<DealOverview> {
  const deal = await getRecord({ ctx, input: { recordId } });
  if (deal.objectType !== 'deal') {
    throw new SophiaError('record.not-found', `Expected ${recordId} to be a deal, found a ${deal.objectType}.`);
  }
  const input = { recordIds: [recordId], toTypes: ['company', 'contact'] } as const;
  const tied = (await listAssociatedOf({ ctx, input })).get(recordId) ?? [];
  const { owners, pipelines, properties } = await describeCrm({ ctx, input: { objectType: 'deal' } });
  const pipeline = pipelineOf({ pipelines, deal });
  return {
    deal,
    company: tied.find(({ objectType }) => objectType === 'company') ?? null,
    contacts: tied.filter(({ objectType }) => objectType === 'contact'),
    owner: ownerOf({ owners, ownerId: deal.ownerId }),
    pipeline,
    stage: pipeline?.stages.find(({ externalId }) => externalId === deal.properties['dealstage']) ?? null,
    definitions: properties,
  };
}

function ownerOf({ owners, ownerId }: { owners: readonly CrmOwner[]; ownerId: string | null }): CrmOwner | null {
  return owners.find(({ externalId }) => externalId === ownerId) ?? null;
}

/** By its name in the deal; where that is not filled in, by the stage, whose id is unique. */
function pipelineOf({
  pipelines,
  deal,
}: {
  pipelines: readonly CrmPipeline[];
  deal: DealOverview['deal'];
}): CrmPipeline | null {
  const { pipeline, dealstage } = deal.properties;
  const named = pipelines.find(({ externalId }) => externalId === pipeline);
  const holding = pipelines.find(({ stages }) => stages.some(({ externalId }) => externalId === dealstage));
  return named ?? holding ?? null;
}
