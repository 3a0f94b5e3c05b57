import type { SystemDatabase } from '@dbos-inc/dbos-sdk/internal/system_database';

type Queue = Parameters<SystemDatabase['findAndMarkStartableWorkflows']>[0];

const now = '(extract(epoch from now()) * 1000)::bigint';
const isOfApplication = '(application_name = $5 or application_name is null)';

/** $6 and $7 are the places left in this process and those that there are in all; null where there is no limit. */
const statement = `
  with chosen as (
    select workflow_uuid from dbos.workflow_status
    where status = 'ENQUEUED' and queue_name = $1 and ${isOfApplication} and (application_version = $3
      or (application_version is null and $3 = coalesce((
        select version_name from dbos.application_versions where ${isOfApplication}
        order by version_timestamp desc limit 1), $3)))
    order by priority, created_at
    limit least($6::bigint, case when $7::bigint is not null then greatest(0, $7::bigint - (
      select count(*) from dbos.workflow_status where queue_name = $1 and status = 'PENDING' and ${isOfApplication})) end)
    for update skip locked
  )
  update dbos.workflow_status claimed set status = 'PENDING', owner_xid = $4, executor_id = $2, application_version = $3,
    started_at_epoch_ms = ${now}, updated_at = ${now}, rate_limited = false,
    application_name = coalesce(application_name, $5), recovery_attempts = recovery_attempts + 1,
    workflow_deadline_epoch_ms = case when workflow_timeout_ms is not null and workflow_deadline_epoch_ms is null
      then ${now} + workflow_timeout_ms else workflow_deadline_epoch_ms end
  from chosen
  where claimed.workflow_uuid = chosen.workflow_uuid and claimed.status = 'ENQUEUED'
  returning claimed.workflow_uuid, claimed.priority, claimed.created_at`;

interface ClaimedRow {
  readonly workflow_uuid: string;
  readonly priority: number;
  readonly created_at: string;
}

/** Finds and claims what a queue may start; queues with a rate or partitions are left to the engine's own way. */
export function claimInOneStatement(engine: SystemDatabase): void {
  const own = engine.findAndMarkStartableWorkflows.bind(engine);
  engine.findAndMarkStartableWorkflows = async (...parameters) => {
    const [queue, executorId, version, partition, running = 0, , owner = null] = parameters;
    if (partition !== undefined || !isPlain(queue) || !engine.appName) return own(...parameters);
    const left = queue.workerConcurrency === undefined ? null : queue.workerConcurrency - running;
    if (left !== null && left <= 0) return [];
    const inAll = queue.concurrency ?? null;
    const values = [queue.name, executorId, version, owner, engine.appName, left, inAll];
    const { rows } = await engine.pool.query<ClaimedRow>(statement, values);
    return rows.toSorted(isBefore).map((row) => row.workflow_uuid);
  };
}

function isPlain(queue: Queue): boolean {
  const { rateLimit, partitionConcurrency, partitionRateLimit } = queue;
  return rateLimit === undefined && partitionConcurrency === undefined && partitionRateLimit === undefined;
}

function isBefore(one: ClaimedRow, other: ClaimedRow): number {
  return one.priority - other.priority || Number(one.created_at) - Number(other.created_at);
}
