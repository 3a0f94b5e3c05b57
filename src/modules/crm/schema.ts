import { z } from 'zod';
import { CrmDetailType, type CrmOwner, type CrmPipeline, type CrmPropertyDefinition, CrmRecordType } from '#contracts';

const Text = z.string().trim().min(1);

/** A record of the CRM as the mirror has it. */
export interface CrmRecordRow {
  readonly recordId: string;
  readonly objectType: CrmRecordType;
  readonly externalId: string;
  readonly properties: Readonly<Record<string, string | null>>;
  readonly name: string | null;
  readonly email: string | null;
  readonly domain: string | null;
  readonly ownerId: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly archivedAt: string | null;
  /** It was there and is not, and no event has said why. */
  readonly vanishedAt: string | null;
  readonly mergedInto: string | null;
  /** When the mirror last looked. */
  readonly syncedAt: string;
}

/** A deal with what is around it; null is what the CRM does not say. */
export interface DealOverview {
  readonly deal: CrmRecordRow;
  readonly company: CrmRecordRow | null;
  readonly contacts: readonly CrmRecordRow[];
  readonly owner: CrmOwner | null;
  readonly pipeline: CrmPipeline | null;
  readonly stage: CrmPipeline['stages'][number] | null;
  /** Of the properties of deals. */
  readonly definitions: readonly CrmPropertyDefinition[];
}

export const RecordInput = z.strictObject({ recordId: Text });
export type RecordInput = z.infer<typeof RecordInput>;
export const ExternalRecordInput = z.strictObject({ objectType: CrmRecordType, externalId: Text });
export type ExternalRecordInput = z.infer<typeof ExternalRecordInput>;
export const EmailsInput = z.strictObject({ emails: z.array(z.string()).max(500) });
export type EmailsInput = z.infer<typeof EmailsInput>;
export const DomainsInput = z.strictObject({ domains: z.array(z.string()).max(500) });
export type DomainsInput = z.infer<typeof DomainsInput>;
export const AssociatedInput = z.strictObject({ recordId: Text, toType: CrmRecordType });
export type AssociatedInput = z.infer<typeof AssociatedInput>;
export const PropertyInput = z.strictObject({ recordId: Text, property: Text });
export type PropertyInput = z.infer<typeof PropertyInput>;
export const PropertiesInput = z.strictObject({
  recordIds: z.array(Text).max(500),
  properties: z.array(Text).max(500),
});
export type PropertiesInput = z.infer<typeof PropertiesInput>;
export const PropertyChangesInput = z.strictObject({
  recordId: Text,
  /** Null for all. */
  properties: z.array(Text).nullable(),
  limit: z.int().min(1).max(1000),
});
export type PropertyChangesInput = z.infer<typeof PropertyChangesInput>;
export const ResolveInput = z.strictObject({ objectType: CrmRecordType, text: Text.max(300) });
export type ResolveInput = z.infer<typeof ResolveInput>;

export const DefinitionKind = z.enum(['owner', 'pipeline', 'property']);
export type DefinitionKind = z.infer<typeof DefinitionKind>;
export const DefinitionsInput = z.strictObject({
  kind: DefinitionKind,
  /** The type of record; null for all, and for owners. */
  scope: CrmRecordType.nullable(),
});
export type DefinitionsInput = z.infer<typeof DefinitionsInput>;

export const ListRecordsInput = z.strictObject({
  objectType: CrmRecordType,
  /** The owner's id in the CRM. */
  ownerId: Text.optional(),
  /** The stage's id in the CRM. */
  stage: Text.optional(),
  /** The days between which a deal is to close, both included. */
  closing: z.strictObject({ from: z.iso.date(), to: z.iso.date() }).optional(),
  /** A part of the name. */
  text: Text.max(300).optional(),
  /** One of these. */
  recordIds: z.array(Text).max(10_000).optional(),
  limit: z.int().min(1).max(200),
  cursor: z.string().nullable(),
});
export type ListRecordsInput = z.infer<typeof ListRecordsInput>;

export const SyncMode = z.enum(['incremental', 'full', 'sweep']);
export type SyncMode = z.infer<typeof SyncMode>;
/** Properties beyond the usual ones whose values and history matter, such as those that a policy names. */
const FurtherProperties = z.array(Text).max(100).optional();
export const SyncInput = z.strictObject({ objectType: CrmRecordType, mode: SyncMode, properties: FurtherProperties });
export type SyncInput = z.infer<typeof SyncInput>;
export const SyncDetailsInput = z.strictObject({ objectType: CrmDetailType, mode: SyncMode });
export type SyncDetailsInput = z.infer<typeof SyncDetailsInput>;
export const SyncNotesInput = z.strictObject({ mode: SyncMode });
export type SyncNotesInput = z.infer<typeof SyncNotesInput>;
export const RefreshInput = z.strictObject({
  objectType: CrmRecordType,
  externalIds: z.array(Text).max(1000),
  properties: FurtherProperties,
});
export type RefreshInput = z.infer<typeof RefreshInput>;

export const DuplicateState = z.enum(['found', 'proposed', 'merged', 'rejected', 'cleared']);
export type DuplicateState = z.infer<typeof DuplicateState>;
export const DuplicateEvidence = z.strictObject({
  rule: z.enum([
    'same-email',
    'further-email',
    'same-name-and-company',
    'same-phone-and-name',
    'same-domain',
    'same-name',
    'same-amount',
  ]),
  /** What the two have in common, as the first of them writes it. */
  value: z.string(),
  confidence: z.number().min(0).max(1),
});
export type DuplicateEvidence = z.infer<typeof DuplicateEvidence>;
export const FindDuplicatesInput = z.strictObject({ objectType: CrmRecordType });
export type FindDuplicatesInput = z.infer<typeof FindDuplicatesInput>;
export const ListDuplicatesInput = z.strictObject({
  objectType: CrmRecordType.nullable(),
  state: DuplicateState.nullable(),
  limit: z.int().min(1).max(200),
  /** The id behind which the list goes on. */
  after: Text.nullable().optional(),
  /** Those that were proposed in it. */
  changeSetId: Text.optional(),
  leastConfidence: z.number().min(0).max(1).optional(),
  neverProposed: z.boolean().optional(),
});
export type ListDuplicatesInput = z.infer<typeof ListDuplicatesInput>;

export const FindDuplicateInput = z.strictObject({ reference: Text.max(100) });
export type FindDuplicateInput = z.infer<typeof FindDuplicateInput>;
export const SettleDuplicateInput = z.strictObject({
  duplicateId: Text,
  state: DuplicateState,
  changeSetId: Text.nullable(),
});
export type SettleDuplicateInput = z.infer<typeof SettleDuplicateInput>;
export const DismissDuplicateInput = z.strictObject({ duplicateId: Text, reason: Text.max(1000).nullable() });
export type DismissDuplicateInput = z.infer<typeof DismissDuplicateInput>;

/** What a sync has done. */
export interface SyncCounts {
  /** How many were looked at. */
  readonly read: number;
  readonly changed: number;
  readonly vanished: number;
}

/** A difference between what the CRM said of itself before and now. */
export interface DefinitionDifference {
  readonly kind: DefinitionKind;
  readonly scope: string;
  readonly externalId: string;
  readonly label: string;
  readonly difference:
    | 'added'
    | 'removed'
    | 'renamed'
    | 'retyped'
    | 'option-added'
    | 'option-removed'
    | 'option-renamed'
    | 'owner-left'
    | 'owner-returned';
  /** The option or the stage, or the old name. */
  readonly before: string | null;
  readonly after: string | null;
}
