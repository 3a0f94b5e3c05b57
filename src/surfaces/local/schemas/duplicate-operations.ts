import { z } from 'zod';
import { CrmRecordType } from '#contracts';

const DuplicateState = z.enum(['found', 'proposed', 'merged', 'rejected', 'cleared']);
const Reference = z.string().min(1).max(100);

const DuplicateSide = z.object({
  externalId: z.string(),
  name: z.string().nullable(),
  /** The address of a contact, the domain of a company. */
  detail: z.string().nullable(),
  createdAt: z.string(),
  address: z.string().nullable(),
});

const DuplicateLine = z.object({
  duplicateId: z.string(),
  objectType: CrmRecordType,
  kept: DuplicateSide,
  other: DuplicateSide,
  evidence: z.array(z.object({ rule: z.string(), value: z.string(), confidence: z.number() })),
  confidence: z.number(),
  state: DuplicateState,
  changeSetId: z.string().nullable(),
  foundAt: z.string(),
});

/** What can be asked about records of the CRM that seem to be one. */
export const duplicateOperations = {
  'duplicates.list': {
    input: z.strictObject({
      objectType: CrmRecordType.nullable(),
      state: DuplicateState.nullable(),
      limit: z.int().min(1).max(200),
      /** The id behind which the list goes on; null for its beginning. */
      after: z.string().min(1).nullable().default(null),
    }),
    output: z.object({ duplicates: z.array(DuplicateLine) }),
  },
  'duplicates.propose': {
    input: z.strictObject({ reference: Reference, keep: z.string().min(1).nullable() }),
    output: z.object({ duplicateId: z.string(), changeSetId: z.string(), created: z.boolean() }),
  },
  'duplicates.dismiss': {
    input: z.strictObject({ reference: Reference, reason: z.string().min(1).max(1000).nullable() }),
    output: z.object({ duplicateId: z.string(), rejectedChanges: z.int() }),
  },
} as const;
