import type { OpenDatabase } from '#platform/db';
import type { Log } from '#platform/log';
import { sql } from '#platform/sql';

export interface Lease {
  /** Ends the heartbeat and gives the lease up, so that others need not wait until it lapses. */
  release(): Promise<void>;
}

interface LeaseOptions {
  readonly database: OpenDatabase;
  readonly log: Log;
  readonly executorId: string;
  readonly leaseSeconds: number;
  /** Takes over the unfinished workflows of these executors. */
  readonly recover: (executorIds: readonly string[]) => Promise<void>;
}

/**
 * Says by a row with a lease that this executor lives, and takes over the workflows of those that no longer do, at
 * once and then with every heartbeat. Leases are counted by the database's clock, which all processes share.
 */
export async function keepLease(options: LeaseOptions): Promise<Lease> {
  await renew(options);
  await recoverLapsed(options);
  let beating: Promise<void> = Promise.resolve();
  const timer = setInterval(
    () => {
      beating = beating.then(() => beat(options));
    },
    (options.leaseSeconds * 1000) / 4,
  );
  timer.unref();
  return {
    release: async () => {
      clearInterval(timer);
      await beating;
      await options.database.db.execute(sql`delete from workflow_executors where executor_id = ${options.executorId}`);
    },
  };
}

async function beat(options: LeaseOptions): Promise<void> {
  try {
    await renew(options);
    await recoverLapsed(options);
  } catch (error) {
    options.log.error({ err: error, executorId: options.executorId }, 'The lease of this worker could not be renewed');
  }
}

async function renew({ database, executorId, leaseSeconds }: LeaseOptions): Promise<void> {
  await database.db.execute(sql`
    insert into workflow_executors (executor_id, started_at, lease_until)
    values (${executorId}, now(), now() + make_interval(secs => ${leaseSeconds}))
    on conflict (executor_id) do update set lease_until = excluded.lease_until`);
}

/** On the embedded database every other executor is dead, as its directory has one holder. */
async function recoverLapsed({ database, log, executorId, recover }: LeaseOptions): Promise<void> {
  const alive = database.kind === 'pglite' ? sql`false` : sql`executor.lease_until > now()`;
  const answer = await database.db.execute<{ executor_id: string }>(sql`
    select distinct workflow.executor_id from dbos.workflow_status workflow
    where workflow.status = 'PENDING' and workflow.executor_id <> ${executorId} and not exists (
      select from workflow_executors executor where executor.executor_id = workflow.executor_id and ${alive})`);
  const lapsed = answer.rows.map((row) => row.executor_id);
  if (lapsed.length > 0) {
    log.info({ executorIds: lapsed }, 'The unfinished workflows of ended workers are taken over');
    await recover(lapsed);
  }
  await database.db.execute(sql`delete from workflow_executors where lease_until < now() - interval '1 day'`);
}
