import { z } from 'zod';
import { Answer, type KeptAnswer } from '#contracts';
import {
  authorise,
  hiddenDocuments,
  isAllowed,
  isBounded,
  seenCallIds,
  seenNotes,
  withheldFrom,
} from '#modules/access';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq, sql } from '#platform/sql';
import { authoriseReading } from './authorise-reading.ts';
import { nameOfAsker } from './name-of-asker.ts';
import { assistantInteractions } from './tables.ts';

const GetAnswerInput = z.strictObject({ answerId: z.string().trim().min(1) });
type GetAnswerInput = z.infer<typeof GetAnswerInput>;

/**
 * An answer as it was given: one's own, or one that whoever asked has shared. Of a shared one whoever sees less than
 * everything gets the question alone, because a number may count what is not theirs; reading another's is recorded.
 * Throws `answer.not-found`.
 */
export async function getAnswer({ ctx, input }: Verb<GetAnswerInput>): Promise<KeptAnswer> {
  authorise({ ctx, action: 'assistant.ask', resource: { type: 'answer', id: input.answerId } });
  authoriseReading(ctx);
  const { answerId } = parseInput({ schema: GetAnswerInput, input, what: 'an answer' });
  const [row] = await ctx.db
    .select()
    .from(assistantInteractions)
    .where(and(eq(assistantInteractions.workspaceId, ctx.workspaceId), eq(assistantInteractions.id, answerId)));
  const isOwn = row?.askedBy === nameOfAsker(ctx);
  if (row === undefined || !(isOwn || row.sharedAt !== null)) {
    throw new SophiaError('answer.not-found', `Expected an answer ${answerId}, found none.`);
  }
  const answer = Answer.parse(row.answer);
  const isTheirs = (isOwn || seesEverything(ctx)) && (await seesProofs({ ctx, answer }));
  if (!isOwn) await audit({ ctx, action: 'answer.read', resource: { type: 'answer', id: answerId } });
  return {
    answerId,
    question: row.question,
    askedAt: row.askedAt.toISOString(),
    isOwn,
    isShared: row.sharedAt !== null,
    answer: isTheirs ? answer : null,
  };
}

function seesEverything(ctx: Context): boolean {
  return !isBounded(ctx) && withheldFrom(ctx.actor).length === 0;
}

/** Rights may have become fewer since. */
async function seesProofs({ ctx, answer }: { ctx: Context; answer: Answer }): Promise<boolean> {
  const cited = [...new Set(answer.citations.flatMap(({ callId }) => callId ?? []))];
  const seen = await seenCallIds(ctx, cited);
  return cited.every((callId) => seen.has(callId)) && (await seesWritten({ ctx, answer }));
}

/** Notes and documents that are cited must be there still, and not be kept from whoever reads. */
async function seesWritten({ ctx, answer }: { ctx: Context; answer: Answer }): Promise<boolean> {
  const notes = seenNotes(ctx);
  const hidden = hiddenDocuments(ctx);
  const seen = {
    note: notes === undefined ? sql`true` : sql`written.id in ${notes}`,
    document: hidden === undefined ? sql`true` : sql`written.id not in ${hidden}`,
  };
  const tables = { note: sql`crm_notes`, document: sql`workspace_documents` };
  for (const type of ['note', 'document'] as const) {
    const ids = [...new Set(answer.citations.flatMap((one) => (one.type === type ? (one.subjectId ?? []) : [])))];
    if (ids.length === 0) continue;
    if (type === 'document' && !isAllowed({ ctx, action: 'document.read' })) return false;
    const { rows } = await ctx.db.execute(sql`select written.id from ${tables[type]} written
      where written.workspace_id = ${ctx.workspaceId} and written.id = any(${sql.param(ids)}::text[]) and ${seen[type]}`);
    if (rows.length < ids.length) return false;
  }
  return true;
}
