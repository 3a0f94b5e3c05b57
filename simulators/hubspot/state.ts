import { z } from 'zod';
import { ObjectType } from './object-types.ts';

/** Who set a value, in the words of HubSpot's property history. */
export const SourceType = z.enum([
  'CRM_UI',
  'INTEGRATION',
  'IMPORT',
  'API',
  'AUTOMATION_PLATFORM',
  'MERGE_OBJECTS',
  'CALCULATED',
]);
export type SourceType = z.infer<typeof SourceType>;

export const PropertyVersion = z.strictObject({
  value: z.string(),
  atMs: z.int(),
  sourceType: SourceType,
  sourceId: z.string().nullable(),
  userId: z.int().nullable(),
});
export type PropertyVersion = z.infer<typeof PropertyVersion>;

export const CrmRecord = z.strictObject({
  id: z.string(),
  objectType: ObjectType,
  createdAtMs: z.int(),
  updatedAtMs: z.int(),
  archivedAtMs: z.int().nullable(),
  /** The record that has taken this one in. */
  mergedIntoId: z.string().nullable(),
  /** Oldest first. */
  versions: z.record(z.string(), z.array(PropertyVersion)),
});
export type CrmRecord = z.infer<typeof CrmRecord>;

export const AssociationCategory = z.enum(['HUBSPOT_DEFINED', 'USER_DEFINED', 'INTEGRATOR_DEFINED', 'WORK']);
export const AssociationSpec = z.strictObject({ category: AssociationCategory, typeId: z.int() });
export type AssociationSpec = z.infer<typeof AssociationSpec>;

/** One direction of a tie; its mirror is another entry. */
export const Association = z.strictObject({
  fromType: ObjectType,
  fromId: z.string(),
  toType: ObjectType,
  toId: z.string(),
  types: z.array(AssociationSpec),
});
export type Association = z.infer<typeof Association>;

/** A label that somebody of the portal has defined; both directions are entries. */
export const AssociationLabel = z.strictObject({
  fromType: ObjectType,
  toType: ObjectType,
  typeId: z.int(),
  inverseTypeId: z.int(),
  name: z.string(),
  label: z.string(),
});
export type AssociationLabel = z.infer<typeof AssociationLabel>;

export const PropertyType = z.enum(['bool', 'date', 'datetime', 'enumeration', 'number', 'phone_number', 'string']);
export const FieldType = z.enum([
  'booleancheckbox',
  'calculation_equation',
  'checkbox',
  'date',
  'file',
  'html',
  'number',
  'phonenumber',
  'radio',
  'select',
  'text',
  'textarea',
]);
export const PropertyOption = z.object({
  label: z.string(),
  value: z.string(),
  description: z.string().nullish(),
  displayOrder: z.int().default(-1),
  hidden: z.boolean().default(false),
});
export type PropertyOption = z.infer<typeof PropertyOption>;

export const PropertyDefinition = z.strictObject({
  name: z.string(),
  label: z.string(),
  description: z.string(),
  type: PropertyType,
  fieldType: FieldType,
  groupName: z.string(),
  options: z.array(PropertyOption),
  displayOrder: z.int(),
  hasUniqueValue: z.boolean(),
  hidden: z.boolean(),
  formField: z.boolean(),
  calculated: z.boolean(),
  externalOptions: z.boolean(),
  hubspotDefined: z.boolean(),
  readOnlyValue: z.boolean(),
  createdAtMs: z.int(),
  updatedAtMs: z.int(),
  archivedAtMs: z.int().nullable(),
});
export type PropertyDefinition = z.infer<typeof PropertyDefinition>;

export const PropertyGroup = z.strictObject({
  name: z.string(),
  label: z.string(),
  displayOrder: z.int(),
  archived: z.boolean(),
});
export type PropertyGroup = z.infer<typeof PropertyGroup>;

export const Owner = z.strictObject({
  id: z.string(),
  userId: z.int(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  employeeKey: z.string(),
  createdAtMs: z.int(),
  /** From this instant on the owner is archived, and has no user any more. */
  archivedFromMs: z.int().nullable(),
  teams: z.array(z.strictObject({ id: z.string(), name: z.string(), primary: z.boolean() })).default([]),
});
export type Owner = z.infer<typeof Owner>;

export const PipelineStage = z.strictObject({
  id: z.string(),
  label: z.string(),
  displayOrder: z.int(),
  metadata: z.record(z.string(), z.string()),
  createdAtMs: z.int(),
  updatedAtMs: z.int(),
  archived: z.boolean(),
});
export type PipelineStage = z.infer<typeof PipelineStage>;

export const Pipeline = z.strictObject({
  id: z.string(),
  label: z.string(),
  displayOrder: z.int(),
  stages: z.array(PipelineStage),
  createdAtMs: z.int(),
  updatedAtMs: z.int(),
  archived: z.boolean(),
});
export type Pipeline = z.infer<typeof Pipeline>;

const PipelineAudit = z.strictObject({
  objectType: ObjectType,
  identifier: z.string(),
  action: z.enum(['CREATE', 'UPDATE', 'DELETE']),
  atMs: z.int(),
});

export const Subscription = z.strictObject({
  id: z.int(),
  eventType: z.string(),
  propertyName: z.string().nullable(),
  objectTypeId: z.string().nullable(),
  active: z.boolean(),
  createdAtMs: z.int(),
  updatedAtMs: z.int(),
});
export type Subscription = z.infer<typeof Subscription>;

const AccessToken = z.strictObject({
  token: z.string(),
  refreshToken: z.string(),
  expiresAtMs: z.int(),
  scopes: z.array(z.string()),
});

/** A record that the portal does not hold yet; it is made at its instant. */
const PendingRecord = z.strictObject({
  atMs: z.int(),
  objectType: ObjectType,
  id: z.string(),
  values: z.record(z.string(), z.string()),
  sourceType: SourceType,
  associatedWith: z.array(z.strictObject({ objectType: ObjectType, id: z.string() })),
});

/** With that value, the other property must have one; held by the API from 2026-09 on. */
export const ConditionalRule = z.strictObject({
  objectType: ObjectType,
  whenProperty: z.string(),
  whenValue: z.string(),
  requiredProperty: z.string(),
});
export type ConditionalRule = z.infer<typeof ConditionalRule>;

/** One of each kind. A portal that was saved before there were leads goes on without any. */
function ofEachType<Schema extends z.ZodType>(schema: Schema, none: z.input<Schema>) {
  return z.preprocess(
    (saved) => (typeof saved === 'object' && saved !== null ? { leads: none, ...saved } : saved),
    z.record(ObjectType, schema),
  );
}

export const HubspotState = z.strictObject({
  portal: z.strictObject({
    name: z.string(),
    domain: z.string(),
    timeZone: z.string(),
    currency: z.string(),
  }),
  /** The last number given out; every id of the portal is counted. */
  lastId: z.int(),
  records: ofEachType(z.record(z.string(), CrmRecord), {}),
  pending: z.array(PendingRecord),
  /** Which record stands for which part of the world, by its key. */
  worldIds: z.record(z.string(), z.strictObject({ objectType: ObjectType, id: z.string() })),
  /** By `fromType/fromId/toType/toId`. */
  associations: z.record(z.string(), Association),
  labels: z.array(AssociationLabel),
  properties: ofEachType(z.record(z.string(), PropertyDefinition), {}),
  groups: ofEachType(z.record(z.string(), PropertyGroup), {}),
  owners: z.array(Owner),
  pipelines: ofEachType(z.array(Pipeline), []),
  pipelineAudits: z.array(PipelineAudit),
  conditionalRules: z.array(ConditionalRule),
  /** What the form for a new record asks for; held by the API from 2026-09 on. */
  requiredOnCreate: ofEachType(z.array(z.string()), []),
  scopes: z.array(z.string()),
  authorizationCodes: z.record(z.string(), z.array(z.string())),
  refreshTokens: z.record(z.string(), z.array(z.string())),
  accessTokens: z.array(AccessToken),
  /** How old the picture is that a search sees. */
  searchLagMs: z.int().min(0),
  webhooks: z.strictObject({
    maxConcurrentRequests: z.int().min(1).max(10),
    createdAtMs: z.int(),
    updatedAtMs: z.int(),
    subscriptions: z.array(Subscription),
    /** The documents of HubSpot disagree on the name of this field. */
    typeField: z.enum(['subscriptionType', 'eventType']),
  }),
  /** Requests of the current day, for the usage that the account tells of. */
  usage: z.strictObject({ day: z.string(), count: z.int() }),
});
export type HubspotState = z.infer<typeof HubspotState>;
