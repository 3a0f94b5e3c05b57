import { z } from 'zod';
import type { Answer, Exchange } from '../kit/index.ts';
import { problem } from './problem.ts';
import { mostAtOnce, type WeaviateState } from './state.ts';
import { fits, Where } from './where.ts';

const BatchDelete = z.looseObject({ match: z.looseObject({ class: z.string(), where: Where }) });

/** So many at most; whoever has more to delete asks again. */
export function deleteObjects({ state, body, query }: Exchange<WeaviateState>): Answer {
  const parsed = BatchDelete.safeParse(body);
  if (!parsed.success) return problem(422, z.prettifyError(parsed.error));
  const { class: name, where } = parsed.data.match;
  const tenant = query.get('tenant') ?? '';
  const found = state.classes[name];
  if (found === undefined) return problem(422, `class: '${name}' does not exist`);
  const objects = found.tenants[tenant];
  if (objects === undefined) return problem(422, `tenant not found: "${tenant}"`);
  const gone = Object.values(objects)
    .filter(({ properties }) => fits(properties, where))
    .slice(0, mostAtOnce);
  const ids = new Set(gone.map(({ id }) => id));
  found.tenants[tenant] = Object.fromEntries(Object.entries(objects).filter(([id]) => !ids.has(id)));
  const counts = { matches: gone.length, limit: mostAtOnce, successful: gone.length, failed: 0, objects: null };
  return { status: 200, body: { match: parsed.data.match, output: 'minimal', dryRun: false, results: counts } };
}
