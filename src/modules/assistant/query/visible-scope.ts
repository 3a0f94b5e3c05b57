import { wordsOfAnotherCall } from '#contracts';
import { isBounded, keptWords, seenCall, seenCalls, seenRecord, withheldFrom } from '#modules/access';
import { seenChange } from '#modules/changesets';
import { keptInCrm } from '#modules/contradictions';
import type { Context } from '#platform/context';
import { type SQL, sql } from '#platform/sql';

/** What whoever asks may see, as conditions that every query of an answer begins with. */
export interface VisibleScope {
  readonly workspaceId: string;
  /** The zone in which a moment is a day. */
  readonly timeZone: string;
  /** The fields of a deal that may have its next step. */
  readonly nextSteps: readonly string[];
  /** Whether it is a part of the workspace only. */
  readonly isBounded: boolean;
  /** Properties of contacts that are kept from whoever asks. */
  readonly withheld: readonly string[];
  /** Of the table of records, under the name it has in the query: that it is there and seen. */
  readonly record: (alias: string) => SQL;
  /** The same without asking who sees it; for what is only counted as there. */
  readonly thereRecord: (alias: string) => SQL;
  /** Of the table of calls, under the name it has in the query. */
  readonly call: (alias: string) => SQL;
  /** Of the id of a call in a column of another table. */
  readonly callId: (column: SQL) => SQL;
  /** Of the table of changes, under the name it has in the query. */
  readonly change: (alias: string) => SQL;
  /** A field of a record, under the name it has in the query; null where it holds words that are kept from whoever asks. */
  readonly words: (alias: string, property: string) => SQL;
  /** Of the history of deals, under the name it has in the query, with `external_id` of the deal. */
  readonly move: (alias: string) => SQL;
  /** The value before in the same; where it is kept, that it is. */
  readonly before: (alias: string) => SQL;
  /** What a change replaced, of the table of changes under the name it has in the query; where it is kept, that it is. */
  readonly oldValue: (alias: string) => SQL;
  /** What the CRM says in a contradiction, by the names of its table and of that of records in the query; as with `oldValue`. */
  readonly crmValue: (names: { readonly found: string; readonly record: string }) => SQL;
  /** A list of proofs, each with the id of its call, without those of calls that are not seen. */
  readonly proofs: (column: SQL) => SQL;
}

/** The one place that says what an answer may be computed from: what a row must be to count, be named or be quoted. */
export function visibleScope({
  ctx,
  timeZone,
  nextSteps,
}: { ctx: Context } & Pick<VisibleScope, 'timeZone' | 'nextSteps'>): VisibleScope {
  const { workspaceId } = ctx;
  function thereRecord(alias: string): SQL {
    const record = sql.identifier(alias);
    return sql`${record}.workspace_id = ${workspaceId} and ${record}.archived_at is null
        and ${record}.vanished_at is null and ${record}.merged_into is null`;
  }
  function callId(column: SQL): SQL {
    const seen = seenCalls(ctx);
    return seen === undefined ? sql`true` : sql`${column} in ${seen}`;
  }
  return {
    workspaceId,
    timeZone,
    nextSteps,
    isBounded: isBounded(ctx),
    withheld: withheldFrom(ctx.actor),
    thereRecord,
    record: (alias) => {
      const seen = seenRecord(ctx, columnsOf(alias));
      return seen === undefined ? thereRecord(alias) : sql`${thereRecord(alias)} and ${seen}`;
    },
    call: (alias) => {
      const call = sql.identifier(alias);
      const own = sql`${call}.workspace_id = ${workspaceId}`;
      const seen = seenCall(ctx, sql`${call}.id`);
      return seen === undefined ? own : sql`${own} and (${seen})`;
    },
    callId,
    change: (alias) => seenChange(ctx, alias) ?? sql`true`,
    ...wordsScope(ctx),
    proofs: (column) =>
      isBounded(ctx)
        ? sql`(select coalesce(jsonb_agg(proof.body order by proof.place), '[]'::jsonb)
            from jsonb_array_elements(${column}) with ordinality proof(body, place)
            where proof.body ->> 'callId' is null or ${callId(sql`proof.body ->> 'callId'`)})`
        : column,
  };
}

/** What of a call was written into the CRM is not there for whoever does not see the call. */
function wordsScope(ctx: Context): Pick<VisibleScope, 'words' | 'move' | 'before' | 'oldValue' | 'crmValue'> {
  return {
    words: (alias, property) => {
      const record = sql.identifier(alias);
      const value = sql`(${record}.properties ->> ${property}::text)`;
      const at = { objectType: sql`${record}.object_type`, externalId: sql`${record}.external_id`, value };
      return unlessKept({ kept: keptWords(ctx, { ...at, property: sql`${property}::text` }), value });
    },
    move: (alias) => {
      const kept = keptWords(ctx, { ...historyAt(alias), value: sql`${sql.identifier(alias)}.value` });
      return kept === undefined ? sql`true` : sql`not ${kept}`;
    },
    before: (alias) => {
      const value = sql`${sql.identifier(alias)}.before`;
      const kept = keptWords(ctx, { ...historyAt(alias), value });
      return unlessKept({ kept, value, instead: sql`${wordsOfAnotherCall}::text` });
    },
    oldValue: (alias) => {
      const change = sql.identifier(alias);
      const value = sql`${change}.old_value`;
      const at = { objectType: sql`${change}.target_type`, externalId: sql`${change}.target_id`, value };
      const kept = keptWords(ctx, { ...at, property: sql`${change}.property` });
      return unlessKept({ kept, value, instead: sql`${wordsOfAnotherCall}::text` });
    },
    crmValue: (names) => {
      const value = sql`${sql.identifier(names.found)}.crm_value`;
      return unlessKept({ kept: keptInCrm(ctx, names), value, instead: sql`${wordsOfAnotherCall}::text` });
    },
  };
}

function historyAt(alias: string) {
  const entry = sql.identifier(alias);
  return { objectType: sql`'deal'`, externalId: sql`${entry}.external_id`, property: sql`${entry}.property` };
}

function unlessKept({ kept, value, instead = sql`null` }: { kept: SQL | undefined; value: SQL; instead?: SQL }): SQL {
  return kept === undefined ? value : sql`case when not ${kept} then ${value} else ${instead} end`;
}

function columnsOf(alias: string): Parameters<typeof seenRecord>[1] {
  const record = sql.identifier(alias);
  return {
    id: sql`${record}.id`,
    objectType: sql`${record}.object_type`,
    source: sql`${record}.source`,
    ownerId: sql`${record}.owner_id`,
  };
}
