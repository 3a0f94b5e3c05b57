import { z } from 'zod';
import type { Answer, AnswerExport } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, eq, sql } from '#platform/sql';
import type { AssistantContext } from './assistant-context.ts';
import { getAnswer } from './get-answer.ts';
import { assistantInteractions } from './tables.ts';

const ExportAnswerInput = z.strictObject({ answerId: z.string().trim().min(1) });
type ExportAnswerInput = z.infer<typeof ExportAnswerInput>;

const Names = z.array(z.object({ name: z.string().nullable() }));

/**
 * An answer to take along, by the rights of whoever takes it: what `getAnswer` shows them, and who asked, when and
 * where, with proofs that open from elsewhere. Stands in the audit trail. Throws `answer.not-found`.
 */
export async function exportAnswer({
  ctx,
  input,
}: {
  ctx: AssistantContext;
  input: ExportAnswerInput;
}): Promise<AnswerExport> {
  authorise({ ctx, action: 'assistant.ask', resource: { type: 'answer', id: input.answerId } });
  const { answerId } = parseInput({ schema: ExportAnswerInput, input, what: 'an answer to export' });
  return transact({ ctx }, async (inner) => {
    const { question, askedAt, answer } = await getAnswer({ ctx: inner, input: { answerId } });
    const [row] = await inner.db
      .select({ askedBy: assistantInteractions.askedBy, channel: assistantInteractions.channel })
      .from(assistantInteractions)
      .where(and(eq(assistantInteractions.workspaceId, inner.workspaceId), eq(assistantInteractions.id, answerId)));
    const { askedBy: key = '', channel = '' } = row ?? {};
    await audit({
      ctx: inner,
      action: 'answer.exported',
      resource: { type: 'answer', id: answerId },
      details: { whole: answer !== null },
    });
    const exportedAt = inner.clock.now().toISOString();
    const askedBy = { key, name: await nameBehind({ ctx: inner, key }) };
    return { answerId, question, askedAt, askedBy, channel, exportedAt, answer, proofs: proofsOf({ ctx, answer }) };
  });
}

/** Programs and the operator of the machine have no name beside the one that is kept. */
async function nameBehind({ ctx, key }: { ctx: Context; key: string }): Promise<string | null> {
  const [, type = '', id = ''] = /^(user|slack):(.+)$/.exec(key) ?? [];
  if (id === '') return null;
  // People have their account in one workspace, and ask in others too.
  const found =
    type === 'user'
      ? sql`select name from users where id = ${id}`
      : sql`select name from chat_users
          where workspace_id = ${ctx.workspaceId} and source = ${type} and external_id = ${id}`;
  const { rows } = await ctx.db.execute(found);
  return Names.parse(rows)[0]?.name ?? null;
}

function proofsOf({ ctx, answer }: { ctx: AssistantContext; answer: Answer | null }): AnswerExport['proofs'] {
  const { baseUrl } = ctx;
  return (answer?.citations ?? []).map(({ number, path, crmAddress }) => ({
    number,
    address: crmAddress ?? addressOf({ baseUrl, path }),
  }));
}

function addressOf({ baseUrl, path }: { baseUrl: AssistantContext['baseUrl']; path: string | null }): string | null {
  return path === null || baseUrl === undefined ? null : new URL(path, baseUrl()).href;
}
