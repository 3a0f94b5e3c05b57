import { currentOwnerXid } from '@dbos-inc/dbos-sdk/internal/context';
import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';
import type { SystemDatabase } from '@dbos-inc/dbos-sdk/internal/system_database';
import type { OpenDatabase } from '#platform/db';
import { claimInOneStatement } from './claim-in-one-statement.ts';
import { queueInOneStatement } from './queue-in-one-statement.ts';

const canceled = 'CANCELLED';
const now = '(extract(epoch from now()) * 1000)::bigint';

const readStep = `
  select workflow.status, step.function_name, step.output, step.error, step.child_workflow_id, step.serialization
  from dbos.workflow_status workflow
  left join dbos.operation_outputs step on step.workflow_uuid = workflow.workflow_uuid and step.function_id = $2
  where workflow.workflow_uuid = $1`;

const recordStep = `
  with owned as (
    select workflow_uuid from dbos.workflow_status where workflow_uuid = $1 and owner_xid = $2 for no key update
  )
  insert into dbos.operation_outputs (workflow_uuid, function_id, output, error, function_name, child_workflow_id,
    started_at_epoch_ms, completed_at_epoch_ms, serialization, application_name, retention_timestamp)
  select workflow_uuid, $3::int, $4::text, $5::text, $6::text, $7::text, $8::bigint, $9::bigint, $10::text, $11::text, ${now}
  from owned
  on conflict (workflow_uuid, function_id) do update
    set completed_at_epoch_ms = operation_outputs.completed_at_epoch_ms
  returning completed_at_epoch_ms`;

const recordOutcome = `
  with ended as (
    update dbos.workflow_status set status = $3, updated_at = ${now}, completed_at = ${now}, deduplication_id = null,
      owner_xid = null
    where workflow_uuid = $1 and status = 'PENDING' and owner_xid = $2
    returning workflow_uuid
  )
  insert into dbos.workflow_output (workflow_uuid, output, error)
  select workflow_uuid, $4::text, $5::text from ended
  on conflict (workflow_uuid) do update set output = excluded.output, error = excluded.error`;

interface StepRow {
  readonly status: string;
  readonly function_name: string | null;
  readonly output: string | null;
  readonly error: string | null;
  readonly child_workflow_id: string | null;
  readonly serialization: string | null;
}

/**
 * Has the engine do in one statement what it does in a transaction of three to six, with the same locks, the same
 * checks of who owns a run and the same rows. Whatever is not as usual (a lost owner, a canceled run, a second record, a
 * failure) is left to the engine's own way, which tries again or says what is wrong. It is asked of the pinned version.
 */
export function mergeStatements(database: OpenDatabase): void {
  const engine = DBOSExecutor.globalInstance?.systemDatabase;
  if (engine === undefined || !isAsExpected(engine)) return;
  readStepsTogether(engine);
  recordStepsTogether(engine);
  recordOutcomesTogether(engine);
  queueInOneStatement(engine);
  // On a server others claim at the same time, and the engine's own way knows how to give way.
  if (database.kind === 'pglite') claimInOneStatement(engine);
}

const replaced = [
  'getOperationResultAndThrowIfCancelled',
  'recordOperationResult',
  'recordWorkflowOutput',
  'recordWorkflowError',
  'initWorkflowStatus',
  'findAndMarkStartableWorkflows',
];

function isAsExpected(engine: SystemDatabase): boolean {
  return engine.schemaName === 'dbos' && replaced.every((name) => typeof Reflect.get(engine, name) === 'function');
}

function readStepsTogether(engine: SystemDatabase): void {
  const own = engine.getOperationResultAndThrowIfCancelled.bind(engine);
  engine.getOperationResultAndThrowIfCancelled = async (workflowId, functionId) => {
    const row = await firstRow<StepRow>(engine, { text: readStep, values: [workflowId, functionId] });
    if (row === undefined || row.status === canceled) return own(workflowId, functionId);
    if (row.function_name === null) return undefined;
    return {
      output: row.output,
      error: row.error,
      childWorkflowID: row.child_workflow_id,
      functionName: row.function_name,
      serialization: row.serialization,
    };
  };
}

function recordStepsTogether(engine: SystemDatabase): void {
  const own = engine.recordOperationResult.bind(engine);
  engine.recordOperationResult = async (...parameters) => {
    const [workflowId, functionId, name, , beganAt, endedAt, options = {}] = parameters;
    const owner = currentOwnerXid(workflowId);
    if (owner === undefined) return own(...parameters);
    const { output = null, error = null, childWorkflowID = null, serialization = null } = options;
    const told = [output, error, name, childWorkflowID, beganAt, endedAt, serialization, engine.appName ?? null];
    const values = [workflowId, owner, functionId, ...told];
    const row = await firstRow<{ completed_at_epoch_ms: string }>(engine, { text: recordStep, values });
    if (Number(row?.completed_at_epoch_ms) !== endedAt) await own(...parameters);
  };
}

function recordOutcomesTogether(engine: SystemDatabase): void {
  const ownOutput = engine.recordWorkflowOutput.bind(engine);
  const ownError = engine.recordWorkflowError.bind(engine);
  async function record(values: readonly unknown[]): Promise<boolean> {
    const { rowCount } = await engine.pool.query(recordOutcome, [...values]);
    return rowCount === 1;
  }
  engine.recordWorkflowOutput = async (workflowId, status, owner) => {
    const values = [workflowId, owner, 'SUCCESS', status.output ?? null, null];
    return owner !== undefined && (await record(values).catch(() => false))
      ? true
      : ownOutput(workflowId, status, owner);
  };
  engine.recordWorkflowError = async (workflowId, status, owner) => {
    const values = [workflowId, owner, 'ERROR', null, status.error ?? null];
    return owner !== undefined && (await record(values).catch(() => false))
      ? true
      : ownError(workflowId, status, owner);
  };
}

/** Undefined too where the statement failed. */
async function firstRow<Row extends object>(
  engine: SystemDatabase,
  { text, values }: { text: string; values: unknown[] },
): Promise<Row | undefined> {
  try {
    return (await engine.pool.query<Row>(text, values)).rows[0];
  } catch {
    return undefined;
  }
}
