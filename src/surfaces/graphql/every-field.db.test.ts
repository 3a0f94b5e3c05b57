import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  defaultFieldResolver,
  execute,
  type GraphQLObjectType,
  getNamedType,
  isLeafType,
  isObjectType,
  parse,
} from 'graphql';
import { analysisSuite } from '#test/analysis-suite';
import { createGraphWorld } from '#test/graph-world';
import { createGraph } from './graph.ts';
import { buildGraphSchema } from './schema/index.ts';

const suite = await analysisSuite();
const { ctx } = await createGraphWorld(suite);
const schema = buildGraphSchema();

/** Every field of a type, with the fields of what stands behind each for as many levels as are given. */
function everyField(type: GraphQLObjectType, levels: number): string {
  return Object.values(type.getFields())
    .flatMap((field) => {
      const inner = getNamedType(field.type);
      if (isLeafType(inner)) return [field.name];
      if (levels === 0) return [];
      return isObjectType(inner)
        ? [`${field.name} { __typename ${everyField(inner, levels - 1)} }`]
        : [`${field.name} { id }`];
    })
    .join(' ');
}

describe('every field of the graph', () => {
  it('has something behind it', async () => {
    const lists = ['calls', 'deals', 'contacts', 'leads', 'commitments', 'contradictions', 'warnings', 'changeSets'];
    const query = schema.getQueryType();
    assert.ok(query !== null && query !== undefined);
    const asked = [...lists, 'people'].map((name) => {
      const type = getNamedType(query.getFields()[name]?.type);
      assert.ok(isObjectType(type), name);
      return `${name}(first: 3) { ${everyField(type, 5)} }`;
    });
    const absent = new Set<string>();
    const reached = new Set<string>();
    const { errors } = await execute({
      schema,
      document: parse(`{ workspace { ${everyField(typeOf('Workspace'), 1)} } ${asked.join(' ')} }`),
      contextValue: createGraph(ctx),
      // oxlint-disable-next-line sophia/two-parameters -- the form in which the executor calls it
      fieldResolver: (source, args, graph, info) => {
        reached.add(info.parentType.name);
        if (!Object.hasOwn(Object(source), info.fieldName)) absent.add(`${info.parentType.name}.${info.fieldName}`);
        return defaultFieldResolver(source, args, graph, info);
      },
    });
    assert.deepEqual(errors, undefined);
    assert.deepEqual([...absent], []);
    const expected = [
      'Call',
      'Claim',
      'Change',
      'Commitment',
      'Contact',
      'Contradiction',
      'Deal',
      'Evidence',
      'Lead',
      'Owner',
    ];
    assert.deepEqual(
      expected.filter((name) => !reached.has(name)),
      [],
    );
  });
});

function typeOf(name: string): GraphQLObjectType {
  const type = schema.getType(name);
  assert.ok(isObjectType(type), name);
  return type;
}
