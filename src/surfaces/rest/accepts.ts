import type { FastifyRequest } from 'fastify';

/** Whether an answer of this type is asked for by name. */
export function accepts({ headers }: FastifyRequest, type: string): boolean {
  return (headers.accept ?? '').split(',').some((one) => one.split(';')[0]?.trim().toLowerCase() === type);
}
