import { z } from 'zod';
import type { CrmRecordType } from '#contracts';
import { countCalls, listCalls, resolveCall } from '#modules/calls';
import { getPolicy } from '#modules/changesets';
import { countRecords, listRecords, resolveRecord } from '#modules/crm';
import { searchWorkspace } from '#modules/search';
import { parseInput, SophiaError } from '#platform/errors';
import { type Connection, connectionOf, mostPerPage, pageOf } from '../connection.ts';
import type { Asked, FieldResolvers } from '../graph.ts';
import { readNodeId } from '../node-id.ts';
import { loadNode } from './load-node.ts';
import { forecastAsked, pipelineAsked, waterfallAsked } from './pipeline-resolvers.ts';
import { changeSetsUnder, commitmentsUnder, contradictionsUnder, warningsUnder } from './shared-lists.ts';

const Reference = z.object({ reference: z.string().trim().min(1).max(300) });
const RecordFilter = z.object({
  name: z.string().trim().min(1).max(300).nullish(),
  closingFrom: z.iso.date().nullish(),
  closingUntil: z.iso.date().nullish(),
});
const NodeIds = z.object({ ids: z.array(z.string()).max(mostPerPage) });
const NodeIdOnly = z.object({ id: z.string() });

export const queryResolvers: FieldResolvers<unknown> = {
  node: ({ args, graph }) => loadNode(graph, readNodeId(NodeIdOnly.parse(args).id)),
  nodes: ({ args, graph }) => {
    const { ids } = parseInput({ schema: NodeIds, input: args, what: `at most ${mostPerPage} ids` });
    return ids.map((id) => loadNode(graph, readNodeId(id)));
  },
  workspace: ({ graph }) => graph.load().workspace(),
  call: async ({ args, graph }) => {
    const { ctx, load } = graph;
    const input = parseInput({ schema: Reference, input: args, what: 'a reference' });
    return load().calls.load((await resolveCall({ ctx, input })).callId);
  },
  calls: callsOfWorkspace,
  deal: (asked) => recordNamed(asked, 'deal'),
  deals: (asked) => recordsOfWorkspace(asked, 'deal'),
  company: (asked) => recordNamed(asked, 'company'),
  companies: (asked) => recordsOfWorkspace(asked, 'company'),
  contact: (asked) => recordNamed(asked, 'contact'),
  contacts: (asked) => recordsOfWorkspace(asked, 'contact'),
  lead: (asked) => recordNamed(asked, 'lead'),
  leads: (asked) => recordsOfWorkspace(asked, 'lead'),
  people: peopleOfWorkspace,
  commitments: (asked) => commitmentsUnder(asked, workspaceOf(asked)),
  contradictions: (asked) => contradictionsUnder(asked, workspaceOf(asked)),
  warnings: (asked) => warningsUnder(asked, workspaceOf(asked)),
  changeSets: (asked) => changeSetsUnder(asked, workspaceOf(asked)),
  policy: async ({ graph: { ctx } }) => {
    const { otherwise, ...policy } = await getPolicy({ ctx });
    return { ...policy, otherwise: { ...otherwise, when: null } };
  },
  pipeline: pipelineAsked,
  waterfall: waterfallAsked,
  forecast: forecastAsked,
  search: ({ args, graph: { ctx } }) => {
    const { first, after, ...asked } = SearchArguments.parse(args);
    return searchWorkspace({ ctx, input: { ...withoutNulls(asked), query: asked.query, limit: first, cursor: after } });
  },
};

/** What the schema has not checked, the verb does. */
const SearchArguments = z.looseObject({
  query: z.string(),
  first: z.int(),
  after: z
    .string()
    .nullish()
    .transform((after) => after ?? null),
});

function workspaceOf({ graph }: Asked<unknown>) {
  return { of: 'workspace', parent: graph.ctx.workspaceId } as const;
}

async function callsOfWorkspace({ args, graph: { ctx } }: Asked<unknown>): Promise<Connection> {
  const page = pageOf({ operation: 'calls', args });
  const { calls } = await listCalls({ ctx, input: { limit: page.first + 1, beforeCallId: page.after } });
  return connectionOf({
    page,
    rows: calls.slice(0, page.first),
    idOf: ({ callId }) => callId,
    hasNextPage: calls.length > page.first,
    totalCount: async () => (await countCalls({ ctx })).total,
  });
}

async function recordsOfWorkspace(
  { args, graph: { ctx } }: Asked<unknown>,
  objectType: CrmRecordType,
): Promise<Connection> {
  const page = pageOf({ operation: objectType, args });
  const filter = { objectType, ...filterOf(args) };
  const { records, cursor } = await listRecords({ ctx, input: { ...filter, limit: page.first, cursor: page.after } });
  return connectionOf({
    page,
    rows: records,
    idOf: ({ recordId }) => recordId,
    hasNextPage: cursor !== null,
    totalCount: async () => (await countRecords({ ctx, input: filter })).total,
  });
}

function filterOf(args: Asked<unknown>['args']): { text?: string; closing?: { from: string; to: string } } {
  const { name, closingFrom, closingUntil } = parseInput({ schema: RecordFilter, input: args, what: 'filters' });
  const text = typeof name === 'string' ? { text: name } : {};
  if (typeof closingFrom === 'string' && typeof closingUntil === 'string') {
    return { ...text, closing: { from: closingFrom, to: closingUntil } };
  }
  if (typeof closingFrom !== 'string' && typeof closingUntil !== 'string') return text;
  throw new SophiaError('input.invalid', 'Expected both closingFrom and closingUntil, or neither; found one of them.');
}

async function recordNamed({ args, graph: { ctx } }: Asked<unknown>, objectType: CrmRecordType) {
  const { reference } = parseInput({ schema: Reference, input: args, what: 'a reference' });
  return resolveRecord({ ctx, input: { objectType, text: reference } });
}

async function peopleOfWorkspace({ args, graph }: Asked<unknown>): Promise<Connection> {
  const page = pageOf({ operation: 'people', args });
  const people = await graph.load().people();
  const start = page.after === null ? 0 : people.findIndex(({ personId }) => personId === page.after) + 1;
  const rest = page.after !== null && start === 0 ? [] : people.slice(start);
  return connectionOf({
    page,
    rows: rest.slice(0, page.first),
    idOf: ({ personId }) => personId,
    hasNextPage: rest.length > page.first,
    totalCount: people.length,
  });
}

function withoutNulls(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}
