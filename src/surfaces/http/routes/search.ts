import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type SearchAnswer, SearchQuestion } from '#contracts';
import { IndexTab, renderSearchHtml, type SearchPage, searchContentSecurityPolicy } from '#modules/reports';
import { searchWorkspace } from '#modules/search';
import { parseInput, SophiaError } from '#platform/errors';
import type { WorkContext } from '#workflows';
import { openTab } from '../open-tab.ts';
import { sendPage } from '../send-page.ts';
import type { ServerResources } from '../server-resources.ts';

const PageQuery = z.strictObject({
  tab: IndexTab.optional(),
  q: z.string().default(''),
  account: z.string().nullable().default(null),
  deal: z.string().nullable().default(null),
  person: z.string().nullable().default(null),
  side: z.string().nullable().default(null),
  topic: z.string().nullable().default(null),
  kind: z.string().nullable().default(null),
  since: z.string().nullable().default(null),
  until: z.string().nullable().default(null),
  cursor: z.string().nullable().default(null),
});
type PageQuery = z.infer<typeof PageQuery>;

/** The page `/search`: the places in calls and records that answer a question. */
export function addSearchRoutes(server: FastifyInstance, resources: ServerResources): void {
  server.get('/search', async (request, reply) => {
    const query = parseInput({ schema: PageQuery, input: withoutBlanks(request.query), what: 'q and filters' });
    const { ctx, tab, workspaceName, viewer } = await openTab({ resources, requestId: request.id, tab: query.tab });
    const { answer, problem, status } = await answerFor({ ctx, query });
    const { tab: _tab, q, cursor: _cursor, ...rest } = query;
    const html = renderSearchHtml({
      workspaceName,
      viewer,
      workspaceId: ctx.workspaceId,
      tab,
      asked: { query: q, ...rest },
      answer,
      problem,
      moreHref: moreHref({ query: { ...query, tab }, answer }),
    });
    return sendPage({ reply: reply.code(status), policy: searchContentSecurityPolicy(), html });
  });
}

/** A form sends what was left blank as well. */
function withoutBlanks(query: unknown): unknown {
  if (typeof query !== 'object' || query === null) return query;
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
}

/** What is wrong with a question stands above the next try, with what was typed. */
async function answerFor({
  ctx,
  query,
}: {
  ctx: WorkContext;
  query: PageQuery;
}): Promise<Pick<SearchPage, 'answer' | 'problem'> & { status: number }> {
  const { tab: _tab, q, ...asked } = query;
  if (q === '') return { answer: null, problem: null, status: 200 };
  try {
    const question = parseInput({ schema: SearchQuestion, input: { ...asked, query: q }, what: 'a question' });
    return { answer: await searchWorkspace({ ctx, input: question }), problem: null, status: 200 };
  } catch (error) {
    if (!(error instanceof SophiaError) || error.entry.fault !== 'caller') throw error;
    const problem = { message: error.message, action: error.entry.action };
    return { answer: null, problem, status: error.entry.httpStatus };
  }
}

function moreHref({ query, answer }: { query: PageQuery; answer: SearchAnswer | null }): string | null {
  if (answer === null || answer.nextCursor === null) return null;
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, cursor: answer.nextCursor })) {
    if (value !== null && value !== undefined) parameters.set(name, value);
  }
  return `/search?${parameters.toString()}`;
}
