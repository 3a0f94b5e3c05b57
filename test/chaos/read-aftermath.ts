import { z } from 'zod';
import type { SophiaWorld } from '#test/sophia-world';
import type { AcceptedWrite } from './open-passage.ts';
import type { Deed } from './open-people.ts';
import { type Chat, isSophias, type Portal, portalType, presentId, readChat, readPortal } from './read-vendors.ts';
import type { StormVendors } from './storm-vendors.ts';
import { type OurWrite, writesIn } from './writes-in.ts';

const LedgerRow = z.object({
  external_id: z.string(),
  call_id: z.string().nullable(),
  stored_at: z.date().nullable(),
  analyzed_at: z.date().nullable(),
  written_at: z.date().nullable(),
  announced_at: z.date().nullable(),
  excluded: z.string().nullable(),
  gap_cause: z.string().nullable(),
  gap_detail: z.string().nullable(),
});
const AnalysisRow = z.object({ call_id: z.string(), count: z.coerce.number() });
const ChangeRow = z.object({
  id: z.string(),
  call_id: z.string().nullable(),
  target_type: z.string().nullable(),
  target_id: z.string().nullable(),
  action: z.looseObject({ type: z.string(), value: z.string().optional() }),
  property: z.string().nullable(),
  old_value: z.string().nullable(),
  edited_value: z.string().nullable(),
  external_id: z.string().nullable(),
  verdict: z.string(),
  state: z.string(),
  problem: z.string().nullable(),
});
export type ChangeRow = z.infer<typeof ChangeRow>;
const EffectRow = z.object({
  target: z.string(),
  kind: z.string(),
  key: z.string(),
  marker: z.string(),
  state: z.string(),
});
const NotificationRow = z.object({
  kind: z.string(),
  state: z.string(),
  call_id: z.string().nullable(),
  message_id: z.string().nullable(),
});
const DecisionRow = z.object({ change_id: z.string(), decided_by: z.string(), decision: z.string(), at: z.date() });
const UndoRow = z.object({ change_id: z.string() });
const InteractionRow = z.object({ user_id: z.string(), outcome: z.string(), count: z.coerce.number() });
const DriftRow = z.object({ what: z.string(), key: z.string(), lines: z.array(z.object({ label: z.string() })) });
const KeptOutRow = z.object({ call_id: z.string() });
/** An attempt to write for a change that is gone with its call. */
const ForgottenWrite = z.object({
  change_id: z.string(),
  entity_type: z.string(),
  entity_id: z.string().nullable(),
  operation: z.string(),
  status: z.string(),
  property: z.string().nullable(),
});
export type ForgottenWrite = z.infer<typeof ForgottenWrite>;
const BrokenRun = z.object({ workflow_uuid: z.string(), status: z.string(), error: z.string().nullable() });
const DeadRow = z.object({ source: z.string(), subject: z.string(), message: z.string().nullable() });

/** What the storm itself has done, and knows to be true. */
export interface StormFacts {
  readonly ended: readonly string[];
  /** The calls whose transcripts never come. */
  readonly lost: readonly string[];
  /** The calls that are private. */
  readonly hidden: readonly string[];
  /** The calls that were made private after they had ended. */
  readonly turned: readonly string[];
  /** The calls that were deleted in Gong. */
  readonly vanished: readonly string[];
  readonly deeds: readonly Deed[];
  /** The changes that waited for a word and of which no card asked. */
  readonly unasked: readonly string[];
  readonly accepted: readonly AcceptedWrite[];
  /** What was still to do when the patience ended. */
  readonly left: readonly string[];
}

/** What is there once everything rests: Sophia's tables beside the vendors' own state. */
export interface Aftermath extends StormFacts {
  readonly ledger: readonly z.infer<typeof LedgerRow>[];
  readonly analyses: readonly z.infer<typeof AnalysisRow>[];
  readonly changes: readonly ChangeRow[];
  readonly effects: readonly z.infer<typeof EffectRow>[];
  readonly notifications: readonly z.infer<typeof NotificationRow>[];
  readonly decisions: readonly z.infer<typeof DecisionRow>[];
  /** The changes that somebody has begun to take back. */
  readonly regretted: readonly string[];
  readonly interactions: readonly z.infer<typeof InteractionRow>[];
  readonly dead: readonly z.infer<typeof DeadRow>[];
  /** Workflows that ended with an error and whose work was not begun anew with success. */
  readonly brokenRuns: readonly z.infer<typeof BrokenRun>[];
  readonly drifts: readonly z.infer<typeof DriftRow>[];
  /** The calls that were taken out because they had turned private, by our own ids. */
  readonly keptOut: readonly z.infer<typeof KeptOutRow>[];
  readonly forgotten: readonly ForgottenWrite[];
  /** What still speaks of a call that is not there. */
  readonly leftovers: readonly string[];
  readonly portal: Portal;
  readonly chat: Chat;
  /** By the marker that it carries. */
  readonly activities: readonly { readonly marker: string; readonly externalId: string; readonly archived: boolean }[];
  readonly messageMarkers: readonly string[];
  readonly writes: readonly OurWrite[];
}

export async function readAftermath({
  world,
  vendors,
  facts,
}: {
  world: SophiaWorld;
  vendors: StormVendors;
  facts: StormFacts;
}): Promise<Aftermath> {
  const portal = await readPortal(vendors);
  const chat = await readChat(vendors);
  const tables = await readTables(world);
  return {
    ...facts,
    ...tables,
    changes: tables.changes.map((change) => underPresentId(portal, change)),
    portal,
    chat,
    activities: activitiesIn(portal),
    messageMarkers: chat.messages.flatMap(({ metadata }) => metadata?.event_payload.marker ?? []),
    writes: writesIn(portal),
  };
}

function underPresentId(portal: Portal, change: ChangeRow): ChangeRow {
  const { target_type: type, target_id: id } = change;
  if (type === null || id === null) return change;
  return { ...change, target_id: presentId(portal, { objectType: portalType(type), id }) };
}

type Database = Parameters<Parameters<SophiaWorld['withDatabase']>[0]>[0];

async function readTables(world: SophiaWorld) {
  return world.withDatabase(async ({ pool }) => {
    async function read<Row>(schema: z.ZodType<Row>, question: string): Promise<Row[]> {
      const { rows } = await pool.query(question);
      return z.array(schema).parse(rows);
    }
    return {
      ...(await readTakenBack(read)),
      leftovers: await findLeftovers(pool),
      ledger: await read(LedgerRow, "select * from ledger_items where source = 'gong' and not backfill"),
      analyses: await read(AnalysisRow, 'select call_id, count(*) as count from analyses group by call_id'),
      changes: await read(
        ChangeRow,
        'select changes.*, change_sets.call_id from changes join change_sets on change_sets.id = changes.change_set_id',
      ),
      effects: await read(EffectRow, 'select target, kind, key, marker, state from effects'),
      notifications: await read(
        NotificationRow,
        "select kind, state, subject ->> 'callId' as call_id, message_id from notifications",
      ),
      decisions: await read(DecisionRow, 'select change_id, decided_by, decision, at from approval_decisions'),
      regretted: (await read(UndoRow, "select distinct change_id from change_moves where to_state = 'undoing'")).map(
        ({ change_id }) => change_id,
      ),
      interactions: await read(
        InteractionRow,
        'select user_id, outcome, count(*) as count from chat_interactions group by user_id, outcome',
      ),
      brokenRuns: await read(
        BrokenRun,
        `select workflow_uuid, status, workflow_output.error from dbos.workflow_status left join dbos.workflow_output using (workflow_uuid)
          where status not in ('SUCCESS', 'PENDING', 'ENQUEUED', 'DELAYED') and not exists (
            select from dbos.workflow_status later where later.status = 'SUCCESS' and later.workflow_uuid like
              'run-again:%:' || regexp_replace(workflow_status.workflow_uuid, '^run-again:[^:]+:(.*)#[0-9]+:[0-9]+$', '\\1') || '#%')`,
      ),
      dead: await read(
        DeadRow,
        "select source, subject, problem ->> 'message' as message from inbox_events where state = 'dead'",
      ),
    };
  });
}

type Read = <Row>(schema: z.ZodType<Row>, question: string) => Promise<Row[]>;

async function readTakenBack(read: Read): Promise<Pick<Aftermath, 'drifts' | 'keptOut' | 'forgotten'>> {
  return {
    drifts: await read(DriftRow, 'select what, key, lines from drifts'),
    keptOut: await read(
      KeptOutRow,
      "select resource ->> 'id' as call_id from audit_records where action = 'call.kept_out'",
    ),
    forgotten: await read(
      ForgottenWrite,
      `select change_id, entity_type, entity_id, operation, status, data ->> 'property' as property from crm_sync_log log
        where change_id is not null and not exists (select from changes where changes.id = log.change_id)`,
    ),
  };
}

const Column = z.array(z.object({ table_name: z.string() }));

/** In whichever table: the ids of calls that are gone, the words of their claims, and quotes of them. */
async function findLeftovers(pool: Database['pool']): Promise<string[]> {
  const { rows } = await pool.query(`select columns.table_name from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where columns.table_schema = 'public' and column_name = 'call_id' and table_type = 'BASE TABLE'`);
  const found: string[] = [];
  for (const { table_name: table } of Column.parse(rows)) {
    const { rowCount } = await pool.query(`select from "${table}" one
      where call_id is not null and not exists (select from calls where calls.id = one.call_id)`);
    if ((rowCount ?? 0) > 0) found.push(`${rowCount} rows in ${table}`);
  }
  const { rowCount: quoted } = await pool.query(`select from deal_warnings, jsonb_array_elements(evidence) as each
    where each ->> 'callId' is not null and not exists (select from calls where calls.id = each ->> 'callId')`);
  if ((quoted ?? 0) > 0) found.push(`${quoted} pieces of evidence of warnings`);
  const { rowCount: words } = await pool.query(`select from crm_sync_log log where change_id is not null
    and data - 'property' <> '{}'::jsonb and not exists (select from changes where changes.id = log.change_id)`);
  if ((words ?? 0) > 0) found.push(`${words} entries in the log of writes`);
  return found;
}

function activitiesIn({ records }: Portal): Aftermath['activities'] {
  return ['notes', 'tasks', 'calls'].flatMap((objectType) =>
    Object.values(records[objectType] ?? {}).flatMap(({ id, archivedAtMs, versions }) => {
      const marker = Object.entries(versions).flatMap(([property, list]) =>
        property.endsWith('_body') ? list.filter(isSophias).flatMap(({ value }) => markerOf(value)) : [],
      )[0];
      return marker === undefined ? [] : [{ marker, externalId: id, archived: archivedAtMs !== null }];
    }),
  );
}

function markerOf(body: string): string[] {
  const [, marker] = /Sophia ([\w-]+)<\/p>$/u.exec(body) ?? [];
  return marker === undefined ? [] : [marker];
}
