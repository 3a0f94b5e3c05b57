import type { Answer } from '../kit/index.ts';

/** Codes of gRPC, and the statuses that they come with. */
const statuses = { 3: 400, 5: 404, 8: 429, 11: 400, 13: 500, 14: 503, 16: 401 } as const;
export type DataCode = keyof typeof statuses;

/** As an index says that something is wrong. */
export function dataProblem(code: DataCode, message: string): Answer {
  return { status: statuses[code], body: { code, message, details: [] } };
}
