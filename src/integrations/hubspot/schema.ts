import { z } from 'zod';

/** Ids are text in some of HubSpot's descriptions and numbers in others. */
const Id = z.union([z.string().min(1), z.number()]).transform(String);
const Text = z
  .union([z.string(), z.number().transform(String), z.boolean().transform(String)])
  .nullish()
  .transform((value) => value ?? null);
const Paging = z.object({ next: z.object({ after: z.string().min(1) }).nullish() }).nullish();
/** A date as text, or an instant in milliseconds. */
const Instant = z.union([z.string().min(1), z.number()]);

export const PropertyVersion = z.object({
  value: Text,
  timestamp: Instant,
  sourceType: z.string().nullish(),
  sourceId: Id.nullish(),
  updatedByUserId: Id.nullish(),
});
export type PropertyVersion = z.infer<typeof PropertyVersion>;

export const HubspotObject = z.object({
  id: Id,
  properties: z.record(z.string(), Text).nullish(),
  propertiesWithHistory: z.record(z.string(), z.array(PropertyVersion)).nullish(),
  createdAt: Instant,
  updatedAt: Instant,
  archived: z.boolean().nullish(),
  archivedAt: Instant.nullish(),
});
export type HubspotObject = z.infer<typeof HubspotObject>;

export const ObjectPage = z.object({
  total: z.number().nullish(),
  results: z.array(HubspotObject),
  paging: Paging,
});

/** What went wrong with some of a batch. */
const BatchError = z.object({
  category: z.string().nullish(),
  subCategory: z.string().nullish(),
  message: z.string().nullish(),
});
export type BatchError = z.infer<typeof BatchError>;
const BatchErrors = z.array(BatchError).nullish();

export const ObjectBatch = z.object({ results: z.array(HubspotObject), errors: BatchErrors });

export const AssociationBatch = z.object({
  results: z.array(
    z.object({
      from: z.object({ id: Id }),
      to: z.array(
        z.object({
          toObjectId: Id,
          associationTypes: z.array(z.object({ label: z.string().nullish() })).nullish(),
        }),
      ),
      paging: Paging,
    }),
  ),
  errors: BatchErrors,
});

export const PropertyDefinition = z.object({
  name: z.string().min(1),
  label: z.string().nullish(),
  type: z.string().nullish(),
  fieldType: z.string().nullish(),
  showCurrencySymbol: z.boolean().nullish(),
  calculated: z.boolean().nullish(),
  modificationMetadata: z.object({ readOnlyValue: z.boolean().nullish() }).nullish(),
  options: z
    .array(z.object({ value: z.string(), label: z.string().nullish(), hidden: z.boolean().nullish() }))
    .nullish(),
});
export type PropertyDefinition = z.infer<typeof PropertyDefinition>;
export const PropertyDefinitions = z.object({ results: z.array(PropertyDefinition) });

export const Owner = z.object({
  id: Id,
  email: z.string().nullish(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  userId: Id.nullish(),
  userIdIncludingInactive: Id.nullish(),
  archived: z.boolean().nullish(),
  teams: z.array(z.object({ id: Id, name: z.string().nullish(), primary: z.boolean().nullish() })).nullish(),
});
export type Owner = z.infer<typeof Owner>;
export const OwnerPage = z.object({ results: z.array(Owner), paging: Paging });
export type OwnerPage = z.infer<typeof OwnerPage>;

export const Pipeline = z.object({
  id: Id,
  label: z.string(),
  archived: z.boolean().nullish(),
  stages: z.array(
    z.object({
      id: Id,
      label: z.string(),
      displayOrder: z.number().nullish(),
      archived: z.boolean().nullish(),
      metadata: z.record(z.string(), Text).nullish(),
    }),
  ),
});
export type Pipeline = z.infer<typeof Pipeline>;
export const Pipelines = z.object({ results: z.array(Pipeline) });

export const AccountDetails = z.object({
  portalId: Id,
  uiDomain: z.string().nullish(),
  timeZone: z.string().nullish(),
});
export type AccountDetails = z.infer<typeof AccountDetails>;
export const TokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().nullish(),
  expires_in: z.number().positive(),
});
export type TokenAnswer = z.infer<typeof TokenAnswer>;
export const TokenFacts = z.object({
  hub_id: Id.nullish(),
  app_id: Id.nullish(),
  scopes: z.array(z.string()).nullish(),
});

/** An answer whose content is of no use to us. */
export const Anything = z.unknown();

/** The body of an error. HubSpot promises none of its fields. */
export const Problem = z.object({
  message: z.string().nullish(),
  category: z.string().nullish(),
  subCategory: z.string().nullish(),
  policyName: z.string().nullish(),
  correlationId: z.string().nullish(),
  errors: z
    .array(
      z.object({
        message: z.string().nullish(),
        code: z.string().nullish(),
        context: z.record(z.string(), z.array(z.string()).nullish()).nullish(),
      }),
    )
    .nullish(),
});
export type Problem = z.infer<typeof Problem>;

/** One event of a webhook, with its type under the one name or the other. */
export const WebhookEvent = z
  .object({
    eventId: Id.nullish(),
    subscriptionId: Id.nullish(),
    portalId: Id.nullish(),
    appId: Id.nullish(),
    occurredAt: z.number(),
    attemptNumber: z.number().nullish(),
    subscriptionType: z.string().nullish(),
    eventType: z.string().nullish(),
    objectId: Id.nullish(),
    /** Of events that are called after no kind, such as `object.creation`. */
    objectTypeId: z.string().nullish(),
    propertyName: z.string().nullish(),
    primaryObjectId: Id.nullish(),
    mergedObjectIds: z.array(Id).nullish(),
    newObjectId: Id.nullish(),
    associationType: z.string().nullish(),
    fromObjectId: Id.nullish(),
    toObjectId: Id.nullish(),
    associationRemoved: z.boolean().nullish(),
  })
  .refine((event) => (event.subscriptionType ?? event.eventType ?? '') !== '', {
    message: 'expected a subscriptionType or an eventType',
  });
export type WebhookEvent = z.infer<typeof WebhookEvent>;
export const WebhookEvents = z.array(WebhookEvent);
