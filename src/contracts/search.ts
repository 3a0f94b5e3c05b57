import { z } from 'zod';
import { TopicName } from './analysis.ts';
import { Side } from './side.ts';

export const SearchCollection = z.enum(['call-insights', 'business-context']);
export type SearchCollection = z.infer<typeof SearchCollection>;

export const SearchKind = z.enum([
  'call',
  'commitment',
  'decision',
  'company',
  'contact',
  'deal',
  'lead',
  'note',
  'document',
]);
export type SearchKind = z.infer<typeof SearchKind>;

const longestSearchQuery = 1000;

/** What is looked for, and among what. Names are read as a person would say them: an id, a name, or a part of one. */
export const SearchQuestion = z.strictObject({
  query: z.string().trim().min(1, 'Expected words to look for, found none').max(longestSearchQuery),
  account: z.string().min(1).max(300).nullable().default(null),
  deal: z.string().min(1).max(300).nullable().default(null),
  /** Somebody who speaks, who wrote a note, or a contact. */
  person: z.string().trim().min(1).max(300).nullable().default(null),
  side: Side.nullable().default(null),
  /** The days of calls and notes and of the last change of records and documents, both included. */
  since: z.iso.date().nullable().default(null),
  until: z.iso.date().nullable().default(null),
  topic: TopicName.nullable().default(null),
  kind: SearchKind.nullable().default(null),
  /** The id of one call. */
  callId: z.string().min(1).nullable().default(null),
  limit: z.int().min(1).max(50).default(10),
  cursor: z.string().max(200).nullable().default(null),
});
export type SearchQuestion = z.infer<typeof SearchQuestion>;

/** One place that answers; of a call with the turn at which it opens. */
export const SearchHit = z.strictObject({
  kind: SearchKind,
  /** The id of the call, the promise, the decision, the record, the note or the document. */
  subjectId: z.string(),
  callId: z.string().nullable(),
  /** The record, or the one that a note hangs on. */
  recordId: z.string().nullable(),
  /** Where the record or the note opens in the CRM; null where that is not known. */
  crmAddress: z.string().nullable(),
  /** Of a document: whether a customer may be told what it says. */
  audience: z.enum(['internal', 'external']).nullable(),
  title: z.string(),
  day: z.iso.date().nullable(),
  turn: z.int().min(0).nullable(),
  /** The stretch that was ranked, both turns included. */
  fromTurn: z.int().min(0).nullable(),
  toTurn: z.int().min(0).nullable(),
  speaker: z.string().nullable(),
  side: Side.nullable(),
  /** The words in which most of the question stands, cut to a few lines. */
  excerpt: z.string(),
  /** Whether the words of the question stand there, or its sense was found near, or both. */
  foundBy: z.enum(['words', 'meaning', 'both']),
  /** 0 to 1: how much of the weight of the question's words stands there. */
  coverage: z.number().min(0).max(1),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const SearchAnswer = z.strictObject({
  hits: z.array(SearchHit),
  nextCursor: z.string().nullable(),
  /** Why nothing was found; null where something was. */
  nothingBecause: z.enum(['common-words', 'nothing-indexed', 'nothing-allowed', 'nothing-like-it']).nullable(),
  /** How many changes are not searched yet. */
  waiting: z.int().min(0),
  /** Why only words were compared; null where likeness of sense was as well. */
  wordsOnlyBecause: z.string().nullable(),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;

/** Where the vectors that answer are compared: in the memory of the process, or in one of these stores. */
export const VectorStoreKind = z.enum(['memory', 'pgvector', 'pinecone', 'weaviate']);
export type VectorStoreKind = z.infer<typeof VectorStoreKind>;

/** How the vectors stand: which model answers, which is being brought in, and how far it is. */
export const EmbeddingStatus = z.strictObject({
  /** As the settings name it. */
  model: z.string(),
  dimensions: z.int().min(1),
  /** Whose vectors answer questions; another than `model` until all chunks have one of that. */
  answering: z.string(),
  /** Chunks with a vector of `model`. */
  embedded: z.int().min(0),
  /** Chunks that wait for one. */
  waiting: z.int().min(0),
  /** Why the last attempt failed; null where it went well. */
  problem: z.string().nullable(),
});
export type EmbeddingStatus = z.infer<typeof EmbeddingStatus>;

/** How the store stands beside the database. */
export const VectorStoreStatus = z.strictObject({
  kind: VectorStoreKind,
  /** `filling` until everything is there; meanwhile vectors are compared in memory. */
  state: z.enum(['ready', 'filling', 'failing']),
  /** The vectors in it, as far as is known. */
  held: z.int().min(0),
  toSend: z.int().min(0),
  toRemove: z.int().min(0),
  /** When it was last compared with the database, entry by entry. */
  checkedAt: z.iso.datetime().nullable(),
  /** What that comparison found gone, and what it found too much; both are mended. */
  foundMissing: z.int().min(0),
  foundForeign: z.int().min(0),
  problem: z.string().nullable(),
  /** What somebody can do; null where nothing has to be done. */
  action: z.string().nullable(),
});
export type VectorStoreStatus = z.infer<typeof VectorStoreStatus>;

/** How far search is in step with what it looks through. */
export const SearchStatus = z.strictObject({
  documents: z.record(SearchKind, z.int().min(0)),
  chunks: z.int().min(0),
  waiting: z.int().min(0),
  /** Those that failed three times. */
  failed: z.int().min(0),
  /** Calls, records, notes and documents that are not indexed as they are now, and do not wait for it either. */
  missing: z.int().min(0),
  embedding: EmbeddingStatus,
  store: VectorStoreStatus,
});
export type SearchStatus = z.infer<typeof SearchStatus>;
