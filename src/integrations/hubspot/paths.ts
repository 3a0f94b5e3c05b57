import type { CrmObjectType, CrmPipelineType, CrmReadType } from '#contracts';

/** What Sophia reads in HubSpot. */
export type HubspotObjectType = CrmReadType | 'meeting';

/** The names of HubSpot's kinds of objects in its addresses. */
export const objectNames: Readonly<Record<HubspotObjectType, string>> = {
  company: 'companies',
  contact: 'contacts',
  deal: 'deals',
  lead: 'leads',
  note: 'notes',
  task: 'tasks',
  call: 'calls',
  email: 'emails',
  meeting: 'meetings',
  line_item: 'line_items',
};

interface Pair {
  readonly from: HubspotObjectType;
  readonly to: HubspotObjectType;
}

export interface HubspotPaths {
  objects(type: HubspotObjectType): string;
  associationRead(pair: Pair): string;
  associate(pair: Pair & { readonly fromId: string; readonly toId: string }): string;
  dissociate(pair: Pair & { readonly fromId: string; readonly toId: string }): string;
  properties(type: CrmObjectType): string;
  readonly owners: string;
  pipelines(type: CrmPipelineType): string;
  readonly account: string;
  readonly token: string;
  /** What a token that stays may do. */
  readonly keyFacts: string;
  tokenFacts(token: string): string;
}

/** Where each thing lies: by date where HubSpot documents it so, otherwise in the last numbered version. */
export const pathsByVersion = {
  '2026-09': createPaths((type) => `/crm/objects/2026-09/${objectNames[type]}`),
  v3: createPaths((type) => `/crm/v3/objects/${objectNames[type]}`),
} as const satisfies Readonly<Record<string, HubspotPaths>>;

export type HubspotVersion = keyof typeof pathsByVersion;

function createPaths(objects: HubspotPaths['objects']): HubspotPaths {
  return {
    objects,
    associationRead: ({ from, to }) => `/crm/v4/associations/${objectNames[from]}/${objectNames[to]}/batch/read`,
    associate: ({ from, to, fromId, toId }) =>
      `/crm/v4/objects/${objectNames[from]}/${encodeURIComponent(fromId)}/associations/default/${objectNames[to]}/${encodeURIComponent(toId)}`,
    dissociate: ({ from, to, fromId, toId }) =>
      `/crm/v4/objects/${objectNames[from]}/${encodeURIComponent(fromId)}/associations/${objectNames[to]}/${encodeURIComponent(toId)}`,
    properties: (type) => `/crm/v3/properties/${objectNames[type]}`,
    owners: '/crm/v3/owners',
    pipelines: (type) => `/crm/v3/pipelines/${objectNames[type]}`,
    account: '/account-info/v3/details',
    token: '/oauth/v1/token',
    // HubSpot's reference leaves it out, and programs at large rely on it: whoever asks has to do without an answer.
    keyFacts: '/oauth/v2/private-apps/get/access-token-info',
    tokenFacts: (token) => `/oauth/v1/access-tokens/${encodeURIComponent(token)}`,
  };
}
