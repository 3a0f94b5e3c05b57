import { z } from 'zod';
import {
  HealthReport,
  MethodSettings,
  MethodsTrial,
  NewTracker,
  PreviewTrackerInput,
  PublishedMethods,
  TrackerPreview,
  TryMethodsInput,
  Workspace,
} from '#contracts';
import { operationSchemas } from '#surfaces/local';
import { performOperation } from '#surfaces/operations';
import { declareOperation } from '../declare-operation.ts';
import { Cursor, limitUpTo, NextCursor } from '../fields.ts';
import { pageWithin } from '../page-within.ts';
import { readVersions } from '../read-versions.ts';

const tag = 'workspace';
const most = 200;
const modelErrors = [
  'model.off',
  'model.budget-exceeded',
  'model.exhausted',
  'model.malformed',
  'model.refused',
  'model.truncated',
] as const;

export const workspaceOperations = [
  declareOperation({
    id: 'getWorkspace',
    method: 'GET',
    path: '/workspace',
    tag,
    summary: 'The workspace: name, currency, time zone, products and competitors',
    answer: Workspace,
    run: (call) => performOperation('workspace.get', { ...call, input: {} }),
  }),
  declareOperation({
    id: 'listTrackers',
    method: 'GET',
    path: '/trackers',
    tag,
    summary: 'What is looked for in every call',
    query: { limit: limitUpTo(most), cursor: Cursor },
    answer: z.strictObject({
      trackers: operationSchemas['trackers.list'].output.shape.trackers,
      nextCursor: NextCursor,
    }),
    errors: ['cursor.malformed'],
    run: async ({ query, ...call }) => {
      const { trackers } = await performOperation('trackers.list', { ...call, input: {} });
      const page = pageWithin({ operation: 'listTrackers', query, rows: trackers, idOf: ({ trackerId }) => trackerId });
      return { trackers: page.rows, nextCursor: page.nextCursor };
    },
  }),
  declareOperation({
    id: 'addTracker',
    method: 'POST',
    path: '/trackers',
    tag,
    summary: 'Adds a tracker; one of the same name is replaced',
    body: NewTracker,
    answer: operationSchemas['trackers.add'].output,
    errors: ['model.off', 'record.not-found'],
    run: ({ body, ...call }) => performOperation('trackers.add', { ...call, input: body }),
  }),
  declareOperation({
    id: 'previewTracker',
    method: 'POST',
    path: '/trackers/preview',
    tag,
    summary: 'Tries a tracker on calls that are there; a question costs nothing until `spend` says so',
    body: PreviewTrackerInput,
    answer: TrackerPreview,
    errors: [...modelErrors, 'record.not-found'],
    run: ({ body, ...call }) => performOperation('trackers.preview', { ...call, input: body }),
  }),
  declareOperation({
    id: 'tryMethods',
    method: 'POST',
    path: '/methods/trial',
    tag,
    summary: 'What other methods of qualification would find in the newest calls; nothing is stored',
    description: 'The draft is whole: `methods` and `qualifyBy` as `workspace.json` would have them.',
    body: TryMethodsInput.extend({ calls: TryMethodsInput.shape.calls.default(50) }),
    answer: MethodsTrial,
    errors: ['lexicon.invalid'],
    run: ({ body, ...call }) => performOperation('methods.try', { ...call, input: body }),
  }),
  declareOperation({
    id: 'getMethods',
    method: 'GET',
    path: '/methods',
    tag,
    summary: 'What the workspace says of methods of qualification, and what it said before',
    description: 'The `etag` begins with the `version`: send either as `If-Match` with what is to replace it.',
    answer: PublishedMethods,
    versionOf: ({ version }) => version,
    showsMore: true,
    run: (call) => performOperation('methods.get', { ...call, input: {} }),
  }),
  declareOperation({
    id: 'publishMethods',
    method: 'PUT',
    path: '/methods',
    tag,
    summary: 'Puts other methods of qualification in force, where those that they were made from still are',
    description:
      'Calls that are analyzed afterward, by whichever process, are qualified by them. `POST /methods/trial` with the same fields says before what they would find. What was in force before is in `history`: publish it again to take this back.',
    body: MethodSettings,
    answer: PublishedMethods,
    versionOf: ({ version }) => version,
    showsMore: true,
    replacesVersion: true,
    errors: ['lexicon.invalid', 'settings.version-missing', 'settings.stale'],
    run: ({ body, ifMatch, ...call }) =>
      performOperation('methods.publish', { ...call, input: { settings: body, replaces: readVersions(ifMatch) } }),
  }),
  declareOperation({
    id: 'getHealth',
    method: 'GET',
    path: '/health',
    tag,
    summary: 'Whether what Sophia depends on serves, and what to do where it does not',
    answer: HealthReport,
    run: (call) => performOperation('health.check', { ...call, input: {} }),
  }),
];
