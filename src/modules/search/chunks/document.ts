import type { SearchCollection, SearchKind } from '#contracts';
import type { Chunk } from './chunk.ts';

/** One thing that can be found, cut into its chunks and not stored yet. */
export interface Document {
  readonly collection: SearchCollection;
  readonly kind: SearchKind;
  readonly subjectId: string;
  readonly callId: string | null;
  readonly recordId: string | null;
  readonly noteId?: string;
  readonly workspaceDocumentId?: string;
  readonly title: string;
  readonly day: string | null;
  readonly metadata: CallMetadata | BusinessMetadata;
  /** Changes whenever what is indexed changes. */
  readonly sourceVersion: string;
  readonly chunks: readonly Chunk[];
}

/** Stands with each vector of the collection `call-insights`. */
export interface CallMetadata {
  readonly call_date: string | null;
  readonly sentiment: string | null;
  readonly deal_stage: string | null;
  readonly contact_id: string | null;
  readonly deal_id: string | null;
  readonly key_topics: readonly string[];
}

/** Stands with each vector of the collection `business-context`. */
export interface BusinessMetadata {
  readonly entity_type: SearchKind;
  readonly entity_id: string;
  readonly last_updated: string;
  /** 0 to 1: open deals and promises before what is settled. */
  readonly importance_score: number;
}
