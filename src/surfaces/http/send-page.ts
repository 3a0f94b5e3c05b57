import type { FastifyReply } from 'fastify';

/** Sends a page with the policy that allows only what stands in it. */
export async function sendPage({
  reply,
  policy,
  html,
}: {
  reply: FastifyReply;
  policy: string;
  html: string;
}): Promise<FastifyReply> {
  return reply.type('text/html; charset=utf-8').header('content-security-policy', policy).send(html);
}
