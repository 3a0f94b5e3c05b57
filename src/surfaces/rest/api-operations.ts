import type { ApiOperation } from './api-operation.ts';
import { accessOperations } from './operations/access-operations.ts';
import { auditOperations } from './operations/audit-operations.ts';
import { callOperations } from './operations/call-operations.ts';
import { changeOperations } from './operations/change-operations.ts';
import { dealOperations } from './operations/deal-operations.ts';
import { documentOperations } from './operations/document-operations.ts';
import { flowOperations } from './operations/flow-operations.ts';
import { peopleOperations } from './operations/people-operations.ts';
import { pipelineOperations } from './operations/pipeline-operations.ts';
import { questionOperations } from './operations/question-operations.ts';
import { signalOperations } from './operations/signal-operations.ts';
import { userOperations } from './operations/user-operations.ts';
import { webhookOperations } from './operations/webhook-operations.ts';
import { workspaceOperations } from './operations/workspace-operations.ts';

/** Every operation of the API, in the order of the reference. */
export const apiOperations: readonly ApiOperation[] = [
  ...callOperations,
  ...dealOperations,
  ...pipelineOperations,
  ...changeOperations,
  ...signalOperations,
  ...flowOperations,
  ...peopleOperations,
  ...workspaceOperations,
  ...questionOperations,
  ...documentOperations,
  ...webhookOperations,
  ...accessOperations,
  ...userOperations,
  ...auditOperations,
];
