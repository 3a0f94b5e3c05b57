import { z } from 'zod';
import {
  AnalysisDifference,
  AnalysisListing,
  AnalysisReport,
  Answer,
  AnswerEvent,
  BatchItem,
  BatchProgress,
  CallSearchHit,
  CallSummary,
  Change,
  ChangeAction,
  ChangeSet,
  CrmReference,
  Evidence,
  HealthReport,
  LedgerDay,
  LedgerGap,
  Passage,
  PublishedLimits,
  PublishedMethods,
  RatedQuestion,
  SavedTracker,
  SearchAnswer,
  SearchHit,
  Tracker,
  TrackerPreview,
  WebhookAttempt,
  WebhookDelivery,
  WebhookEndpoint,
  Workspace,
  WorkspaceDocument,
} from '#contracts';
import { operationSchemas } from '#surfaces/local';
import type { ApiOperation } from './api-operation.ts';
import { Problem } from './problem.ts';

/** Parts of answers that have a name of their own in the description and in the client. */
const named: Readonly<Record<string, z.ZodType>> = {
  AnalysisDifference,
  AnalysisListing,
  AnalysisReport,
  Answer,
  AnswerEvent,
  AuditRecord: operationSchemas['audit.list'].output.shape.records.element,
  BatchItem,
  BatchProgress,
  CallMatch: operationSchemas['matches.correct'].output,
  CallSearchHit,
  CallSummary,
  Change,
  ChangeAction,
  ChangeSet,
  Commitment: operationSchemas['commitments.list'].output.shape.commitments.element,
  Contradiction: operationSchemas['contradictions.list'].output.shape.contradictions.element,
  CrmReference,
  Deal: operationSchemas['deals.get'].output,
  DealLine: operationSchemas['deals.list'].output.shape.deals.element,
  Duplicate: operationSchemas['duplicates.list'].output.shape.duplicates.element,
  EndedSession: operationSchemas['sessions.end'].output,
  Evidence,
  FieldExplanation: operationSchemas['changes.explain'].output,
  HealthReport,
  InboxEvent: operationSchemas['inbox.list'].output.shape.events.element,
  LedgerDay,
  LedgerGap,
  Notification: operationSchemas['notifications.list'].output.shape.notifications.element,
  NotificationSettings: operationSchemas['notifications.settings'].output,
  Passage,
  Person: operationSchemas['people.list'].output.shape.people.element,
  Policy: operationSchemas['policy.get'].output,
  Problem,
  PublishedLimits,
  PublishedMethods,
  RatedQuestion,
  ReplayedWebhooks: operationSchemas['webhooks.replay'].output,
  SearchAnswer,
  SearchHit,
  Tracker,
  TrackerDefinition: SavedTracker,
  TrackerPreview,
  UndoneChanges: operationSchemas['changes.undo'].output,
  User: operationSchemas['users.list'].output.shape.users.element,
  Warning: operationSchemas['warnings.get'].output,
  WebhookAttempt,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookReference: operationSchemas['webhooks.enable'].output,
  Workspace,
  WorkspaceDocument,
};

export type JsonSchema = Readonly<Record<string, unknown>>;

/** The schemas of everything that is answered, by name: those above, and what is left of each operation's answer. */
export function componentSchemas(operations: readonly ApiOperation[]): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  for (const { id, answer } of operations) {
    if (answer !== null && !registry.has(answer)) registry.add(answer, { id: answerName(id) });
  }
  const { schemas } = z.toJSONSchema(registry, {
    target: 'draft-2020-12',
    io: 'output',
    uri: referenceTo,
    override: tidy,
  });
  const entries = Object.entries(schemas).map(([name, { $schema: _schema, $id: _id, ...schema }]) => [name, schema]);
  return Object.fromEntries(entries.sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)));
}

/** The name of what an operation answers. */
export function answerNameOf({ id, answer }: ApiOperation): string {
  const known = Object.entries(named).find(([, schema]) => schema === answer);
  return known === undefined ? answerName(id) : known[0];
}

/** A schema by its name where it has one, otherwise as it stands. */
export function schemaOrReference(schema: z.ZodType): JsonSchema {
  const known = Object.entries(named).find(([, one]) => one === schema);
  return known === undefined ? inlineSchema(schema) : { $ref: referenceTo(known[0]) };
}

/** A schema as it stands in a parameter or a body: what may be sent, with nothing named in it. */
export function inlineSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _schema, ...inline } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'input',
    override: tidy,
  });
  return inline;
}

export function referenceTo(name: string): string {
  return `#/components/schemas/${name}`;
}

function answerName(id: string): string {
  return `${id.charAt(0).toUpperCase()}${id.slice(1)}Answer`;
}

/** Patterns that only say again what a format says, and the limits of whole numbers, tell a reader nothing. */
function tidy({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: Record<string, unknown> }): void {
  const { description } = z.globalRegistry.get(zodSchema) ?? {};
  if (description !== undefined) jsonSchema['description'] = description;
  if (jsonSchema['format'] !== undefined) delete jsonSchema['pattern'];
  if (jsonSchema['maximum'] === Number.MAX_SAFE_INTEGER) delete jsonSchema['maximum'];
  if (jsonSchema['minimum'] === Number.MIN_SAFE_INTEGER) delete jsonSchema['minimum'];
  nameEveryKey(jsonSchema);
  const { enum: options } = jsonSchema;
  if (!Array.isArray(options) || options.join() !== 'true,false') return;
  delete jsonSchema['enum'];
  Object.assign(jsonSchema, { type: 'boolean', default: jsonSchema['default'] === 'true' });
}

/** Where the keys of a record are known, they are its properties. */
function nameEveryKey(jsonSchema: Record<string, unknown>): void {
  const { propertyNames: names, additionalProperties: value } = jsonSchema;
  if (typeof names !== 'object' || names === null || !('enum' in names) || !Array.isArray(names.enum)) return;
  jsonSchema['properties'] = Object.fromEntries(names.enum.map((name) => [String(name), value]));
  jsonSchema['additionalProperties'] = false;
  delete jsonSchema['propertyNames'];
}
