import { z } from 'zod';
import type { ConnectionStep, Page } from './call-source.ts';

/** The kinds of records that Sophia mirrors, and the kinds of activities that it writes. */
export const CrmRecordType = z.enum(['company', 'contact', 'deal', 'lead']);
export type CrmRecordType = z.infer<typeof CrmRecordType>;
/** The kinds of records that go through the stages of a pipeline. */
export const CrmPipelineType = CrmRecordType.extract(['deal', 'lead']);
export type CrmPipelineType = z.infer<typeof CrmPipelineType>;
export const CrmActivityType = z.enum(['note', 'task', 'call']);
export type CrmActivityType = z.infer<typeof CrmActivityType>;
export const CrmObjectType = z.union([CrmRecordType, CrmActivityType]);
export type CrmObjectType = z.infer<typeof CrmObjectType>;

/** What belongs to a deal and is kept beside the records: it is not looked for, listed or written by itself. */
export const CrmDetailType = z.enum(['line_item', 'email']);
export type CrmDetailType = z.infer<typeof CrmDetailType>;

/** All that is read record by record, whatever becomes of it. */
export const CrmReadType = z.union([CrmObjectType, CrmDetailType]);
export type CrmReadType = z.infer<typeof CrmReadType>;

/** Who set a value, as the CRM's own history says. */
export const CrmChangeSource = z.enum(['person', 'import', 'automation', 'integration', 'sophia', 'other']);
export type CrmChangeSource = z.infer<typeof CrmChangeSource>;

export const CrmPropertyChange = z.strictObject({
  property: z.string().min(1),
  /** As the CRM keeps it: text, or null where it was cleared. */
  value: z.string().nullable(),
  at: z.iso.datetime(),
  source: CrmChangeSource,
  /** The vendor's own words for the source, such as CRM_UI. */
  sourceType: z.string(),
  sourceId: z.string().nullable(),
  userId: z.string().nullable(),
});
export type CrmPropertyChange = z.infer<typeof CrmPropertyChange>;

export const CrmRecord = z.strictObject({
  objectType: CrmReadType,
  externalId: z.string().min(1),
  properties: z.record(z.string(), z.string().nullable()),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  archivedAt: z.iso.datetime().nullable(),
});
export type CrmRecord = z.infer<typeof CrmRecord>;

export const CrmRecordWithHistory = CrmRecord.extend({
  /** Newest first, of the properties that were asked for. */
  history: z.array(CrmPropertyChange),
});
export type CrmRecordWithHistory = z.infer<typeof CrmRecordWithHistory>;

export const CrmReference = z.strictObject({ objectType: CrmObjectType, externalId: z.string().min(1) });
export type CrmReference = z.infer<typeof CrmReference>;

/** The same for whatever is read. */
export const CrmReadReference = z.strictObject({ objectType: CrmReadType, externalId: z.string().min(1) });
export type CrmReadReference = z.infer<typeof CrmReadReference>;

export const CrmAssociation = z.strictObject({
  from: CrmReadReference,
  to: CrmReadReference,
  labels: z.array(z.string()),
});
export type CrmAssociation = z.infer<typeof CrmAssociation>;

export const CrmPropertyDefinition = z.strictObject({
  objectType: CrmRecordType,
  name: z.string().min(1),
  label: z.string(),
  type: z.enum(['string', 'number', 'date', 'datetime', 'enumeration', 'bool', 'phone_number', 'other']),
  /** How the vendor shows it: `checkbox` is an enumeration with several values, `html` and `textarea` are long. */
  fieldType: z.string(),
  options: z.array(z.strictObject({ value: z.string(), label: z.string() })),
  readOnly: z.boolean(),
  /** Whether a number is money. */
  isMoney: z.boolean(),
});
export type CrmPropertyDefinition = z.infer<typeof CrmPropertyDefinition>;

export const CrmTeam = z.strictObject({
  externalId: z.string().min(1),
  name: z.string(),
  /** Whether it is the owner's main one. */
  primary: z.boolean(),
});
export type CrmTeam = z.infer<typeof CrmTeam>;

export const CrmOwner = z.strictObject({
  externalId: z.string().min(1),
  userId: z.string().nullable(),
  email: z.string().nullable(),
  name: z.string(),
  active: z.boolean(),
  teams: z.array(CrmTeam).default([]),
});
export type CrmOwner = z.infer<typeof CrmOwner>;

export const CrmPipeline = z.strictObject({
  externalId: z.string().min(1),
  label: z.string(),
  stages: z.array(
    z.strictObject({
      externalId: z.string().min(1),
      label: z.string(),
      position: z.int(),
      isClosed: z.boolean(),
      isWon: z.boolean(),
      probability: z.number().nullable(),
    }),
  ),
});
export type CrmPipeline = z.infer<typeof CrmPipeline>;

export const CrmDealActivityKind = z.enum(['note', 'task', 'call', 'email', 'meeting']);
export type CrmDealActivityKind = z.infer<typeof CrmDealActivityKind>;

/** What the CRM says was done with a deal, or is to be done. What was called off or never left is none. */
export const CrmDealActivity = z.strictObject({
  kind: CrmDealActivityKind,
  externalId: z.string().min(1),
  dealExternalId: z.string().min(1),
  /** When it took place; of an open task, when it is due. */
  at: z.iso.datetime(),
  /** Of an e-mail or a call; null where the CRM does not say. */
  direction: z.enum(['incoming', 'outgoing']).nullable(),
  /** Of a task or a meeting; null where there is no such thing, or nobody said. */
  done: z.boolean().nullable(),
  ownerId: z.string().nullable(),
  /** The line that names it, where its kind has one; never the text. */
  subject: z.string().nullable(),
});
export type CrmDealActivity = z.infer<typeof CrmDealActivity>;

/** What somebody has written in the CRM beside a record. Its text comes from outside, without markup. */
export const CrmNote = z.strictObject({
  externalId: z.string().min(1),
  text: z.string(),
  /** When what it tells of took place. */
  at: z.iso.datetime(),
  ownerId: z.string().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** Who wrote its text as it stands now. */
  source: CrmChangeSource,
  /** The records that it hangs on. */
  about: z.array(z.strictObject({ objectType: CrmRecordType, externalId: z.string().min(1) })),
  /** Kinds of records that could not be asked whether it hangs on one of them. */
  untold: z.array(CrmRecordType),
});
export type CrmNote = z.infer<typeof CrmNote>;

/** What went wrong with one of several, beside those that went well. */
export interface CrmItemFailure {
  readonly externalId: string;
  readonly code: string;
  readonly message: string;
}

/** A CRM. Reads named `fresh` bypass every index of the vendor; none of its writes is conditional or idempotent. */
export interface Crm {
  readonly name: 'hubspot';
  /** Kinds of records that an account may not have, or keep from us: they are read where they can be. */
  readonly optionalTypes: readonly (CrmRecordType | CrmDetailType | 'note')[];
  /** Where a person opens the record in the vendor's own pages; null where that is not known. */
  recordAddress(reference: CrmReadReference): string | null;
  /**
   * Records changed at or after `since`, a page at a time in no order of time, without a limit on their number and
   * without one being passed over where many carry the same instant; null asks for all there are.
   */
  listRecords(options: {
    readonly objectType: CrmRecordType | CrmDetailType;
    readonly since: Date | null;
    readonly archived: boolean;
    readonly properties: readonly string[];
    readonly cursor: string | null;
  }): Promise<Page<CrmRecord>>;
  /** Fresh. Records with the history of the named properties; one that is gone is left out. */
  getRecords(options: {
    readonly objectType: CrmReadType;
    readonly externalIds: readonly string[];
    readonly properties: readonly string[];
    readonly historyOf: readonly string[];
  }): Promise<readonly CrmRecordWithHistory[]>;
  /** Fresh. All associations from the records to records of one type. */
  getAssociations(options: {
    readonly fromType: CrmReadType;
    readonly externalIds: readonly string[];
    readonly toType: CrmReadType;
  }): Promise<readonly CrmAssociation[]>;
  /** Fresh. The activities of the deals; of one with very many, the newest of each kind. */
  listActivities(options: { readonly dealExternalIds: readonly string[] }): Promise<readonly CrmDealActivity[]>;
  /**
   * Meetings that were made or changed at or after `since`, as far as the vendor's index has them, a page at a time:
   * the ids of all of them, and what each is to its deals. One that was called off is to none.
   */
  listChangedMeetings(options: { readonly since: Date; readonly cursor: string | null }): Promise<{
    readonly externalIds: readonly string[];
    readonly activities: readonly CrmDealActivity[];
    readonly cursor: string | null;
  }>;
  /** Which notes have changed, as `listRecords` says it of records; what they say is read by `getNotes`. */
  listNotes(options: {
    readonly since: Date | null;
    readonly archived: boolean;
    readonly cursor: string | null;
  }): Promise<Page<Pick<CrmNote, 'externalId' | 'updatedAt'>>>;
  /** Fresh. One that is gone is left out. */
  getNotes(options: { readonly externalIds: readonly string[] }): Promise<readonly CrmNote[]>;
  listOwners(): Promise<readonly CrmOwner[]>;
  listPipelines(objectType: CrmPipelineType): Promise<readonly CrmPipeline[]>;
  listPropertyDefinitions(objectType: CrmRecordType): Promise<readonly CrmPropertyDefinition[]>;
  updateRecord(options: {
    readonly objectType: CrmObjectType;
    readonly externalId: string;
    readonly properties: Readonly<Record<string, string>>;
  }): Promise<CrmRecord>;
  createActivity(options: {
    readonly objectType: CrmActivityType;
    readonly properties: Readonly<Record<string, string>>;
    readonly associatedWith: readonly CrmReference[];
    /** Left in the activity where `findActivity` sees it and readers do not mind. */
    readonly marker?: string | null;
  }): Promise<CrmRecord>;
  /** Several at once; the answer has them by their markers. One that the CRM did not take is missing in it. */
  createActivities(options: {
    readonly objectType: CrmActivityType;
    readonly activities: readonly {
      readonly properties: Readonly<Record<string, string>>;
      readonly associatedWith: readonly CrmReference[];
      readonly marker: string;
    }[];
  }): Promise<ReadonlyMap<string, CrmRecord>>;
  /** Fresh. The activity of that record which carries the marker; null where none does. */
  findActivity(options: {
    readonly objectType: CrmActivityType;
    readonly marker: string;
    readonly associatedWith: CrmReference;
  }): Promise<CrmRecord | null>;
  associate(options: { readonly from: CrmReference; readonly to: CrmReference }): Promise<void>;
  /** Takes the two apart, whatever the labels of their tie; where they are not tied, nothing happens. */
  dissociate(options: { readonly from: CrmReference; readonly to: CrmReference }): Promise<void>;
  archiveRecord(reference: CrmReference): Promise<void>;
  /** One record of two, which has an id of its own at some vendors; the old ids lead to it. */
  mergeRecords(options: {
    readonly objectType: CrmRecordType;
    readonly keptId: string;
    readonly mergedId: string;
  }): Promise<CrmRecord>;
  createProperty(definition: CrmPropertyDefinition & { readonly description: string }): Promise<void>;
  archiveProperty(options: { readonly objectType: CrmRecordType; readonly name: string }): Promise<void>;
  /** How many records hold a value of the property, as the vendor's index has it: what was just written may lack. */
  countHolders(options: { readonly objectType: CrmRecordType; readonly property: string }): Promise<number>;
  check(): Promise<readonly ConnectionStep[]>;
}

/** Two of our rows of records that the CRM has made one; what belongs to the first belongs to the other now. */
export const RecordMerge = z.strictObject({ fromRecordId: z.string().min(1), intoRecordId: z.string().min(1) });
export type RecordMerge = z.infer<typeof RecordMerge>;
