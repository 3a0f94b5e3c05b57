/** What an event itself has at a path, not what every object has; undefined where it has nothing there. */
export function valueAt({ event, path }: { event: unknown; path: string }): unknown {
  let value = event;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = Object.entries(value).find(([known]) => known === name)?.[1];
  }
  return value;
}
