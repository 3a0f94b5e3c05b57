import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput, SophiaError } from '#platform/errors';
import { listTerritories } from './list-territories.ts';
import { NameReference, type TerritorySummary } from './schema.ts';

/** One territory, by its name or id. Throws `territory.not-found`. */
export async function getTerritory({ ctx, input }: Verb<NameReference>): Promise<TerritorySummary> {
  authorise({ ctx, action: 'user.read', resource: { type: 'territory', id: null } });
  const { name } = parseInput({ schema: NameReference, input, what: 'the name of a territory' });
  const { territories } = await listTerritories({ ctx });
  const found = territories.find((each) => each.territoryId === name || each.name.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  throw new SophiaError('territory.not-found', `Expected a territory called "${name}", found none.`);
}
