import type {
  CrmChangeSource,
  CrmDealActivity,
  CrmDealActivityKind,
  CrmOwner,
  CrmPipeline,
  CrmPropertyChange,
  CrmPropertyDefinition,
  CrmReadType,
  CrmRecord,
  CrmRecordType,
} from '#contracts';
import { ownWords } from './own-words.ts';
import type { HubspotObject, Owner, Pipeline, PropertyDefinition, PropertyVersion } from './schema.ts';

export function toRecord({ objectType, object }: { objectType: CrmReadType; object: HubspotObject }): CrmRecord {
  const archived = object.archived === true;
  return {
    objectType,
    externalId: object.id,
    properties: storable(objectType === 'email' ? emailProperties(object.properties ?? {}) : (object.properties ?? {})),
    createdAt: isoInstant(object.createdAt),
    updatedAt: isoInstant(object.updatedAt),
    archivedAt: archived ? isoInstant(object.archivedAt ?? object.updatedAt) : null,
  };
}

/** A zero and half a character are refused by the database; whoever writes a mail or a note may write them. */
function storable(values: Properties): Properties {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value?.replaceAll('\0', '').toWellFormed() ?? null]),
  );
}

/** Of an e-mail only what its author has written; the mails that it quotes, its markup and its heads are not taken. */
function emailProperties(values: Properties): Properties {
  const { hs_email_text: text = null, hs_email_html: html = null, hs_email_headers: _heads, ...others } = values;
  return { ...others, hs_email_text: ownWords({ text, html }), hs_email_html: null };
}

type Properties = Readonly<Record<string, string | null>>;

/** Newest first; of equal instants HubSpot's own order is kept. */
export function toHistory({
  versions,
  appId,
}: {
  versions: Readonly<Record<string, readonly PropertyVersion[]>>;
  appId: string | null;
}): CrmPropertyChange[] {
  return Object.entries(versions)
    .flatMap(([property, list]) => list.map((version) => toChange({ property, version, appId })))
    .sort((first, second) => (first.at === second.at ? 0 : first.at < second.at ? 1 : -1));
}

function toChange({
  property,
  version,
  appId,
}: {
  property: string;
  version: PropertyVersion;
  appId: string | null;
}): CrmPropertyChange {
  const sourceType = version.sourceType ?? '';
  const sourceId = version.sourceId ?? null;
  return {
    property,
    value: version.value === '' ? null : version.value,
    at: isoInstant(version.timestamp),
    source: toSource({ sourceType, sourceId, appId }),
    sourceType,
    sourceId,
    userId: version.updatedByUserId ?? userIn(sourceId),
  };
}

const sources: Readonly<Record<string, CrmChangeSource>> = {
  CRM_UI: 'person',
  CRM_UI_BULK_ACTION: 'person',
  CONTACTS_WEB: 'person',
  CONTACTS: 'person',
  COMPANIES: 'person',
  DEALS: 'person',
  MOBILE_IOS: 'person',
  MOBILE_ANDROID: 'person',
  EXTENSION: 'person',
  IMPORT: 'import',
  BATCH_UPDATE: 'import',
  AUTOMATION_PLATFORM: 'automation',
  WORKFLOWS: 'automation',
  CALCULATED: 'automation',
  PROPERTY_RESTORE: 'person',
  INTEGRATION: 'integration',
  INTEGRATIONS_PLATFORM: 'integration',
  INTEGRATIONS_SYNC: 'integration',
  API: 'integration',
};

/** What is our own app's is Sophia's; a source that nobody has described is `other`. */
function toSource({
  sourceType,
  sourceId,
  appId,
}: {
  sourceType: string;
  sourceId: string | null;
  appId: string | null;
}): CrmChangeSource {
  const source = sources[sourceType] ?? 'other';
  return source === 'integration' && appId !== null && sourceId === appId ? 'sophia' : source;
}

/** For a person, HubSpot writes `userId:123` where it gives no number of its own. */
function userIn(sourceId: string | null): string | null {
  return /^userId:(?<user>\d+)$/u.exec(sourceId ?? '')?.groups?.['user'] ?? null;
}

/** The states in which nothing took place, or was called off. */
const notTakenPlace: Readonly<Record<CrmDealActivityKind, readonly string[]>> = {
  note: [],
  task: [],
  call: ['BUSY', 'CANCELED', 'FAILED', 'NO_ANSWER'],
  email: ['BOUNCED', 'FAILED', 'SCHEDULED', 'SENDING'],
  meeting: ['CANCELED', 'NO_SHOW', 'RESCHEDULED'],
};
const directions: Readonly<Record<string, CrmDealActivity['direction']>> = {
  EMAIL: 'outgoing',
  INCOMING_EMAIL: 'incoming',
  OUTBOUND: 'outgoing',
  INBOUND: 'incoming',
};

/** Null for what did not take place and will not. */
export function toDealActivity({
  kind,
  object,
  dealExternalId,
}: {
  kind: CrmDealActivityKind;
  object: HubspotObject;
  dealExternalId: string;
}): CrmDealActivity | null {
  const values = object.properties ?? {};
  const done = isDone({ kind, values });
  const state = values[`hs_${kind}_status`] ?? values['hs_meeting_outcome'] ?? '';
  if (notTakenPlace[kind].includes(state)) return null;
  const doneAt = done === true ? values['hs_task_completion_date'] : null;
  const at = doneAt ?? values['hs_meeting_start_time'] ?? values['hs_timestamp'] ?? object.createdAt;
  return {
    kind,
    externalId: object.id,
    dealExternalId,
    at: isoInstant(at),
    direction: directions[values['hs_email_direction'] ?? values['hs_call_direction'] ?? ''] ?? null,
    done,
    ownerId: values['hubspot_owner_id'] ?? null,
    subject: subjectOf({ kind, values }),
  };
}

const longestSubject = 300;

/** A note has none: its text is all there is. */
function subjectOf({
  kind,
  values,
}: {
  kind: CrmDealActivityKind;
  values: Readonly<Record<string, string | null>>;
}): string | null {
  const subject = values[`hs_${kind}_subject`] ?? values[`hs_${kind}_title`] ?? '';
  return subject.trim() === '' ? null : subject.trim().slice(0, longestSubject);
}

function isDone({
  kind,
  values,
}: {
  kind: CrmDealActivityKind;
  values: Readonly<Record<string, string | null>>;
}): boolean | null {
  if (kind === 'task') return values['hs_task_status'] === 'COMPLETED';
  if (kind !== 'meeting') return null;
  const outcome = values['hs_meeting_outcome'] ?? '';
  return outcome === '' ? null : outcome === 'COMPLETED';
}

export function toOwner(owner: Owner): CrmOwner {
  const name = [owner.firstName, owner.lastName].filter((part) => (part ?? '') !== '').join(' ');
  return {
    externalId: owner.id,
    userId: owner.userId ?? owner.userIdIncludingInactive ?? null,
    email: owner.email?.toLowerCase() ?? null,
    name: name === '' ? (owner.email ?? owner.id) : name,
    active: owner.archived !== true,
    teams: (owner.teams ?? []).map((team) => ({
      externalId: team.id,
      name: team.name ?? team.id,
      primary: team.primary === true,
    })),
  };
}

export function toPipeline(pipeline: Pipeline): CrmPipeline {
  return {
    externalId: pipeline.id,
    label: pipeline.label,
    stages: pipeline.stages
      .filter(({ archived }) => archived !== true)
      .map(({ id, label, displayOrder, metadata }, place) => {
        const probability = readProbability(metadata?.['probability'] ?? null);
        const isClosed = metadata?.['isClosed'] === 'true' || closedLeads.has(metadata?.['leadState'] ?? '');
        return {
          externalId: id,
          label,
          position: Math.trunc(displayOrder ?? place),
          isClosed,
          isWon: isClosed && (probability === 1 || metadata?.['leadState'] === 'QUALIFIED'),
          probability,
        };
      })
      .sort((first, second) => first.position - second.position),
  };
}

/** A lead is worked on until it is one of these; a qualified one has become a deal. */
const closedLeads: ReadonlySet<string> = new Set(['QUALIFIED', 'UNQUALIFIED']);

const propertyTypes = ['string', 'number', 'date', 'datetime', 'enumeration', 'bool', 'phone_number'] as const;

export function toDefinition({
  objectType,
  definition,
}: {
  objectType: CrmRecordType;
  definition: PropertyDefinition;
}): CrmPropertyDefinition {
  return {
    objectType,
    name: definition.name,
    label: definition.label ?? definition.name,
    type: propertyTypes.find((type) => type === definition.type) ?? 'other',
    fieldType: definition.fieldType ?? '',
    options: (definition.options ?? []).map(({ value, label }) => ({ value, label: label ?? value })),
    readOnly: definition.modificationMetadata?.readOnlyValue === true || definition.calculated === true,
    isMoney: definition.showCurrencySymbol === true || moneyProperties.has(definition.name),
  };
}

/** HubSpot's own sums of money, which do not always carry the mark. */
const moneyProperties: ReadonlySet<string> = new Set([
  'amount',
  'amount_in_home_currency',
  'hs_acv',
  'hs_arr',
  'hs_mrr',
  'hs_tcv',
  'hs_projected_amount',
  'hs_closed_amount',
  'annualrevenue',
  'total_revenue',
]);

function readProbability(text: string | null): number | null {
  const probability = Number(text ?? '');
  return text === null || text === '' || Number.isNaN(probability) ? null : probability;
}

function isoInstant(value: string | number): string {
  const instant = typeof value === 'string' && /^\d+$/u.test(value) ? Number(value) : value;
  return new Date(instant).toISOString();
}
