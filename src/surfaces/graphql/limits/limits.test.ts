import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { getIntrospectionQuery } from 'graphql';
import { SophiaError } from '#platform/errors';
import { createOperationStore, hashOfOperation } from '../persisted/operation-store.ts';
import { prepareOperation } from '../prepare-operation.ts';
import { causeOf, errorsIn } from '../present-graph-error.ts';
import { buildGraphSchema } from '../schema/index.ts';

const schema = buildGraphSchema();
const store = createOperationStore({ listed: [], onlyListed: false });

/** The code by which a document is refused; the messages of the schema where it does not fit; `taken` otherwise. */
function outcomeOf(query: string, variables: Readonly<Record<string, unknown>> = {}): string {
  try {
    prepareOperation({ schema, store, params: { query, variables } });
    return 'taken';
  } catch (error) {
    return errorsIn(error)
      .map((one) => {
        const cause = causeOf(one);
        return cause instanceof SophiaError ? cause.code : String(one);
      })
      .join('; ');
  }
}

function nested(depth: number): string {
  return `{ calls { edges { node { ${'deals { edges { node { companies { edges { node { '.repeat(depth)} id ${'} '.repeat(depth * 6 + 4)}`;
}

function many(count: number, part: (place: number) => string): string {
  return Array.from({ length: count }, (_each, place) => part(place)).join(' ');
}

/** Each fragment holds the next one twice: 2 to the power of `count` fields. */
function doubling(count: number): string {
  const fragments = Array.from(
    { length: count },
    (_each, place) => `fragment f${place} on Workspace { ...f${place + 1} ...f${place + 1} }`,
  );
  return `{ workspace { ...f0 } } ${fragments.join(' ')} fragment f${count} on Workspace { name }`;
}

describe('an operation', () => {
  it('is taken where somebody may really ask it', () => {
    const taken = [
      getIntrospectionQuery(),
      '{ deals(first: 20) { edges { node { name calls(first: 5) { edges { node { title claims(first: 10) { totalCount edges { node { kind evidence { quote } } } } } } } } } } }',
      'query ($first: Int!) { calls(first: $first) { edges { node { title } } } }',
      '{ a: workspace { name } b: workspace { name } }',
    ];
    for (const query of taken) assert.equal(outcomeOf(query, { first: 100 }), 'taken', query);
  });

  it('is refused by its size before anything of it is done, however it is folded', () => {
    const bombs: Readonly<Record<string, string>> = {
      'deep nesting': nested(3),
      'deep fragments': `{ ...f0 } ${many(20, (place) => `fragment f${place} on Query { workspace { ...f${place + 1} } }`)} fragment f20 on Query { workspace { name } }`,
      'an alias flood': `{ ${many(51, (place) => `a${place}: __typename`)} }`,
      'an alias flood within': `{ workspace { ${many(51, (place) => `a${place}: name`)} } }`,
      'a flood at the root': `{ ${'__typename '.repeat(21)} }`,
      'a flood at the root in fragments': `{ ...f ...f ...f } fragment f on Query { ${'__typename '.repeat(7)} ...g } fragment g on Query { __typename }`,
      'a directive flood': `{ workspace { name ${'@skip(if: false) '.repeat(51)} } }`,
      'directives at the operation': `query ${'@a '.repeat(51)} { workspace { name } }`,
      'a field flood': `{ workspace { ${'name '.repeat(1001)} } }`,
      'a field that is compared with itself': `{ workspace { ${'name '.repeat(990)} } }`,
      'fragments that double': doubling(100),
      'a long document': `{ workspace { name } } #${'x'.repeat(20_001)}`,
    };
    for (const [name, query] of Object.entries(bombs)) {
      assert.equal(outcomeOf(query), 'graphql.too-large', name);
    }
    assert.match(outcomeOf(`{ workspace { ${'name '.repeat(3000)} } }`), /more than 2000 tokens/);
    assert.match(outcomeOf('{ a '.repeat(1500)), /more than 2000 tokens/);
  });

  it('is refused where fragments go round in a circle, near or far', () => {
    assert.equal(outcomeOf('{ ...a } fragment a on Query { workspace { name } ...a }'), 'graphql.invalid');
    assert.equal(outcomeOf('{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }'), 'graphql.invalid');
  });

  it('is refused by its cost, counted with the lengths of its lists', () => {
    const huge = '{ calls(first: 100) { edges { node { claims(first: 100) { edges { node { id kind name } } } } } } }';
    assert.equal(outcomeOf(huge), 'graphql.too-costly');
    const asked =
      'query ($first: Int! = 5) { calls(first: $first) { edges { node { turns(first: 100) { edges { node { text side } } } } } } }';
    assert.equal(outcomeOf(asked, { first: 100 }), 'graphql.too-costly');
    assert.equal(outcomeOf(asked), 'taken');
    assert.equal(outcomeOf(asked, { first: 'all' }), 'graphql.too-costly');
    const nodes =
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Deal { calls(first: 100) { edges { node { title date } } } } } }';
    assert.equal(outcomeOf(nodes, { ids: Array(100).fill('x') }), 'graphql.too-costly');
    assert.equal(outcomeOf(nodes, { ids: ['x', 'y'] }), 'taken');
  });

  it('is refused where it has much computed at once, however little of it is asked for', () => {
    for (const field of ['forecast', 'waterfall(since: "2026-09-01")']) {
      assert.equal(
        outcomeOf(`{ ${many(10, (place) => `a${place}: ${field} { asOf: __typename }`)} }`),
        'graphql.too-costly',
        field,
      );
      assert.equal(outcomeOf(`{ ${many(9, (place) => `a${place}: ${field} { asOf: __typename }`)} }`), 'taken', field);
    }
  });

  it('is told what does not fit, and nothing of what there is besides', () => {
    const told = outcomeOf('{ call(reference: "x") { titel secretz } workspac { name } }');
    assert.match(told, /Cannot query field "titel" on type "Call"\./);
    assert.doesNotMatch(told, /Did you mean|title/);
    assert.match(
      outcomeOf(
        '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }',
      ),
      /introspection depth/i,
    );
  });

  it('names no more faults than a reader takes in', () => {
    const faults = outcomeOf(`{ workspace { ${'nothing '.repeat(200)} } }`).split('; ');
    assert.ok(faults.length <= 7, `${faults.length}`);
  });
});

describe('a persisted operation', () => {
  const query = '{ workspace { name } }';
  const persisted = { persistedQuery: { version: 1, sha256Hash: hashOfOperation(query) } };

  it('is asked for by its hash alone, once its text has come with it', () => {
    const own = createOperationStore({ listed: [], onlyListed: false });
    assert.throws(() => prepareOperation({ schema, store: own, params: { extensions: persisted } }), {
      message: 'PersistedQueryNotFound',
    });
    prepareOperation({ schema, store: own, params: { query, extensions: persisted } });
    assert.equal(
      prepareOperation({ schema, store: own, params: { extensions: persisted } }).operation.operation,
      'query',
    );
    const other = { persistedQuery: { version: 1, sha256Hash: hashOfOperation('{ other }') } };
    assert.throws(() => prepareOperation({ schema, store: own, params: { query, extensions: other } }), {
      code: 'graphql.invalid',
    });
  });

  it('is kept only where it is valid, and the oldest goes when there are too many', () => {
    const own = createOperationStore({ listed: [], onlyListed: false });
    assert.throws(() => prepareOperation({ schema, store: own, params: { query: '{ nothing }' } }));
    assert.equal(own.find(hashOfOperation('{ nothing }')), null);
    const first = hashOfOperation('# 0');
    own.keep('# 0');
    own.keep('# 1');
    assert.equal(own.find(first), '# 0');
    for (let place = 2; place <= 1000; place += 1) own.keep(`# ${place}`);
    assert.equal(own.find(hashOfOperation('# 1')), null);
    assert.equal(own.find(first), '# 0');
  });

  it('is one of the list where only those are taken, by its hash or its text', () => {
    const listed = createOperationStore({ listed: [query], onlyListed: true });
    for (const params of [{ query }, { extensions: persisted }]) {
      assert.equal(prepareOperation({ schema, store: listed, params }).operation.operation, 'query');
    }
    for (const params of [
      { query: '{ workspace { currency } }' },
      { query: getIntrospectionQuery() },
      { query: '{{{' },
    ]) {
      assert.throws(() => prepareOperation({ schema, store: listed, params }), { code: 'graphql.not-listed' });
    }
  });
});
