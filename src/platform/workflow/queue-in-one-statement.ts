import type { SystemDatabase } from '@dbos-inc/dbos-sdk/internal/system_database';

type Queued = Parameters<SystemDatabase['initWorkflowStatus']>[0];

/** As the engine writes them, with what a queued run does not have left at its default, which is null. */
const columns = {
  workflow_uuid: (run: Queued) => run.workflowUUID,
  status: (run: Queued) => run.status,
  name: (run: Queued) => run.workflowName,
  class_name: (run: Queued) => (run.workflowClassName === '' ? null : run.workflowClassName),
  config_name: (run: Queued) => (run.workflowConfigName === '' ? null : run.workflowConfigName),
  queue_name: (run: Queued) => run.queueName,
  authenticated_user: (run: Queued) => run.authenticatedUser,
  assumed_role: (run: Queued) => run.assumedRole,
  authenticated_roles: (run: Queued) => JSON.stringify(run.authenticatedRoles),
  executor_id: (run: Queued) => run.executorId,
  application_version: (run: Queued) => run.applicationVersion ?? null,
  application_id: (run: Queued) => run.applicationID,
  recovery_attempts: () => 0,
  priority: (run: Queued) => run.priority,
  parent_workflow_id: (run: Queued) => run.parentWorkflowID ?? null,
  serialization: (run: Queued) => run.serialization,
  application_name: (run: Queued) => run.applicationName ?? null,
} as const;

/** With any of them the engine's own way is taken. */
const unusual = [
  'timeoutMS',
  'deadlineEpochMS',
  'deduplicationID',
  'queuePartitionKey',
  'forkedFrom',
  'delayUntilEpochMS',
  'attributes',
  'scheduleName',
  'debounceDeadlineEpochMS',
  'isDebounced',
] as const satisfies readonly (keyof Queued)[];

const names = Object.keys(columns);
const creator = names.length + 1;

const statement = `
  with queued as (
    insert into dbos.workflow_status (${names.join(', ')}, creator_xid)
    values (${names.map((_, place) => `$${place + 1}`).join(', ')}, $${creator})
    on conflict (workflow_uuid) do nothing
    returning workflow_uuid
  ), given as (
    insert into dbos.workflow_input (workflow_uuid, inputs)
    select workflow_uuid, $${creator + 1}::text from queued
    on conflict (workflow_uuid) do nothing
  )
  select workflow_uuid from queued`;

/** A run that is known, and one with more than a queue, a name and an input, is left to the engine's own way. */
export function queueInOneStatement(engine: SystemDatabase): void {
  const own = engine.initWorkflowStatus.bind(engine);
  engine.initWorkflowStatus = async (run, creatorXid, client, reusePolicy) => {
    if (client === undefined && reusePolicy !== 'reject' && isUsual(run) && (await insert(run, creatorXid))) {
      return { status: run.status, shouldExecuteOnThisExecutor: true, serialization: run.serialization };
    }
    return own(run, creatorXid, client, reusePolicy);
  };

  async function insert(run: Queued, creatorXid: string | null): Promise<boolean> {
    const values = [...Object.values(columns).map((read) => read(run)), creatorXid, run.input ?? null];
    try {
      const { rows } = await engine.pool.query(statement, values);
      return rows.length === 1;
    } catch {
      return false;
    }
  }
}

function isUsual(run: Queued): boolean {
  const isQueued = run.status === 'ENQUEUED' && run.queueName !== undefined;
  return isQueued && unusual.every((name) => run[name] === undefined || run[name] === null || run[name] === false);
}
