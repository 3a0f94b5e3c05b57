import { z } from 'zod';
import { ChangeSet, ChangeState, CrmRecordType } from '#contracts';
import { operationSchemas } from '#surfaces/local';
import { performOperation } from '#surfaces/operations';
import { readCursor, writeCursor } from '../cursor.ts';
import { declareOperation } from '../declare-operation.ts';
import { Cursor, Day, limitUpTo, NextCursor, Reference } from '../fields.ts';
import { readVersions } from '../read-versions.ts';
import { vendorErrors } from '../vendor-errors.ts';

const tag = 'changes';
const ChangeParams = {
  reference: Reference.describe('The id of a change or of a set, or as much of it as only one has.'),
};
const decisionErrors = [
  'change.not-found',
  'change.move-not-allowed',
  'approval.not-yours',
  'approval.owner-left',
] as const;
const PolicyText = z.string().min(1).max(100_000).describe('The policy, as the file would hold it (YAML).');
const LogEntry = operationSchemas['changes.log'].output.shape.entries.element;

export const changeOperations = [
  declareOperation({
    id: 'listChanges',
    method: 'GET',
    path: '/changes',
    tag,
    summary: 'Change sets with their changes, the newest first',
    query: {
      state: ChangeState.optional().describe('Sets with a change in that state.'),
      limit: limitUpTo(500),
      cursor: Cursor,
    },
    answer: z.strictObject({ changeSets: z.array(ChangeSet), nextCursor: NextCursor }),
    errors: ['cursor.malformed'],
    run: async ({ query, ...call }) => {
      const list = { operation: 'listChanges', query };
      const input = { state: query.state ?? null, limit: query.limit, beforeId: readCursor(list, query.cursor) };
      const { changeSets, more } = await performOperation('changes.list', { ...call, input });
      return { changeSets, nextCursor: writeCursor(list, more ? (changeSets.at(-1)?.changeSetId ?? null) : null) };
    },
  }),
  declareOperation({
    id: 'getChange',
    method: 'GET',
    path: '/changes/{reference}',
    tag,
    summary: 'A change set with who has said what',
    params: ChangeParams,
    answer: operationSchemas['changes.get'].output,
    errors: ['change.not-found'],
    run: ({ params, ...call }) => performOperation('changes.get', { ...call, input: params }),
  }),
  declareOperation({
    id: 'decideChange',
    method: 'POST',
    path: '/changes/{reference}/decision',
    tag,
    summary: 'Approves or rejects one change, or all of a set that wait',
    params: ChangeParams,
    body: z.strictObject({
      decision: z.enum(['approve', 'reject']),
      value: z
        .string()
        .max(10_000)
        .nullable()
        .default(null)
        .describe('What is to stand in place of the proposed value.'),
      reason: z.string().min(1).max(1000).nullable().default(null),
    }),
    answer: operationSchemas['changes.decide'].output,
    errors: decisionErrors,
    run: ({ params, body, ...call }) => performOperation('changes.decide', { ...call, input: { ...body, ...params } }),
  }),
  declareOperation({
    id: 'undoChange',
    method: 'POST',
    path: '/changes/{reference}/undo',
    tag,
    summary: 'Takes back a change, or all of a set',
    params: ChangeParams,
    answer: operationSchemas['changes.undo'].output,
    errors: [...decisionErrors, 'vendor.off', ...vendorErrors],
    run: ({ params, ...call }) => performOperation('changes.undo', { ...call, input: params }),
  }),
  declareOperation({
    id: 'undoChanges',
    method: 'POST',
    path: '/undo',
    tag,
    summary: 'Takes back everything that was written on a day, or by a rule',
    body: z.union([z.strictObject({ day: Day }), z.strictObject({ rule: Reference })]),
    answer: operationSchemas['changes.undo'].output,
    errors: [...decisionErrors, 'vendor.off', ...vendorErrors],
    run: ({ body, ...call }) => performOperation('changes.undo', { ...call, input: body }),
  }),
  declareOperation({
    id: 'proposeChanges',
    method: 'POST',
    path: '/proposals',
    tag,
    summary: 'Plans again from calls of a deal or of some days; with `dryRun`, only says what would be proposed',
    body: z.strictObject({
      deal: Reference.nullable().default(null).describe('A name, a part of it, or an id.'),
      since: Day.nullable().default(null),
      dryRun: z.boolean().default(true),
      limit: z.int().min(1).max(100).default(20),
    }),
    answer: operationSchemas['changes.propose'].output,
    errors: ['record.not-found', 'vendor.off', ...vendorErrors],
    run: ({ body, ...call }) => performOperation('changes.propose', { ...call, input: body }),
  }),
  declareOperation({
    id: 'explainField',
    method: 'GET',
    path: '/records/{objectType}/{record}/fields/{property}',
    tag,
    summary: 'Where the value of a field of the CRM comes from',
    params: {
      objectType: CrmRecordType,
      record: Reference.describe('A name, a part of it, or an id.'),
      property: Reference.describe('The name of the property in the CRM, such as `amount`.'),
    },
    answer: operationSchemas['changes.explain'].output,
    errors: ['record.not-found'],
    run: ({ params, ...call }) => performOperation('changes.explain', { ...call, input: params }),
  }),
  declareOperation({
    id: 'listWrites',
    method: 'GET',
    path: '/writes',
    tag,
    summary: 'Every attempt to write to the CRM, the newest first',
    query: { status: Reference.optional(), limit: limitUpTo(500), cursor: Cursor },
    answer: z.strictObject({ entries: z.array(LogEntry), nextCursor: NextCursor }),
    errors: ['cursor.malformed'],
    run: async ({ query, ...call }) => {
      const list = { operation: 'listWrites', query };
      const input = { status: query.status ?? null, limit: query.limit, beforeId: readCursor(list, query.cursor) };
      const { entries, more } = await performOperation('changes.log', { ...call, input });
      return { entries, nextCursor: writeCursor(list, more ? (entries.at(-1)?.entryId ?? null) : null) };
    },
  }),
  declareOperation({
    id: 'getPolicy',
    method: 'GET',
    path: '/policy',
    tag,
    summary: 'The policy that changes are held against, and the text that says so',
    description: 'The `etag` is the `version` of the text: send it as `If-Match` with what is to replace it.',
    answer: operationSchemas['policy.get'].output,
    versionOf: ({ version }) => version,
    run: (call) => performOperation('policy.get', { ...call, input: {} }),
  }),
  declareOperation({
    id: 'setPolicy',
    method: 'PUT',
    path: '/policy',
    tag,
    summary: 'Puts another policy in force, where the one that it was made from still is',
    description: 'The text is kept letter by letter. `POST /policy/trial` says before what it would have decided.',
    body: z.strictObject({ text: PolicyText }),
    answer: operationSchemas['policy.set'].output,
    versionOf: ({ version }) => version,
    replacesVersion: true,
    errors: ['policy.invalid', 'policy.version-missing', 'policy.stale', 'policy.not-writable', 'file.unreadable'],
    run: ({ body, ifMatch, ...call }) =>
      performOperation('policy.set', { ...call, input: { ...body, replaces: readVersions(ifMatch) } }),
  }),
  declareOperation({
    id: 'tryPolicy',
    method: 'POST',
    path: '/policy/trial',
    tag,
    summary: 'What another policy would have said of the changes of some days; nothing is changed',
    body: z.strictObject({
      text: PolicyText,
      name: z.string().min(1).max(200).default('policy.yaml'),
      days: z.int().min(1).max(3650).default(30),
    }),
    answer: operationSchemas['policy.try'].output,
    errors: ['policy.invalid'],
    run: ({ body, ...call }) => performOperation('policy.try', { ...call, input: body }),
  }),
  declareOperation({
    id: 'proposeSetup',
    method: 'POST',
    path: '/setup',
    tag,
    summary: 'Proposes the properties that Sophia needs in the CRM, as a change set',
    answer: z.strictObject({ proposed: operationSchemas['setup.propose'].output }),
    errors: ['vendor.off', ...vendorErrors],
    run: async (call) => ({ proposed: await performOperation('setup.propose', { ...call, input: {} }) }),
  }),
];
