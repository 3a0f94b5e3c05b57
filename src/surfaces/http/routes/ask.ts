import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { longestQuestion } from '#contracts';
import { exportAnswer, nameOfAsker, suggestQuestions } from '#modules/assistant';
import { askContentSecurityPolicy, IndexTab, renderAnswerMarkdown, renderAskHtml } from '#modules/reports';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/errors';
import { openTab } from '../open-tab.ts';
import { sendPage } from '../send-page.ts';
import type { ServerResources } from '../server-resources.ts';

/** `q` only stands in the line: a link never asks by itself. */
const PageQuery = z.strictObject({ tab: IndexTab.optional(), q: z.string().max(longestQuestion).default('') });

const AnswerAddress = z.strictObject({ answerId: z.string().min(1).max(200) });
const Download = AnswerAddress.extend({ format: z.enum(['json', 'markdown']) });

/** The pages `/ask`, questions in plain words, and `/answers/<id>`, which begins with an answer that was given, also to take along. */
export function addAskRoutes(server: FastifyInstance, resources: ServerResources): void {
  server.get('/ask', (request, reply) => sendAskPage({ resources, request, reply, answerId: null }));
  server.get('/answers/:answerId', (request, reply) => {
    const { answerId } = parseInput({ schema: AnswerAddress, input: request.params, what: 'an answer' });
    return sendAskPage({ resources, request, reply, answerId });
  });
  server.get('/answers/:answerId/:format', async (request, reply) => {
    const { answerId, format } = parseInput({
      schema: Download,
      input: request.params,
      what: 'an answer and a format',
    });
    const query = parseInput({ schema: PageQuery, input: request.query, what: 'a tab' });
    const { ctx } = await openTab({ resources, requestId: request.id, tab: query.tab });
    const exported = await exportAnswer({ ctx, input: { answerId } });
    const isJson = format === 'json';
    void reply.header('content-disposition', `attachment; filename="answer.${isJson ? 'json' : 'md'}"`);
    void reply.header('cache-control', 'no-store');
    void reply.type(isJson ? 'application/json; charset=utf-8' : 'text/markdown; charset=utf-8');
    return reply.send(isJson ? `${JSON.stringify(exported, null, 2)}\n` : renderAnswerMarkdown(exported));
  });
}

async function sendAskPage({
  resources,
  request,
  reply,
  answerId,
}: {
  readonly resources: ServerResources;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly answerId: string | null;
}): Promise<FastifyReply> {
  const query = parseInput({ schema: PageQuery, input: request.query, what: 'a question' });
  const { ctx, tab, workspaceName, viewer } = await openTab({ resources, requestId: request.id, tab: query.tab });
  const { questions } = await suggestQuestions({ ctx, input: { account: null } });
  const html = renderAskHtml({
    workspaceName,
    viewer,
    workspaceId: ctx.workspaceId,
    tab,
    asker: sightOf(ctx),
    question: query.q,
    suggestions: questions.map(({ message }) => message),
    answerId,
  });
  return sendPage({ reply, policy: askContentSecurityPolicy(), html });
}

/** Who asks, in which session and with which rights: with another, the page forgets what it holds. Tells none of them. */
function sightOf(ctx: Context): string {
  const { actor } = ctx;
  const sight = actor.type === 'user' ? [actor.credentialId, actor.grant] : [];
  return createHash('sha256')
    .update(JSON.stringify([nameOfAsker(ctx), ...sight]))
    .digest('base64url');
}
