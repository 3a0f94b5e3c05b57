import type { Crm, CrmReadType } from '#contracts';
import type { Clock } from '#platform/clock';
import type { HttpClient } from '#platform/http-client';
import { createFactSource } from './account-facts.ts';
import { createTokenSource, type HubspotCredentials, type TokenKeeper } from './auth.ts';
import { checkConnection } from './check-connection.ts';
import { createHubspotClient } from './client.ts';
import { countHolders } from './count-holders.ts';
import { findActivity } from './find-activity.ts';
import { type HubspotLimits, hubspotLimits } from './limits.ts';
import { listActivities } from './list-activities.ts';
import { listChangedMeetings } from './list-changed-meetings.ts';
import { listOwners } from './list-owners.ts';
import { listPipelines } from './list-pipelines.ts';
import { listPropertyDefinitions } from './list-property-definitions.ts';
import { listRecords } from './list-records.ts';
import { type HubspotVersion, pathsByVersion } from './paths.ts';
import { readNotes } from './read-notes.ts';
import { readAssociations, readRecords } from './read-records.ts';
import {
  archiveProperty,
  archiveRecord,
  associate,
  createActivities,
  createActivity,
  createProperty,
  dissociate,
  mergeRecords,
  updateRecord,
} from './write-records.ts';

export interface HubspotOptions {
  readonly credentials: HubspotCredentials;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly httpClient: HttpClient;
  readonly clock: Clock;
  readonly portalId?: string | null;
  readonly appId?: string | null;
  /** Where people open records; HubSpot is asked where it is not set. */
  readonly appUrl?: string | null;
  readonly webhookSecret?: string | null;
  readonly version?: HubspotVersion;
  readonly limits?: Partial<HubspotLimits>;
  /** Whether the text of e-mails may be read; without it they are not looked for. */
  readonly readsEmails?: boolean;
  /** Null where a renewed refresh token lives as long as the process. */
  readonly tokenKeeper?: TokenKeeper | null;
}

/** HubSpot's numbers of its kinds of objects, which stand in the addresses of its pages. */
const typeIds: Readonly<Record<CrmReadType, string>> = {
  contact: '0-1',
  company: '0-2',
  deal: '0-3',
  lead: '0-136',
  task: '0-27',
  note: '0-46',
  call: '0-48',
  email: '0-49',
  line_item: '0-8',
};

/** HubSpot as a CRM, by its newest dated version unless another is asked for. */
export function createHubspotCrm(options: HubspotOptions): Crm {
  const { credentials, baseUrl, httpClient, clock, portalId = null, appId = null, appUrl = null } = options;
  const { readsEmails = false } = options;
  const paths = pathsByVersion[options.version ?? '2026-09'];
  const tokens = createTokenSource({
    credentials,
    clock,
    fetch: httpClient.createFetch({ retryUnsafe: true }),
    tokenUrl: `${baseUrl}${paths.token}`,
    keeper: options.tokenKeeper ?? null,
  });
  const limits = { ...hubspotLimits, ...options.limits };
  const client = createHubspotClient({ baseUrl, httpClient, tokens, limits, clock });
  const reading = { client, paths };
  const asked = credentials.kind === 'oauth' ? tokens : null;
  const facts = createFactSource({ ...reading, portalId, appUrl, appId, tokens: asked });
  return {
    name: 'hubspot',
    optionalTypes: ['lead', 'note', 'line_item', ...(readsEmails ? (['email'] as const) : [])],
    recordAddress: ({ objectType, externalId }) => {
      const known = facts.current();
      if (known.portalId === null) return null;
      return `${known.appUrl}/contacts/${known.portalId}/record/${typeIds[objectType]}/${externalId}`;
    },
    listRecords: (request) => listRecords({ ...reading, request }),
    getRecords: async (request) => readRecords({ ...reading, request, appId: (await facts.learn()).appId }),
    getAssociations: (request) => readAssociations({ ...reading, request }),
    listActivities: ({ dealExternalIds }) => listActivities({ ...reading, dealExternalIds }),
    listChangedMeetings: (asked) => listChangedMeetings({ ...reading, ...asked }),
    listNotes: (asked) =>
      listRecords({ ...reading, request: { ...asked, objectType: 'note', properties: ['hs_timestamp'] } }),
    getNotes: async (asked) => readNotes({ ...reading, ...asked, appId: (await facts.learn()).appId }),
    listOwners: () => listOwners(reading),
    listPipelines: (objectType) => listPipelines({ ...reading, objectType }),
    listPropertyDefinitions: (objectType) => listPropertyDefinitions({ ...reading, objectType }),
    updateRecord: ({ properties, ...reference }) => updateRecord({ ...reading, reference, properties }),
    createActivity: (activity) => createActivity({ ...reading, activity }),
    createActivities: (wanted) => createActivities({ ...reading, ...wanted }),
    findActivity: (wanted) => findActivity({ ...reading, wanted }),
    associate: ({ from, to }) => associate({ ...reading, from, to }),
    dissociate: ({ from, to }) => dissociate({ ...reading, from, to }),
    archiveRecord: (reference) => archiveRecord({ ...reading, reference }),
    mergeRecords: (merge) => mergeRecords({ ...reading, merge }),
    createProperty: (definition) => createProperty({ ...reading, definition }),
    archiveProperty: (property) => archiveProperty({ ...reading, property }),
    countHolders: (wanted) => countHolders({ ...reading, wanted }),
    check: () =>
      checkConnection({
        ...reading,
        facts,
        baseUrl,
        tokens,
        kind: credentials.kind,
        readsEmails,
        hasWebhookSecret: (options.webhookSecret ?? null) !== null,
      }),
  };
}
