import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Context } from '#platform/context';
import type { PageOfLines } from './api-operation.ts';

export const linesType = 'application/x-ndjson';

interface SentLines {
  readonly reply: FastifyReply;
  readonly ctx: Context;
  /** The page at a cursor; the first one where it is null. */
  readonly pageAt: (cursor: string | null) => Promise<PageOfLines>;
}

/**
 * Sends a list whole, a JSON object a line, page by page as it is read. What goes wrong before the first line is thrown,
 * to be answered as ever; later the connection is cut off, so that nobody takes a part for the whole.
 */
export async function sendLines({ reply, ctx, pageAt }: SentLines): Promise<FastifyReply> {
  const first = await pageAt(null);
  const body = Readable.from(linesFrom(first, pageAt), { objectMode: false });
  body.once('error', (error) => {
    ctx.log.error({ err: error, requestId: ctx.requestId }, 'A list failed while it was sent');
  });
  return reply.code(200).header('cache-control', 'no-store').type(`${linesType}; charset=utf-8`).send(body);
}

async function* linesFrom(first: PageOfLines, pageAt: SentLines['pageAt']): AsyncGenerator<string, void, void> {
  for (let page: PageOfLines | null = first; page !== null; ) {
    if (page.lines.length > 0) yield page.lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    page = page.nextCursor === null ? null : await pageAt(page.nextCursor);
  }
}
