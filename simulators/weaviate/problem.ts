import type { Answer } from '../kit/index.ts';

/** As Weaviate says that something is wrong. */
export function problem(status: number, message: string): Answer {
  return { status, body: { error: [{ message }] } };
}
