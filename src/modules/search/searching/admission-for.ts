import type { SearchQuestion } from '#contracts';
import { listAssociatedOf, resolveAccount, resolveRecord } from '#modules/crm';
import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { and, eq, inArray, or, type SQL, sql } from '#platform/sql';
import { bitOf } from '../chunks/chunk.ts';
import type { ChunkMemory } from '../engine/chunk-memory.ts';
import { dayNumber } from '../engine/refresh-memory.ts';
import type { Admission } from '../engine/score-chunks.ts';
import { searchChunks, searchDocuments } from '../tables.ts';
import { visibleDocuments } from '../visible-documents.ts';

/**
 * Which chunks may be ranked for this question by this actor: first the rights, then the filters. Throws
 * `record.not-found` where an account or a deal is not the only one of its name.
 */
export async function admissionFor({ ctx, question }: { ctx: Context; question: SearchQuestion }): Promise<Admission> {
  const { side, since, until } = question;
  if (since !== null && until !== null && since > until) {
    throw new SophiaError('input.invalid', `Expected a first day before the last, found ${since} and ${until}.`);
  }
  const period = { sides: side === null ? 0 : bitOf(side), sinceDay: dayNumber(since), untilDay: dayNumber(until) };
  const visible = visibleDocuments(ctx);
  const narrow = await conditionsOf({ ctx, question });
  if (narrow.length > 0) {
    const where = and(visible.chunks, kindOf(question), ...narrow);
    return { documentIds: null, chunkIds: await chunkIdsWhere({ ctx, where }), withheld: new Set(), ...period };
  }
  const admitsAll = visible.isEveryDocument && question.kind === null;
  const where = and(visible.documents, kindOf(question));
  return {
    documentIds: admitsAll ? null : await documentIdsWhere({ ctx, where }),
    chunkIds: null,
    withheld: visible.withheld === null ? new Set() : await chunkIdsWhere({ ctx, where: visible.withheld }),
    ...period,
  };
}

/**
 * Whether something of what is admitted is not in memory although it was brought in step after: it was indexed anew or
 * taken out meanwhile. A document that has no chunk is in order.
 */
export async function isOutdated({
  ctx,
  memory,
  admission: { chunkIds, documentIds },
}: {
  ctx: Context;
  memory: ChunkMemory;
  admission: Admission;
}): Promise<boolean> {
  if (chunkIds?.values().some((id) => !memory.has(id)) ?? false) return true;
  const missing = documentIds === null ? [] : memory.documentsWithoutRows(documentIds);
  if (missing.length === 0) return false;
  const empty = await ctx.db
    .select({ id: searchDocuments.id })
    .from(searchDocuments)
    .where(
      and(
        inArray(searchDocuments.id, missing),
        sql`not exists (select from ${searchChunks} where ${searchChunks.documentId} = ${searchDocuments.id})`,
      ),
    );
  return empty.length < missing.length;
}

function kindOf({ kind }: SearchQuestion): SQL | undefined {
  return kind === null ? undefined : eq(searchDocuments.kind, kind);
}

/** Those that leave little of a workspace: what is left is looked up chunk by chunk. */
async function conditionsOf({ ctx, question }: { ctx: Context; question: SearchQuestion }): Promise<SQL[]> {
  const { account, deal, person, topic, callId } = question;
  const conditions: SQL[] = [];
  if (account !== null)
    conditions.push(aboutRecords({ ctx, recordIds: await recordsOfAccount({ ctx, text: account }) }));
  if (deal !== null) {
    const { recordId } = await resolveRecord({ ctx, input: { objectType: 'deal', text: deal } });
    conditions.push(aboutRecords({ ctx, recordIds: [recordId] }));
  }
  if (person !== null) conditions.push(ofPerson(person));
  if (topic !== null) conditions.push(sql`${searchChunks.topics} @> ${JSON.stringify([topic])}::jsonb`);
  if (callId !== null) conditions.push(eq(searchDocuments.callId, callId));
  return conditions;
}

/** The company with its deals, leads and contacts; of a deal that is named in its place, the deal. */
async function recordsOfAccount({ ctx, text }: { ctx: Context; text: string }): Promise<string[]> {
  const { recordId, objectType } = await resolveAccount({ ctx, input: { text } });
  if (objectType === 'deal') return [recordId];
  const tied = await listAssociatedOf({ ctx, input: { recordIds: [recordId], toTypes: ['deal', 'lead', 'contact'] } });
  return [recordId, ...(tied.get(recordId) ?? []).map((record) => record.recordId)];
}

/** The records themselves with the notes on them, and calls that are about one of them as matching has it now. */
function aboutRecords({ ctx, recordIds }: { ctx: Context; recordIds: readonly string[] }): SQL {
  const calls = sql`${searchDocuments.callId} in (select call_id from call_links
    where workspace_id = ${ctx.workspaceId} and ended_at is null and record_id = any(${sql.param([...recordIds])}))`;
  const notes = sql`${searchDocuments.noteId} in (select note.id from crm_notes note
    join crm_associations tie on tie.workspace_id = note.workspace_id and tie.source = note.source
      and tie.from_type = 'note' and tie.from_external_id = note.external_id
    join crm_records record on record.workspace_id = note.workspace_id and record.source = note.source
      and record.object_type = tie.to_type and record.external_id = tie.to_external_id
    where note.workspace_id = ${ctx.workspaceId} and record.id = any(${sql.param([...recordIds])}))`;
  return or(inArray(searchDocuments.recordId, [...recordIds]), calls, notes) ?? calls;
}

function ofPerson(person: string): SQL {
  const pattern = `%${person.replace(/[\\%_]/gu, (character) => `\\${character}`)}%`;
  return sql`(exists (select from jsonb_array_elements_text(${searchChunks.speakers}) as speaker (name)
      where speaker.name ilike ${pattern})
    or (${searchDocuments.kind} in ('contact', 'lead') and ${searchDocuments.title} ilike ${pattern}))`;
}

async function documentIdsWhere({ ctx, where }: { ctx: Context; where: SQL | undefined }): Promise<Set<string>> {
  const rows = await ctx.db
    .select({ id: searchDocuments.id })
    .from(searchDocuments)
    .where(and(eq(searchDocuments.workspaceId, ctx.workspaceId), where));
  return new Set(rows.map(({ id }) => id));
}

async function chunkIdsWhere({ ctx, where }: { ctx: Context; where: SQL | undefined }): Promise<Set<number>> {
  const rows = await ctx.db
    .select({ id: searchChunks.id })
    .from(searchChunks)
    .innerJoin(searchDocuments, eq(searchDocuments.id, searchChunks.documentId))
    .where(and(eq(searchChunks.workspaceId, ctx.workspaceId), where));
  return new Set(rows.map(({ id }) => id));
}
