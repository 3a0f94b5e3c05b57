import type { CrmRecordRow } from '#modules/crm';
import type { Person } from '#modules/people';
import type { Asked, FieldResolvers } from '../graph.ts';
import { toNodeId } from '../node-id.ts';
import { type Money, moneyOf } from './money-of.ts';
import { typeOfRecord } from './record-node.ts';
import {
  associatedOf,
  callsOfRecord,
  changeSetsUnder,
  commitmentsUnder,
  contradictionsUnder,
  warningsUnder,
} from './shared-lists.ts';

const recordResolvers: FieldResolvers<CrmRecordRow> = {
  id: ({ source }) => toNodeId(typeOfRecord(source), source.recordId),
  reference: ({ source }) => source.recordId,
  owner: ownerOf,
  calls: callsOfRecord,
};

export const dealResolvers: FieldResolvers<CrmRecordRow> = {
  ...recordResolvers,
  stage: stageOf,
  amount: amountOf,
  closeDate: ({ source }) => /^\d{4}-\d{2}-\d{2}/.exec(source.properties['closedate'] ?? '')?.[0] ?? null,
  companies: (asked) => associatedOf(asked, { toType: 'company' }),
  contacts: (asked) => associatedOf(asked, { toType: 'contact' }),
  commitments: (asked) => commitmentsUnder(asked, { of: 'deal', parent: asked.source.recordId }),
  contradictions: (asked) => contradictionsUnder(asked, { of: 'record', parent: asked.source.recordId }),
  warnings: (asked) => warningsUnder(asked, { of: 'deal', parent: asked.source.recordId }),
  changeSets: (asked) => changeSetsUnder(asked, { of: 'record', parent: `deal:${asked.source.externalId}` }),
};

export const companyResolvers: FieldResolvers<CrmRecordRow> = {
  ...recordResolvers,
  deals: (asked) => associatedOf(asked, { toType: 'deal' }),
  contacts: (asked) => associatedOf(asked, { toType: 'contact' }),
};

export const contactResolvers: FieldResolvers<CrmRecordRow> = {
  ...recordResolvers,
  jobTitle: ({ source }) => source.properties['jobtitle'] ?? null,
  deals: (asked) => associatedOf(asked, { toType: 'deal' }),
  companies: (asked) => associatedOf(asked, { toType: 'company' }),
  leads: (asked) => associatedOf(asked, { toType: 'lead' }),
};

export const leadResolvers: FieldResolvers<CrmRecordRow> = {
  ...recordResolvers,
  stage: stageOf,
  label: ({ source }) => source.properties['hs_lead_label'] ?? null,
  type: ({ source }) => source.properties['hs_lead_type'] ?? null,
  companies: (asked) => associatedOf(asked, { toType: 'company' }),
  contacts: (asked) => associatedOf(asked, { toType: 'contact' }),
  changeSets: (asked) => changeSetsUnder(asked, { of: 'record', parent: `lead:${asked.source.externalId}` }),
};

export const personResolvers: FieldResolvers<Person> = {
  id: ({ source }) => toNodeId('Person', source.personId),
};

async function ownerOf({ source, graph }: Asked<CrmRecordRow>) {
  if (source.ownerId === null) return null;
  return (await graph.load().owners()).find(({ externalId }) => externalId === source.ownerId) ?? null;
}

async function stageOf({ source, graph }: Asked<CrmRecordRow>): Promise<string | null> {
  const isLead = source.objectType === 'lead';
  const stage = source.properties[isLead ? 'hs_pipeline_stage' : 'dealstage'] ?? null;
  if (stage === null) return null;
  const pipelines = await graph.load().pipelines();
  const named = pipelines.filter(
    ({ externalId }) => externalId === source.properties[isLead ? 'hs_pipeline' : 'pipeline'],
  );
  const stages = [...named, ...pipelines].flatMap((pipeline) => pipeline.stages);
  return stages.find(({ externalId }) => externalId === stage)?.label ?? stage;
}

/** In the deal's own currency; where it names none, in that of the workspace. */
async function amountOf({ source, graph }: Asked<CrmRecordRow>): Promise<Money | null> {
  const { amount = null, deal_currency_code: own = null } = source.properties;
  const currency = own ?? (await graph.load().workspace()).currency;
  return moneyOf({ amount, currency });
}
