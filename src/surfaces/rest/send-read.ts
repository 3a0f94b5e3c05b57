import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WrittenJson } from '#platform/answers';

/** Sends what was read with its tag, and not again to whoever has it. */
export function sendRead({
  request,
  reply,
  status,
  json: { body, tag },
}: {
  request: FastifyRequest;
  reply: FastifyReply;
  status: number;
  json: WrittenJson;
}): FastifyReply {
  void reply.header('etag', tag).header('cache-control', 'private, no-cache');
  if (hasTag(request.headers['if-none-match'], tag)) return reply.code(304).send();
  return reply.code(status).header('content-type', 'application/json; charset=utf-8').send(body);
}

function hasTag(given: string | undefined, tag: string): boolean {
  return given !== undefined && given.split(',').some((one) => [tag, `W/${tag}`, '*'].includes(one.trim()));
}
