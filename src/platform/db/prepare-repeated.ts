import type pg from 'pg';

type Query = (...parameters: unknown[]) => unknown;

/** Longer statements are inserts of many rows, whose number differs from time to time. */
const longestText = 4000;
/** Each keeps a plan in the memory of the connection. */
const mostPrepared = 1000;
/** After so many statements plans are made anew: those that were made for small tables do not fit large ones. */
const statementsPerPlan = 20_000;

/**
 * Names statements with values that come a second time, so that the connection parses and plans them once: on the
 * embedded database, whose clients share one session, that is most of what a small statement costs. Not for a server.
 */
export function prepareRepeated(pool: pg.Pool): void {
  const names = createNames();
  pool.on('connect', (client) => {
    const query: Query = client.query.bind(client);
    let statements = 0;
    function namedQuery(...parameters: unknown[]): unknown {
      statements += 1;
      if (statements % statementsPerPlan === 0) query('discard plans', () => undefined);
      return query(...named({ parameters, names }));
    }
    Object.defineProperty(client, 'query', { value: namedQuery, configurable: true });
  });
}

/** pg takes a text or an object with one, and the values in either place. */
function named({
  parameters,
  names,
}: {
  parameters: readonly unknown[];
  names: (text: string) => string | null;
}): readonly unknown[] {
  const [query, values, ...others] = parameters;
  if (typeof query === 'string') {
    const name = hasValues(values) ? names(query) : null;
    return name === null ? parameters : [{ text: query, name }, values, ...others];
  }
  if (typeof query !== 'object' || query === null || 'submit' in query || !('text' in query)) return parameters;
  if (typeof query.text !== 'string' || ('name' in query && Boolean(query.name))) return parameters;
  const name = hasValues(values) || ('values' in query && hasValues(query.values)) ? names(query.text) : null;
  return name === null ? parameters : [{ ...query, name }, ...parameters.slice(1)];
}

function hasValues(values: unknown): boolean {
  return Array.isArray(values) && values.length > 0;
}

/** Null at the first time, and where a text is too long or enough have a name. */
function createNames(): (text: string) => string | null {
  const names = new Map<string, string | null>();
  let prepared = 0;
  return (text) => {
    if (text.length > longestText) return null;
    const known = names.get(text);
    if (known === undefined) {
      if (names.size < 10 * mostPrepared) names.set(text, null);
      return null;
    }
    if (known !== null || prepared >= mostPrepared) return known;
    prepared += 1;
    const name = `sophia_${prepared}`;
    names.set(text, name);
    return name;
  };
}
