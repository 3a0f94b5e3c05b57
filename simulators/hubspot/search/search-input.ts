import { z } from 'zod';
import { invalidInput } from '../hubspot-problem.ts';

const SearchOperator = z.enum([
  'EQ',
  'NEQ',
  'LT',
  'LTE',
  'GT',
  'GTE',
  'BETWEEN',
  'IN',
  'NOT_IN',
  'HAS_PROPERTY',
  'NOT_HAS_PROPERTY',
  'CONTAINS_TOKEN',
  'NOT_CONTAINS_TOKEN',
]);

export const SearchFilter = z.object({
  propertyName: z.string(),
  operator: SearchOperator,
  value: z.coerce.string().nullish(),
  values: z.array(z.coerce.string()).nullish(),
  highValue: z.coerce.string().nullish(),
});
export type SearchFilter = z.infer<typeof SearchFilter>;

const SearchSort = z.union([
  z.object({ propertyName: z.string(), direction: z.enum(['ASCENDING', 'DESCENDING']).default('ASCENDING') }),
  z.string().transform((text) => ({
    propertyName: text.replace(/^-/u, ''),
    direction: text.startsWith('-') ? ('DESCENDING' as const) : ('ASCENDING' as const),
  })),
]);

export const SearchInput = z.object({
  query: z.string().max(3000).nullish(),
  filterGroups: z.array(z.object({ filters: z.array(SearchFilter) })).nullish(),
  /** One group may be written without its group. */
  filters: z.array(SearchFilter).nullish(),
  sorts: z.array(SearchSort).nullish(),
  properties: z.array(z.string()).nullish(),
  limit: z.coerce.number().int().min(0).default(10),
  after: z.union([z.string(), z.number()]).nullish(),
});
export type SearchInput = z.infer<typeof SearchInput>;

export const searchLimits = {
  groups: 5,
  filtersOfAGroup: 6,
  filters: 18,
  pageSize: 200,
  results: 10_000,
  bodyCharacters: 3000,
} as const;

export interface SearchPlan {
  readonly groups: readonly (readonly SearchFilter[])[];
  readonly offset: number;
  readonly limit: number;
}

/** Holds a search to the limits that HubSpot documents. */
export function planSearch(input: SearchInput): SearchPlan {
  const written = input.filterGroups?.map(({ filters }) => filters) ?? [];
  const bare = input.filters ?? [];
  const groups = bare.length === 0 ? written : [...written, bare];
  if (groups.length > searchLimits.groups) {
    throw invalidInput(`Too many filter groups: ${groups.length}, at most ${searchLimits.groups}.`);
  }
  if (groups.some((filters) => filters.length > searchLimits.filtersOfAGroup)) {
    throw invalidInput(`Too many filters in a group, at most ${searchLimits.filtersOfAGroup}.`);
  }
  if (groups.flat().length > searchLimits.filters) {
    throw invalidInput(`Too many filters: ${groups.flat().length}, at most ${searchLimits.filters}.`);
  }
  if ((input.sorts?.length ?? 0) > 1) throw invalidInput('Only one sort can be applied to a search.');
  if (input.limit > searchLimits.pageSize) {
    throw invalidInput(`Invalid limit: ${input.limit}, at most ${searchLimits.pageSize}.`);
  }
  const offset = readOffset(input.after);
  if (offset + input.limit > searchLimits.results) {
    throw invalidInput(`Paging past ${searchLimits.results} results is not supported by the search.`);
  }
  return { groups, offset, limit: input.limit };
}

function readOffset(after: SearchInput['after']): number {
  if (after === null || after === undefined || after === '') return 0;
  const text = String(after);
  if (!/^\d+$/u.test(text)) throw invalidInput(`Invalid value for after: ${text} is not an integer.`);
  return Number(text);
}
