import { type Copy, statementFor, tagged } from './copy-rows.ts';
import type { Pipeline } from './open-pipeline.ts';

const callsPerStatement = 1000;
const patterns = 5;
/** Of a call that is loaded: enough rows to fill the tables, and few enough to be loaded in a minute or two. */
const mostTurns = 2;
const mostClaims = 3;
const mostChanges = 6;

/**
 * Copies of the calls that have gone through the pipeline, with ready insights and all that was written of them, spread
 * over the deals and contacts that there are.
 */
export async function loadHistory(pipeline: Pipeline, { from, to }: { from: number; to: number }): Promise<void> {
  await preparePatterns(pipeline);
  const statements: string[] = [];
  for (const copy of copies) statements.push(await statementFor({ query: pipeline.query, copy, patterns }));
  for (let start = from; start <= to; start += callsPerStatement) {
    const end = Math.min(to, start + callsPerStatement - 1);
    for (const statement of statements) await pipeline.query(statement, [start, end]);
  }
  for (const statement of knowAsMuchAsWithTime) await pipeline.query(statement);
}

/**
 * A history that grows call by call has been looked at by the planner many times; one that is copied in has not. What was
 * copied is counted before that: counted later, it would have its tables looked at once more while calls are measured.
 */
const knowAsMuchAsWithTime = ['select pg_stat_force_next_flush()', 'analyze', 'discard plans'];

/** Which calls are copied, and which records the copies are about. */
async function preparePatterns(pipeline: Pipeline): Promise<void> {
  for (const statement of [
    'drop table if exists bench_patterns, bench_records, bench_totals',
    `create table bench_patterns as select id, row_number() over (order by id) - 1 as place
      from calls order by id limit ${patterns}`,
    `create table bench_records as select id, external_id, object_type,
      row_number() over (partition by object_type order by id) - 1 as place from crm_records`,
    'create unique index on bench_records (object_type, place)',
    'analyze bench_records',
    'create table bench_totals as select object_type, count(*) as total from bench_records group by object_type',
  ]) {
    await pipeline.query(statement);
  }
}

function recordFor(column: string, objectType: string): string {
  const total = `(select total from bench_totals where object_type = ${objectType})`;
  return `(select ${column} from bench_records where object_type = ${objectType} and place = (n * 7) % ${total})`;
}

const ofCall = 'entry on entry.call_id = pattern.id';

const copies: readonly Copy[] = [
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
    table: 'turns',
    source: `join call_versions version on version.call_id = pattern.id
      join turns entry on entry.call_version_id = version.id and entry.turn < ${mostTurns}`,
    changed: { call_version_id: tagged('call_version_id') },
  },
  {
    table: 'call_sources',
    source: `join call_sources ${ofCall}`,
    changed: { call_id: tagged('call_id'), external_id: tagged('external_id') },
  },
  {
    table: 'analyses',
    source: `join analyses ${ofCall}`,
    changed: { id: tagged('id'), call_id: tagged('call_id') },
  },
  {
    table: 'claims',
    source: `join lateral (select * from claims where call_id = pattern.id order by id limit ${mostClaims}) entry on true`,
    changed: { id: tagged('id'), call_id: tagged('call_id'), analysis_id: tagged('analysis_id') },
  },
  {
    table: 'call_matches',
    source: `join call_matches ${ofCall}`,
    changed: { call_id: tagged('call_id') },
  },
  {
    table: 'call_links',
    source: `join call_links ${ofCall}`,
    changed: {
      id: tagged('id'),
      call_id: tagged('call_id'),
      record_id: recordFor('id', 'original.object_type'),
    },
  },
  {
    table: 'commitments',
    source: `join commitments ${ofCall}`,
    changed: {
      id: tagged('id'),
      call_id: tagged('call_id'),
      deal_record_id: recordFor('id', "'deal'"),
      company_record_id: recordFor('id', "'company'"),
      state: "'kept'::text",
    },
  },
  {
    table: 'change_sets',
    source: `join change_sets ${ofCall}`,
    changed: {
      id: tagged('id'),
      call_id: tagged('call_id'),
      analysis_id: tagged('analysis_id'),
      key: tagged('key'),
    },
  },
  {
    table: 'changes',
    source: `join change_sets planned on planned.call_id = pattern.id join changes entry on entry.change_set_id = planned.id and entry.position < ${mostChanges}`,
    changed: {
      id: tagged('id'),
      change_set_id: tagged('change_set_id'),
      target_id: recordFor('external_id', 'original.target_type'),
      identity: `concat('set ', original.target_type, ':', ${recordFor('external_id', 'original.target_type')}, ' ',
        coalesce(original.property, original.id))`,
      state: "'applied'::text",
    },
  },
  {
    table: 'crm_sync_log',
    source: `join change_sets planned on planned.call_id = pattern.id join changes change on change.change_set_id = planned.id and change.position < ${mostChanges}
      join crm_sync_log entry on entry.change_id = change.id`,
    changed: { id: tagged('id'), change_id: tagged('change_id') },
  },
  {
    table: 'notifications',
    source: `join notifications entry on entry.subject ->> 'callId' = pattern.id`,
    changed: {
      id: tagged('id'),
      key: tagged('key'),
      subject: "jsonb_build_object('callId', concat(original.subject ->> 'callId', '_', n))",
      created_at: "original.created_at - interval '1 hour' * n",
      state: "'sent'::text",
    },
  },
  {
    table: 'ledger_items',
    source: `join ledger_items ${ofCall}`,
    changed: { external_id: tagged('external_id'), call_id: tagged('call_id') },
  },
];
