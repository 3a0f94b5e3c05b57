import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Sends JSON; what was read carries a tag, and is not sent again to whoever has it. */
export function sendJson({
  request,
  reply,
  status,
  body,
}: {
  request: FastifyRequest;
  reply: FastifyReply;
  status: number;
  body: string;
}): FastifyReply {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (!isRead) {
    return reply
      .code(status)
      .header('cache-control', 'no-store')
      .header('content-type', 'application/json; charset=utf-8')
      .send(body);
  }
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  void reply.header('etag', tag).header('cache-control', 'private, no-cache');
  if (hasTag(request.headers['if-none-match'], tag)) return reply.code(304).send();
  return reply.code(status).header('content-type', 'application/json; charset=utf-8').send(body);
}

function hasTag(given: string | undefined, tag: string): boolean {
  return given !== undefined && given.split(',').some((one) => [tag, `W/${tag}`, '*'].includes(one.trim()));
}
