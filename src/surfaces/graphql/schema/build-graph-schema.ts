import { readFileSync } from 'node:fs';
import {
  buildSchema,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  GraphQLScalarType,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';
import { z } from 'zod';
import { assertStorable } from '#surfaces/rest';
import { followEvents } from '../follow-events.ts';
import type { FieldResolvers, Graph } from '../graph.ts';
import { callResolvers, claimResolvers } from '../resolvers/call-resolvers.ts';
import { eventResolvers, searchHitResolvers } from '../resolvers/event-resolvers.ts';
import { waterfallDealResolvers, waterfallResolvers } from '../resolvers/pipeline-resolvers.ts';
import { queryResolvers } from '../resolvers/query-resolvers.ts';
import {
  companyResolvers,
  contactResolvers,
  dealResolvers,
  leadResolvers,
  personResolvers,
} from '../resolvers/record-resolvers.ts';
import {
  changeResolvers,
  changeSetResolvers,
  commitmentResolvers,
  contradictionResolvers,
  proofResolvers,
  warningResolvers,
} from '../resolvers/signal-resolvers.ts';

/** Which fields of a type are more than a property of what stands behind it. */
const resolversOf: Readonly<Record<string, FieldResolvers<never>>> = {
  Query: queryResolvers,
  Workspace: { reference: ({ source }: { source: { workspaceId: string } }) => source.workspaceId },
  Call: callResolvers,
  Claim: claimResolvers,
  Deal: dealResolvers,
  Company: companyResolvers,
  Contact: contactResolvers,
  Lead: leadResolvers,
  Person: personResolvers,
  Commitment: commitmentResolvers,
  Contradiction: contradictionResolvers,
  Warning: warningResolvers,
  ChangeSet: changeSetResolvers,
  Change: changeResolvers,
  Proof: proofResolvers,
  Waterfall: waterfallResolvers,
  WaterfallDeal: waterfallDealResolvers,
  SearchHit: searchHitResolvers,
  Event: eventResolvers,
};

/** The schema of `/graphql`: its types stand in sophia.graphql, and each field is answered by the verbs of the modules. */
export function buildGraphSchema(): GraphQLSchema {
  const schema = buildSchema(readFileSync(new URL('./sophia.graphql', import.meta.url), 'utf8'));
  for (const [name, resolvers] of Object.entries(resolversOf)) {
    const type = schema.getType(name);
    if (!isObjectType(type)) throw new Error(`Expected the type ${name} in the schema, found none.`);
    attach(type, resolvers);
  }
  const events = schema.getSubscriptionType()?.getFields()['events'];
  if (events === undefined) throw new Error('Expected the field events in the schema, found none.');
  events.subscribe = toResolver((asked) => followEvents(asked));
  events.resolve = toResolver(({ source, graph }) => {
    graph.forget();
    return source;
  });
  refineScalars(schema);
  return schema;
}

function attach(type: GraphQLObjectType, resolvers: FieldResolvers<never>): void {
  for (const [name, resolve] of Object.entries(resolvers)) {
    const field = type.getFields()[name];
    if (field === undefined) throw new Error(`Expected the field ${type.name}.${name} in the schema, found none.`);
    field.resolve = toResolver(resolve);
  }
}

function toResolver(resolve: FieldResolvers<never>[string]): GraphQLFieldResolver<unknown, unknown> {
  // oxlint-disable-next-line sophia/two-parameters -- the form in which the executor calls it
  return (source, args: Readonly<Record<string, unknown>>, graph) => {
    assertStorable(args);
    // oxlint-disable-next-line typescript/consistent-type-assertions -- a resolver is attached to the type whose source it takes, and every operation runs with a graph
    return resolve({ source: source as never, args, graph: graph as Graph });
  };
}

const Day = z.iso.date().refine((day) => day >= '1900-01-01');

/** Scalars of ours hold what they say they hold, on the way in. */
function refineScalars(schema: GraphQLSchema): void {
  const date = schema.getType('Date');
  if (!(date instanceof GraphQLScalarType)) throw new Error('Expected the scalar Date in the schema, found none.');
  date.coerceInputValue = (value) => {
    const day = Day.safeParse(value);
    if (day.success) return day.data;
    throw new GraphQLError('Expected a day from 1900 on as YYYY-MM-DD, found another value.');
  };
}
