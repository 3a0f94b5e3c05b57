import type { z } from 'zod';
import type { ErrorCode } from '#platform/errors';
import type { HealthRegistry } from '#platform/health';
import type { WorkContext } from '#workflows';

/** What an operation is part of, in the order of the reference. */
export const apiTags = {
  calls: 'Calls, their reports and the files that are read in.',
  deals: 'Deals of the CRM with what is known of them, and what calls are about.',
  changes: 'Changes of the CRM: what is proposed, decided, written and taken back, and the policy.',
  signals: 'Promises, contradictions, warnings and duplicates.',
  flow: 'The way of calls through Sophia: ledger, inbox, syncs and vendors.',
  people: 'Our own people, the channels of accounts and the messages that Sophia sends.',
  workspace: 'The workspace, its trackers and its state.',
  questions: 'Search, and questions that are answered with their proof.',
  documents: 'Battlecards, playbooks and other texts of the workspace, which search finds.',
  webhooks: 'The programs that are told of events.',
  access: 'Signing in, accounts, roles, teams, sessions and keys.',
  audit: 'Who did what, and the proof that nobody altered that record.',
} as const;
export type ApiTag = keyof typeof apiTags;

export type ApiMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** For whom an operation works: a workspace that is named, the one of the accounts, or somebody who has yet to sign in. */
export type ApiPlace = 'workspace' | 'home' | 'visitor';

/** What a request brings along, as it came. */
export interface ApiRequest {
  readonly ctx: WorkContext;
  readonly health: HealthRegistry;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** The header `if-match`, as it came. */
  readonly ifMatch: string | null;
  /** Gives a browser its session as a cookie, or with null takes it back. */
  readonly keepSession: (token: string | null) => void;
  /** Says something before the answer is complete; waits where whoever reads is slow. */
  readonly emit: (event: unknown) => Promise<void>;
  /** Ends when whoever asked is gone. */
  readonly signal: AbortSignal;
}

/** A page of a list that may be sent line by line. */
export interface PageOfLines {
  readonly lines: readonly unknown[];
  readonly nextCursor: string | null;
}

/** One operation of the API: its route, its description and its client are made from this. */
export interface ApiOperation {
  /** The name in the description and in the client. */
  readonly id: string;
  readonly method: ApiMethod;
  /** Behind `/api/v1`, with parameters in braces. */
  readonly path: string;
  readonly tag: ApiTag;
  readonly summary: string;
  readonly description: string | null;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  /** Null where the operation takes no body. */
  readonly body: z.ZodType | null;
  /** Null where the answer has no body. */
  readonly answer: z.ZodType | null;
  /** What is sent while the answer comes to be, to whoever accepts `text/event-stream`; null where nothing is. */
  readonly events: z.ZodType | null;
  /** Of what each line is where the whole list is sent line by line, to whoever accepts `application/x-ndjson`. */
  readonly lines: z.ZodType | null;
  /** What of an answer are its lines, and where the list goes on. */
  readonly linesOf: ((answer: unknown) => PageOfLines) | null;
  readonly status: 200 | 201 | 202 | 204;
  readonly place: ApiPlace;
  /** Whether the answer shows a secret, so that it is kept nowhere. */
  readonly isSecret: boolean;
  /** The version of what an answer shows, which is its tag; null where the tag is that of the whole answer. */
  readonly versionOf: ((answer: unknown) => string) | null;
  /** Whether an answer also shows what its version does not stand for; the tag is then of both. */
  readonly showsMore: boolean;
  /** Whether it replaces a version that the request names by the header `if-match`, or may name. */
  readonly replacesVersion: boolean | 'optional';
  /** The errors of its own, beside those that every operation may answer with. */
  readonly errors: readonly ErrorCode[];
  /** The largest body in bytes. */
  readonly bodyLimit: number;
  /** Parses what came, does it, and gives the answer as its schema has it. */
  readonly run: (request: ApiRequest) => Promise<unknown>;
  /** The workspace that is asked for; null where none is. Throws `input.invalid`. */
  readonly workspaceOf: (query: unknown) => string | null;
}
