import type { SimulatorDefinition } from './simulator-definition.ts';

/** Who says that a route behaves as the vendor's does. */
export type Judge =
  | { readonly by: 'sdk'; readonly with: string }
  | { readonly by: 'document'; readonly with: string }
  | { readonly by: 'nobody'; readonly because: string };

export type Coverage = Readonly<Record<string, Judge>>;

/** The vendor's own routes and controls, in the order in which a coverage table names them. */
export function coveredRoutes<State>({ routes, controls = [] }: SimulatorDefinition<State>): string[] {
  return [...routes, ...controls].map(({ method, path }) => `${method} ${path}`);
}

/** The rows that a coverage table in a document must have. */
export function coverageRows(coverage: Coverage): string[][] {
  return Object.entries(coverage).map(([route, judge]) => [
    `\`${route}\``,
    judge.by,
    judge.by === 'nobody' ? judge.because : judge.with,
  ]);
}

/** The rows of a document's tables that begin with a route. */
export function documentedRoutes(markdown: string): string[][] {
  return [...markdown.matchAll(/^\| (.+) \|$/gmu)]
    .map((match) => (match[1] ?? '').split('|').map((cell) => cell.trim()))
    .filter(([route = '']) => /^`(?:GET|POST|PUT|PATCH|DELETE) /u.test(route));
}
