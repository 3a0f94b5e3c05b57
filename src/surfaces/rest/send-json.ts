import type { FastifyReply } from 'fastify';

/** Sends JSON that is nobody else's and is not kept by anyone. */
export function sendJson({ reply, status, body }: { reply: FastifyReply; status: number; body: string }): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .header('content-type', 'application/json; charset=utf-8')
    .send(body);
}
