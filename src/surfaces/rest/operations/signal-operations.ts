import { z } from 'zod';
import { CrmRecordType, LimitSettings, PublishedLimits } from '#contracts';
import { operationSchemas } from '#surfaces/local';
import { performOperation } from '#surfaces/operations';
import { readCursor } from '../cursor.ts';
import { declareOperation } from '../declare-operation.ts';
import { Cursor, Day, flag, limitUpTo, NextCursor, Reference } from '../fields.ts';
import { pageOf } from '../page-of.ts';
import { readVersions } from '../read-versions.ts';

const tag = 'signals';
/** One fewer than the operation lists, so that it can say whether there are more. */
const most = 199;
const Commitments = operationSchemas['commitments.list'];
const Contradictions = operationSchemas['contradictions.list'];
const Warnings = operationSchemas['warnings.list'];
const TryLimits = operationSchemas['warnings.try'];
const Duplicates = operationSchemas['duplicates.list'];
const DuplicateParams = { duplicateId: Reference.describe('The id of a pair, or as much of it as only one has.') };

export const signalOperations = [
  declareOperation({
    id: 'listCommitments',
    method: 'GET',
    path: '/commitments',
    tag,
    summary: 'What was promised, the next due first',
    query: {
      state: Commitments.input.shape.state.unwrap().optional(),
      dueBy: Day.optional(),
      limit: limitUpTo(most),
      cursor: Cursor,
    },
    answer: z.strictObject({ commitments: Commitments.output.shape.commitments, nextCursor: NextCursor }),
    errors: ['cursor.malformed'],
    run: async ({ query, ...call }) => {
      const list = { operation: 'listCommitments', query };
      const { limit, state = null, dueBy = null } = query;
      const input = { state, dueBy, limit: limit + 1, after: readCursor(list, query.cursor) };
      const { commitments } = await performOperation('commitments.list', { ...call, input });
      const { rows, nextCursor } = pageOf({ list, rows: commitments, limit, idOf: (one) => one.commitmentId });
      return { commitments: rows, nextCursor };
    },
  }),
  declareOperation({
    id: 'settleCommitment',
    method: 'POST',
    path: '/commitments/{commitmentId}/settlement',
    tag,
    summary: 'Says that a promise was kept, or that nobody waits for it any more',
    params: { commitmentId: Reference },
    body: z.strictObject({
      state: z.enum(['kept', 'dropped']),
      reason: z.string().min(1).max(1000).nullable().default(null),
    }),
    errors: ['commitment.not-found', 'change.move-not-allowed'],
    run: ({ params, body, ...call }) =>
      performOperation('commitments.settle', { ...call, input: { ...params, ...body } }),
  }),
  declareOperation({
    id: 'listContradictions',
    method: 'GET',
    path: '/contradictions',
    tag,
    summary: 'Where calls say another thing than the CRM, the newest first',
    query: {
      state: Contradictions.input.shape.state.unwrap().optional(),
      limit: limitUpTo(most),
      cursor: Cursor,
    },
    answer: z.strictObject({ contradictions: Contradictions.output.shape.contradictions, nextCursor: NextCursor }),
    errors: ['cursor.malformed'],
    run: async ({ query, ...call }) => {
      const list = { operation: 'listContradictions', query };
      const { limit, state = null } = query;
      const input = { state, limit: limit + 1, after: readCursor(list, query.cursor) };
      const { contradictions } = await performOperation('contradictions.list', { ...call, input });
      const { rows, nextCursor } = pageOf({ list, rows: contradictions, limit, idOf: (one) => one.contradictionId });
      return { contradictions: rows, nextCursor };
    },
  }),
  declareOperation({
    id: 'resolveContradiction',
    method: 'POST',
    path: '/contradictions/{contradictionId}/resolution',
    tag,
    summary: 'Says who is right, the CRM, the call or the e-mail',
    params: { contradictionId: Reference },
    body: z.strictObject({ state: z.enum(['crm_right', 'call_right', 'email_right']) }),
    errors: ['contradiction.not-found', 'change.move-not-allowed'],
    run: ({ params, body, ...call }) =>
      performOperation('contradictions.resolve', { ...call, input: { ...params, ...body } }),
  }),
  declareOperation({
    id: 'listWarnings',
    method: 'GET',
    path: '/warnings',
    tag,
    summary: 'What speaks against a deal closing as planned, the newest first',
    query: {
      deal: Reference.optional().describe('The name of a deal, a part of it, or its id.'),
      kind: Warnings.input.shape.kind.unwrap().optional(),
      standing: flag('true').describe('With `false`, also warnings that were cleared.'),
      limit: limitUpTo(most),
      cursor: Cursor,
    },
    answer: z.strictObject({ warnings: Warnings.output.shape.warnings, nextCursor: NextCursor }),
    errors: ['record.not-found', 'cursor.malformed'],
    run: async ({ query, ...call }) => {
      const list = { operation: 'listWarnings', query };
      const { limit, deal = null, kind = null, standing } = query;
      const input = { deal, kind, standing, limit: limit + 1, after: readCursor(list, query.cursor) };
      const { warnings } = await performOperation('warnings.list', { ...call, input });
      const { rows, nextCursor } = pageOf({ list, rows: warnings, limit, idOf: (one) => one.warningId });
      return { warnings: rows, nextCursor };
    },
  }),
  declareOperation({
    id: 'getWarning',
    method: 'GET',
    path: '/warnings/{warningId}',
    tag,
    summary: 'One warning with what it stands on',
    params: { warningId: Reference },
    answer: operationSchemas['warnings.get'].output,
    errors: ['warning.not-found'],
    run: ({ params, ...call }) => performOperation('warnings.get', { ...call, input: params }),
  }),
  declareOperation({
    id: 'tryWarningLimits',
    method: 'POST',
    path: '/warnings/trial',
    tag,
    summary: 'Which deals other limits would have warned of, today and on the days before; nothing is raised',
    body: TryLimits.input.extend({ days: TryLimits.input.shape.days.default(30) }),
    answer: TryLimits.output,
    run: ({ body, ...call }) => performOperation('warnings.try', { ...call, input: body }),
  }),
  declareOperation({
    id: 'getWarningLimits',
    method: 'GET',
    path: '/warnings/limits',
    tag,
    summary: 'The limits of warnings in force, and those before them',
    description: 'The `etag` begins with their `version`: send either as `If-Match` with what is to replace them.',
    answer: PublishedLimits,
    versionOf: ({ version }) => version,
    showsMore: true,
    run: (call) => performOperation('warnings.limits', { ...call, input: {} }),
  }),
  declareOperation({
    id: 'publishWarningLimits',
    method: 'PUT',
    path: '/warnings/limits',
    tag,
    summary: 'Puts other limits of warnings in force, where those that they were made from still are',
    description:
      'They hold at once and in every process. `POST /warnings/trial` with the same fields says before what they would warn of. What was in force before is in `history`: publish it again to take this back.',
    body: LimitSettings,
    answer: PublishedLimits,
    versionOf: ({ version }) => version,
    showsMore: true,
    replacesVersion: true,
    errors: ['settings.version-missing', 'settings.stale'],
    run: ({ body, ifMatch, ...call }) =>
      performOperation('warnings.publish', { ...call, input: { settings: body, replaces: readVersions(ifMatch) } }),
  }),
  declareOperation({
    id: 'listDuplicates',
    method: 'GET',
    path: '/duplicates',
    tag,
    summary: 'Records of the CRM that seem to be one, the surest pair first',
    query: {
      objectType: CrmRecordType.optional(),
      state: Duplicates.input.shape.state.unwrap().optional(),
      limit: limitUpTo(most),
      cursor: Cursor,
    },
    answer: z.strictObject({ duplicates: Duplicates.output.shape.duplicates, nextCursor: NextCursor }),
    errors: ['cursor.malformed'],
    run: async ({ query, ...call }) => {
      const list = { operation: 'listDuplicates', query };
      const { limit, objectType = null, state = null } = query;
      const input = { objectType, state, limit: limit + 1, after: readCursor(list, query.cursor) };
      const { duplicates } = await performOperation('duplicates.list', { ...call, input });
      const { rows, nextCursor } = pageOf({ list, rows: duplicates, limit, idOf: (one) => one.duplicateId });
      return { duplicates: rows, nextCursor };
    },
  }),
  declareOperation({
    id: 'proposeMerge',
    method: 'POST',
    path: '/duplicates/{duplicateId}/proposal',
    tag,
    summary: 'Proposes to make one record of a pair, as a change set that a person decides on',
    params: DuplicateParams,
    body: z.strictObject({ keep: Reference.nullable().default(null).describe('The id of the record that stays.') }),
    answer: operationSchemas['duplicates.propose'].output,
    errors: ['duplicate.not-found', 'record.not-found', 'change.move-not-allowed', 'vendor.off'],
    run: ({ params, body, ...call }) =>
      performOperation('duplicates.propose', { ...call, input: { reference: params.duplicateId, ...body } }),
  }),
  declareOperation({
    id: 'dismissDuplicate',
    method: 'POST',
    path: '/duplicates/{duplicateId}/dismissal',
    tag,
    summary: 'Says that a pair is two records after all',
    params: DuplicateParams,
    body: z.strictObject({ reason: z.string().min(1).max(1000).nullable().default(null) }),
    answer: operationSchemas['duplicates.dismiss'].output,
    errors: ['duplicate.not-found', 'change.move-not-allowed'],
    run: ({ params, body, ...call }) =>
      performOperation('duplicates.dismiss', { ...call, input: { reference: params.duplicateId, ...body } }),
  }),
];
