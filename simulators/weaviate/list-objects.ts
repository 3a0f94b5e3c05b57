import type { Answer, Exchange } from '../kit/index.ts';
import { problem } from './problem.ts';
import { mostAtOnce, type WeaviateState } from './state.ts';

/** By their ids, from the one that is named on. */
export function listObjects({ state, query }: Exchange<WeaviateState>): Answer {
  const name = query.get('class') ?? '';
  const tenant = query.get('tenant') ?? '';
  const limit = Number(query.get('limit') ?? 25);
  if (limit > mostAtOnce) return problem(422, 'query maximum results exceeded');
  const found = state.classes[name];
  if (found === undefined) return { status: 404, contentType: 'text/plain', text: '' };
  const objects = found.tenants[tenant];
  if (objects === undefined) return problem(422, `tenant not found: "${tenant}"`);
  const after = query.get('after') ?? '';
  const page = Object.values(objects)
    .filter(({ id }) => id > after)
    .sort((left, right) => (left.id < right.id ? -1 : 1))
    .slice(0, limit);
  return {
    status: 200,
    body: {
      deprecations: null,
      objects: page.map(({ id, properties }) => ({ class: name, id, properties, tenant })),
      totalResults: page.length,
    },
  };
}
