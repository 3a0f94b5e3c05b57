import type { CrmRecordType } from '#contracts';
import { nextStepFields } from '#modules/crm';
import type { Chunk } from './chunk.ts';
import type { Document } from './document.ts';
import { sectionsOf } from './sections-of.ts';

export interface ChunkedRecord {
  readonly recordId: string;
  readonly objectType: CrmRecordType;
  readonly name: string | null;
  readonly properties: Readonly<Record<string, string | null>>;
  readonly updatedAt: string;
  readonly ownerName: string | null;
  /** The fields of a deal that may have its next step. */
  readonly nextSteps: readonly string[];
  /** Of a deal or a lead. */
  readonly stage: { readonly label: string; readonly isClosed: boolean } | null;
}

/**
 * How records are put into chunks: all are indexed again by themselves once the number goes on, or the policy names
 * another field than the usual ones for the next steps of deals.
 */
export function recordsChunkedAs(nextSteps: readonly string[]): string {
  const named = nextSteps.join(',');
  return named === nextStepFields().join(',') ? '2' : `2:${named}`;
}

/** What of a record is words that somebody may look for; ids, sums and days are found by their own filters. */
const spoken: Readonly<Record<CrmRecordType, readonly (readonly [property: string, label: string])[]>> = {
  company: [
    ['domain', 'Domain'],
    ['industry', 'Industry'],
    ['city', 'City'],
    ['description', 'About'],
  ],
  contact: [
    ['jobtitle', 'Title'],
    ['company', 'Company'],
    ['hs_buying_role', 'Role'],
    ['last_call_summary', 'Last call'],
  ],
  deal: [
    ['description', 'About'],
    ['risk_factors', 'Risks'],
    ['closed_lost_reason', 'Lost because'],
    ['closed_won_reason', 'Won because'],
    ['competitors', 'Competitors'],
    ['main_competitor', 'Competitor'],
    ['dealtype', 'Kind'],
  ],
  lead: [
    ['hs_lead_label', 'Label'],
    ['hs_lead_type', 'Kind'],
  ],
};

/** How a contact is reached: found by it too, in a chunk of its own, which is not there for those it is kept from. */
const reachedBy = [['email', 'E-mail']] as const;

/** One record of the CRM as a document: its name and what is written about it, in sections where it is long. */
export function chunkRecord(record: ChunkedRecord): Document {
  const { recordId, objectType, properties, updatedAt, nextSteps } = record;
  const title = titleOf(record);
  const lines = [
    record.stage === null ? null : `Stage: ${record.stage.label}`,
    record.ownerName === null ? null : `Owner: ${record.ownerName}`,
    ...[...(objectType === 'deal' ? nextStepsOf(record) : []), ...spoken[objectType]].map(([property, label]) => {
      const value = properties[property]?.trim() ?? '';
      return value === '' ? null : `${label}: ${value}`;
    }),
  ].filter((line) => line !== null);
  return {
    collection: 'business-context',
    kind: objectType,
    subjectId: recordId,
    callId: null,
    recordId,
    title,
    day: updatedAt.slice(0, 10),
    metadata: {
      entity_type: objectType,
      entity_id: recordId,
      last_updated: updatedAt,
      importance_score: importanceOf(record),
    },
    sourceVersion: `${updatedAt}/${recordsChunkedAs(nextSteps)}`,
    chunks: [
      ...sectionsOf(lines).map((text) => chunkOf({ text: text === '' ? title : `${title}\n${text}`, fields: [] })),
      ...(objectType === 'contact' ? reachedBy : []).flatMap(([property, label]) => {
        const value = properties[property]?.trim() ?? '';
        return value === '' ? [] : [chunkOf({ text: `${title}\n${label}: ${value}`, fields: [property] })];
      }),
    ],
  };
}

function nextStepsOf({ nextSteps }: ChunkedRecord): (readonly [property: string, label: string])[] {
  return nextSteps.map((property) => [property, 'Next step']);
}

function chunkOf(given: Pick<Chunk, 'text' | 'fields'>): Chunk {
  return { fromTurn: null, toTurn: null, speakers: [], sides: [], topics: [], alsoFoundBy: [], ...given };
}

function titleOf({ name, objectType, properties }: ChunkedRecord): string {
  const person = [properties['firstname'], properties['lastname']].filter((part) => (part ?? '') !== '').join(' ');
  const isPerson = objectType === 'contact' || objectType === 'lead';
  const named = isPerson ? [name?.includes('@') === true ? null : name, person] : [name];
  return named.find((one) => (one ?? '').trim() !== '') ?? `A ${objectType} without a name`;
}

function importanceOf({ objectType, stage }: ChunkedRecord): number {
  switch (objectType) {
    case 'deal':
      return stage?.isClosed === true ? 0.5 : 1;
    case 'company':
      return 0.7;
    case 'contact':
    case 'lead':
      return 0.6;
  }
}
