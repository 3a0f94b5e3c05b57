import type { z } from 'zod';
import { accessOperations } from './schemas/access-operations.ts';
import { assistantOperations } from './schemas/assistant-operations.ts';
import { callOperations } from './schemas/call-operations.ts';
import { changeOperations } from './schemas/change-operations.ts';
import { channelOperations } from './schemas/channel-operations.ts';
import { crmOperations } from './schemas/crm-operations.ts';
import { documentOperations } from './schemas/document-operations.ts';
import { duplicateOperations } from './schemas/duplicate-operations.ts';
import { flowOperations } from './schemas/flow-operations.ts';
import { pipelineOperations } from './schemas/pipeline-operations.ts';
import { searchOperations } from './schemas/search-operations.ts';
import { secretOperations } from './schemas/secret-operations.ts';
import { trialOperations } from './schemas/trial-operations.ts';
import { webhookOperations } from './schemas/webhook-operations.ts';

/** What the command line can ask for: the form of each question and of its answer. */
export const operationSchemas = {
  ...callOperations,
  ...flowOperations,
  ...channelOperations,
  ...changeOperations,
  ...crmOperations,
  ...duplicateOperations,
  ...pipelineOperations,
  ...accessOperations,
  ...webhookOperations,
  ...secretOperations,
  ...searchOperations,
  ...documentOperations,
  ...assistantOperations,
  ...trialOperations,
} as const;

export type OperationName = keyof typeof operationSchemas;
export type OperationInput<Name extends OperationName> = z.input<(typeof operationSchemas)[Name]['input']>;
export type ParsedInput<Name extends OperationName> = z.output<(typeof operationSchemas)[Name]['input']>;
export type OperationOutput<Name extends OperationName> = z.output<(typeof operationSchemas)[Name]['output']>;

export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(operationSchemas, name);
}

/** The output has been made for this name; its schema says so once more for what came over the socket. */
export function outputOf<Name extends OperationName>(name: Name, output: unknown): OperationOutput<Name> {
  // oxlint-disable-next-line typescript/consistent-type-assertions -- the schema of this very name has just passed it
  return operationSchemas[name].output.parse(output) as OperationOutput<Name>;
}
