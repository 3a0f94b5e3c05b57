import { type FieldNode, Kind, type OperationDefinitionNode, parse, type SelectionNode, type ValueNode } from 'graphql';
import { z } from 'zod';
import type { Answer, Exchange } from '../kit/index.ts';
import { problem } from './problem.ts';
import { mostAtOnce, type WeaviateObject, type WeaviateState } from './state.ts';
import { fits, Where } from './where.ts';

const Body = z.looseObject({ query: z.string() });
const Arguments = z.looseObject({
  tenant: z.string().default(''),
  limit: z.int().min(0).default(100),
  nearVector: z.looseObject({ vector: z.array(z.number()) }),
  where: Where.optional(),
});

/** `Get` with `nearVector`, of one or more classes; what is wrong comes with status 200, as GraphQL has it. */
export function answerGraphql(exchange: Exchange<WeaviateState>): Answer {
  const body = Body.safeParse(exchange.body);
  if (!body.success) return problem(422, 'no query was sent');
  try {
    const document = parse(body.data.query);
    const operation = document.definitions.find(
      (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
    );
    const get = fieldsOf(operation).find(({ name }) => name.value === 'Get');
    if (get === undefined) throw new Error('Cannot query a field other than "Get" here');
    const found = fieldsOf(get).map((field) => [field.name.value, getNearest(exchange, field)] as const);
    return { status: 200, body: { data: { Get: Object.fromEntries(found) } } };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { status: 200, body: { data: { Get: null }, errors: [{ locations: [], message, path: ['Get'] }] } };
  }
}

function getNearest({ state, now }: Exchange<WeaviateState>, field: FieldNode): unknown[] {
  const name = field.name.value;
  const found = state.classes[name];
  if (found === undefined) throw new Error(`Cannot query field "${name}" on type "GetObjectsObj".`);
  const { tenant, limit, nearVector, where } = Arguments.parse(
    Object.fromEntries((field.arguments ?? []).map((one) => [one.name.value, valueOf(one.value)])),
  );
  const objects = found.tenants[tenant];
  if (objects === undefined)
    throw new Error(
      `explorer: get class: vector search: object vector search at index ${name.toLowerCase()}: tenant not found: "${tenant}"`,
    );
  if (limit > mostAtOnce) throw new Error('invalid pagination params: query maximum results exceeded');
  const { vector } = nearVector;
  return Object.values(objects)
    .filter((object) => object.indexedAtMs <= now.getTime())
    .filter(({ properties }) => where === undefined || fits(properties, where))
    .map((object) => ({ object, distance: 1 - cosine(object.vector, vector) }))
    .sort((left, right) => left.distance - right.distance || (left.object.id < right.object.id ? -1 : 1))
    .slice(0, limit)
    .map((near) => present({ ...near, field }));
}

function present({ object, distance, field }: { object: WeaviateObject; distance: number; field: FieldNode }) {
  return Object.fromEntries(
    fieldsOf(field).map((asked) => {
      if (asked.name.value !== '_additional') return [asked.name.value, object.properties[asked.name.value] ?? null];
      const known: Readonly<Record<string, unknown>> = { id: object.id, distance };
      return [
        '_additional',
        Object.fromEntries(fieldsOf(asked).map(({ name }) => [name.value, known[name.value] ?? null])),
      ];
    }),
  );
}

function fieldsOf(node: OperationDefinitionNode | FieldNode | undefined): FieldNode[] {
  const selections: readonly SelectionNode[] = node?.selectionSet?.selections ?? [];
  return selections.filter((one): one is FieldNode => one.kind === Kind.FIELD);
}

function valueOf(node: ValueNode): unknown {
  switch (node.kind) {
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.STRING:
    case Kind.ENUM:
    case Kind.BOOLEAN:
      return node.value;
    case Kind.LIST:
      return node.values.map(valueOf);
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map((field) => [field.name.value, valueOf(field.value)]));
    default:
      return null;
  }
}

/** Vectors of another length cannot be compared. */
function cosine(left: readonly number[], right: readonly number[]): number {
  if (left.length !== right.length) throw new Error(`vector lengths don't match: ${left.length} vs ${right.length}`);
  const dot = left.reduce((sum, value, place) => sum + value * (right[place] ?? 0), 0);
  return dot / (Math.hypot(...left) * Math.hypot(...right) || 1);
}
