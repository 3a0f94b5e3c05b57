import type pg from 'pg';
import { type Copy, statementFor, tagged } from './copy-rows.ts';

const patterns = 12;
const callsPerStatement = 5000;
/** Of a call that is copied whole: enough rows to fill the tables, and few enough to be copied in seconds. */
const mostTurns = 12;
const mostClaims = 6;
const ofCall = 'entry on entry.call_id = pattern.id';

/** A call as lists and counts see it. What was found in a copy stays with the call that it was copied from. */
const listed: readonly Copy[] = [
  {
    table: 'calls',
    source: 'join calls entry on entry.id = pattern.id',
    changed: { id: tagged('id'), external_id: tagged('external_id') },
  },
  {
    table: 'call_versions',
    source: `join call_versions ${ofCall}`,
    changed: { id: tagged('id'), call_id: tagged('call_id'), content_hash: tagged('content_hash') },
  },
  {
    table: 'analyses',
    source: `join analyses ${ofCall}`,
    changed: { id: tagged('id'), call_id: tagged('call_id') },
  },
];

/** What a call that is stored and analyzed leaves besides. */
const stored: readonly Copy[] = [
  {
    table: 'turns',
    source: `join call_versions version on version.call_id = pattern.id
      join turns entry on entry.call_version_id = version.id and entry.turn < ${mostTurns}`,
    changed: { call_version_id: tagged('call_version_id') },
  },
  {
    table: 'claims',
    source: `join lateral (select * from claims where call_id = pattern.id order by id limit ${mostClaims}) entry on true`,
    changed: { id: tagged('id'), call_id: tagged('call_id'), analysis_id: tagged('analysis_id') },
  },
  {
    table: 'import_batches',
    source: `join import_items item on item.call_id = pattern.id
      join import_batches entry on entry.id = item.batch_id`,
    changed: { id: tagged('id') },
  },
  {
    table: 'import_items',
    source: `join import_items ${ofCall}`,
    changed: { id: tagged('id'), call_id: tagged('call_id'), batch_id: tagged('batch_id') },
  },
];

/** Copies of the first calls, with the numbers from `from` to `to`: whole, or as lists see them. */
export async function copyCalls({
  pool,
  from,
  to,
  whole,
}: {
  pool: pg.Pool;
  from: number;
  to: number;
  whole: boolean;
}): Promise<void> {
  async function query<Row>(text: string, parameters: readonly unknown[]): Promise<readonly Row[]> {
    return (await pool.query<Row & pg.QueryResultRow>(text, [...parameters])).rows;
  }
  await pool.query(`create table if not exists bench_patterns as
    select id, row_number() over (order by id) - 1 as place from calls order by id limit ${patterns}`);
  // Rows that are copied need no triggers: nobody has kept anything of them.
  await pool.query('set session_replication_role = replica');
  for (const copy of whole ? [...listed, ...stored] : listed) {
    const statement = await statementFor({ query, copy, patterns });
    for (let start = from; start <= to; start += callsPerStatement) {
      await query(statement, [start, Math.min(to, start + callsPerStatement - 1)]);
    }
  }
  await pool.query('reset session_replication_role');
  await pool.query('analyze');
  await pool.query('discard plans');
}
