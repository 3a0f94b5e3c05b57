import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import { createSearchEngine, indexPending, repairSearch } from '#modules/search';
import { auditRecords } from '#platform/db';
import { eq } from '#platform/sql';
import { analysisSuite } from '#test/analysis-suite';
import { createGraphAsker, createGraphWorld, personOf } from '#test/graph-world';

const suite = await analysisSuite();
const { ctx, dealId, callIds } = await createGraphWorld(suite);
await repairSearch({ ctx, input: { what: 'drift' } });
await indexPending({ ctx, input: { limit: 50 } });
const operator = await createGraphAsker(ctx);
const maya = await createGraphAsker({ ...ctx, actor: personOf('maya@tidewater.example') });
const ben = await createGraphAsker({ ...ctx, actor: personOf('ben@tidewater.example') });
const reader = await createGraphAsker({
  ...ctx,
  actor: personOf('reader@tidewater.example', { role: 'read_only', seesOnly: null }),
});
after(async () => {
  for (const { server } of [operator, maya, ben, reader]) await server.close();
});

const newestFirst = callIds.toReversed();
const Edges = z.object({ edges: z.array(z.object({ cursor: z.string(), node: z.record(z.string(), z.unknown()) })) });
const Page = Edges.extend({
  totalCount: z.int(),
  pageInfo: z.object({
    hasNextPage: z.boolean(),
    hasPreviousPage: z.boolean(),
    startCursor: z.string().nullable(),
    endCursor: z.string().nullable(),
  }),
});
const page = 'totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor';

/** What stands at a path of an answer that has no errors. */
async function read<Schema extends z.ZodType>(
  schema: Schema,
  asked: string | { query: string; variables: Readonly<Record<string, unknown>> },
): Promise<z.output<Schema>> {
  const { query, variables } = typeof asked === 'string' ? { query: asked, variables: {} } : asked;
  const { data, errors } = await operator.ask(query, variables);
  assert.deepEqual(errors, undefined, JSON.stringify(errors));
  return schema.parse(data);
}

describe('the graph', () => {
  it('tells of a call what was found in it, with the quote and the turn of each claim', async () => {
    const Claim = z.object({
      list: z.string(),
      kind: z.string().nullable(),
      evidence: z.object({ quote: z.string(), start: z.int(), end: z.int(), turn: z.int() }),
      said: z.object({ text: z.string(), turn: z.int() }),
    });
    const Call = z.object({
      sentiment: z.string(),
      topics: z.array(z.string()),
      turns: Page,
      claims: z.object({ totalCount: z.int(), edges: z.array(z.object({ node: Claim })) }),
    });
    const { call } = await read(z.object({ call: Call }), {
      query: `query ($reference: String!) { call(reference: $reference) { sentiment topics
        turns(first: 2) { ${page} node { turn speaker side text } } }
        claims(first: 100) { totalCount edges { node { list kind evidence { quote start end turn } said { text turn } } } } } }`,
      variables: { reference: callIds[0] },
    });
    assert.deepEqual([call.turns.totalCount, call.turns.pageInfo.hasNextPage, call.turns.edges.length], [4, true, 2]);
    assert.ok(call.claims.edges.length > 3);
    assert.equal(call.claims.totalCount, call.claims.edges.length);
    for (const { node } of call.claims.edges) {
      assert.equal(node.said.text.slice(node.evidence.start, node.evidence.end), node.evidence.quote);
      assert.equal(node.said.turn, node.evidence.turn);
    }
    assert.ok(call.claims.edges.some(({ node }) => node.list === 'objections' && node.kind === 'price'));
    const objections = await read(
      z.object({ call: z.object({ claims: z.object({ edges: z.array(z.object({ node: Claim })) }) }) }),
      `{ call(reference: "${callIds[0]}") { claims(list: "objections") { edges { node { list kind
        evidence { quote start end turn } said { text turn } } } } } }`,
    );
    assert.ok(objections.call.claims.edges.length > 0);
    assert.ok(objections.call.claims.edges.every(({ node }) => node.list === 'objections'));
  });

  it('ties a deal to its people, calls, promises, contradictions, warnings and changes, and each of them to it', async () => {
    const Nested = z.object({ totalCount: z.int(), edges: z.array(z.object({ node: z.unknown() })) });
    const Deal = z.object({
      id: z.string(),
      amount: z.unknown(),
      stage: z.string(),
      owner: z.unknown(),
      contacts: Nested,
      calls: Nested,
      commitments: Nested,
      contradictions: Nested,
      warnings: Nested,
      changeSets: Nested,
    });
    const { deal } = await read(
      z.object({ deal: Deal }),
      `{ deal(reference: "Larkspur Hill") { id amount { minorUnits currency } stage owner { name email active }
        contacts { totalCount edges { node { reference deals { edges { node { name } } } } } }
        calls { totalCount edges { node { reference deals { edges { node { name } } } } } }
        commitments { totalCount edges { node { text dueDate call { reference } deal { name } } } }
        contradictions { totalCount edges { node { property record { id ... on Deal { name } } evidence { evidence { quote } call { reference } } } } }
        warnings { totalCount edges { node { kind title deal { name } } } }
        changeSets { totalCount edges { node { title changes { property oldValue newValue state } } } } } }`,
    );
    assert.deepEqual(deal.amount, { minorUnits: 3_000_000, currency: 'USD' });
    assert.equal(deal.stage, 'Discovery');
    assert.deepEqual(deal.owner, { name: 'Maya Okafor', email: 'maya@tidewater.example', active: true });
    const name = 'Larkspur Hill';
    const backToDeal = { edges: [{ node: { name } }] };
    assert.deepEqual(deal.contacts.edges, [
      { node: { reference: `${ctx.workspaceId}-contact-301`, deals: backToDeal } },
    ]);
    assert.deepEqual(
      deal.calls.edges.map(({ node }) => node),
      newestFirst.map((reference) => ({ reference, deals: backToDeal })),
    );
    assert.deepEqual(deal.commitments.edges[0]?.node, {
      text: 'Send it, 0',
      dueDate: '2026-10-01',
      call: { reference: callIds[0] },
      deal: { name },
    });
    assert.deepEqual(deal.contradictions.edges[0]?.node, {
      property: 'property_2',
      record: { id: deal.id, name },
      evidence: [{ evidence: { quote: 'I will send it' }, call: { reference: callIds[2] } }],
    });
    assert.deepEqual(deal.warnings.edges[0]?.node, {
      kind: 'ghosted',
      title: 'The buyer does not answer',
      deal: { name },
    });
    assert.deepEqual(
      [deal.commitments, deal.contradictions, deal.warnings].map(({ totalCount }) => totalCount),
      [3, 3, 3],
    );
    const [set] = deal.changeSets.edges;
    assert.match(
      JSON.stringify(set),
      /"property":"next_steps","oldValue":"Send the proposal","newValue":"Send the quote"/,
    );
  });

  it('goes through each list by cursor to its end, without loss and without double', async () => {
    const lists = [
      ['calls', 'reference'],
      ['deals', 'reference'],
      ['contacts', 'reference'],
      ['commitments', 'reference'],
      ['contradictions', 'reference'],
      ['warnings', 'reference'],
      ['changeSets', 'reference'],
    ] as const;
    for (const [list, field] of lists) {
      const whole = (await read(z.object({ [list]: Page }), `{ ${list}(first: 100) { ${page} node { ${field} } } } }`))[
        list
      ];
      assert.ok(whole !== undefined && whole.edges.length > 0, list);
      assert.deepEqual([whole.pageInfo.hasNextPage, whole.totalCount], [false, whole.edges.length], list);
      const seen: unknown[] = [];
      let after: string | null = null;
      do {
        const asked: string = `query ($after: String) { ${list}(first: 1, after: $after) { ${page} node { ${field} } } } }`;
        const part: z.infer<typeof Page> | undefined = (
          await read(z.object({ [list]: Page }), { query: asked, variables: { after } })
        )[list];
        assert.ok(part !== undefined && part.edges.length === 1, list);
        assert.equal(part.totalCount, whole.totalCount, list);
        seen.push(part.edges[0]?.node[field]);
        after = part.pageInfo.hasNextPage ? part.pageInfo.endCursor : null;
      } while (after !== null);
      assert.deepEqual(
        seen,
        whole.edges.map(({ node }) => node[field]),
        list,
      );
    }
  });

  it('goes on in a list within a thing by its own cursor, which fits no other list', async () => {
    const Calls = z.object({ deal: z.object({ calls: Page }) });
    const asked = `query ($after: String) { deal(reference: "501") { calls(first: 2, after: $after) { ${page} node { reference } } } } }`;
    const { deal: first } = await read(Calls, { query: asked, variables: { after: null } });
    const { deal: second } = await read(Calls, { query: asked, variables: { after: first.calls.pageInfo.endCursor } });
    assert.deepEqual(
      [...first.calls.edges, ...second.calls.edges].map(({ node }) => node['reference']),
      newestFirst,
    );
    assert.deepEqual([second.calls.totalCount, second.calls.pageInfo.hasNextPage], [3, false]);
    for (const after of [first.calls.pageInfo.endCursor, 'nonsense', 'AAAA']) {
      const { errors } = await operator.ask('query ($after: String) { calls(after: $after) { totalCount } }', {
        after,
      });
      assert.equal(errors?.[0]?.extensions.code, 'cursor.malformed', String(after));
    }
  });

  it('finds each thing again by its id, and none by an id that is not one', async () => {
    const { nodes } = await read(
      z.object({ nodes: z.array(z.object({ id: z.string(), __typename: z.string() }).nullable()), node: z.null() }),
      {
        query: `query ($ids: [ID!]!, $gone: ID!) { nodes(ids: $ids) { id __typename } node(id: $gone) { id } }`,
        variables: { ids: await someIds(), gone: Buffer.from('Call:call_0').toString('base64url') },
      },
    );
    assert.deepEqual(
      nodes.map((one) => one?.__typename),
      ['Call', 'Claim', 'Deal', 'Contact', 'Commitment', 'Contradiction', 'Warning', 'ChangeSet'],
    );
    assert.deepEqual(
      nodes.map((one) => one?.id),
      await someIds(),
    );
    for (const id of ['', 'x', callIds[0], Buffer.from('Secret:1').toString('base64url')]) {
      const { data, errors } = await operator.ask('query ($id: ID!) { node(id: $id) { id } }', { id });
      assert.deepEqual([data, errors?.[0]?.extensions.code], [{ node: null }, 'input.invalid'], id);
    }
  });

  it('reads as often for many rows as for one', async () => {
    const counts: number[] = [];
    for (const first of [1, 3]) {
      const tries: number[] = [];
      // A machine that is busy can let a part of a batch go before the rest: the fewest of some is how it is made.
      for (let look = 0; look < 6; look += 1) tries.push(await countStatements(() => operator.ask(deepQuery(first))));
      counts.push(Math.min(...tries));
    }
    assert.equal(counts[1], counts[0]);
    const [count = 0] = counts;
    assert.ok(count > 10 && count < 30, `${count} statements`);
  });

  it('names what is wrong with what is asked, in the codes of the catalogue', async () => {
    const cases = [
      ['{ calls(first: 0) { totalCount } }', 'input.invalid'],
      ['{ calls(first: 101) { totalCount } }', 'input.invalid'],
      ['{ call(reference: "call_ffffffff") { title } }', 'call.not-found'],
      ['{ deal(reference: "Nobody") { name } }', 'record.not-found'],
      ['{ deals(closingFrom: "2026-01-01") { totalCount } }', 'input.invalid'],
      ['{ deals(closingFrom: "soon", closingUntil: "2026-01-01") { totalCount } }', 'graphql.invalid'],
      ['{ search(query: "") { waiting } }', 'input.invalid'],
      ['{ search(query: "a\\u0000b") { waiting } }', 'input.invalid'],
      ['{ search(query: "keys", deal: "no such deal") { waiting } }', 'record.not-found'],
      ['{ search(query: "keys", color: "x") { waiting } }', 'graphql.invalid'],
      ['{ calls { totalCount ', 'graphql.invalid'],
      ['{ cals { totalCount } }', 'graphql.invalid'],
      ['query A { workspace { name } } query B { workspace { name } }', 'graphql.invalid'],
      ['subscription { events { id } }', 'graphql.invalid'],
    ] as const;
    for (const [query, code] of cases) {
      const { errors } = await operator.ask(query);
      assert.equal(errors?.[0]?.extensions.code, code, `${query}: ${JSON.stringify(errors)}`);
      assert.doesNotMatch(JSON.stringify(errors), /\bat .*\.ts|Did you mean/);
    }
  });

  it('says nothing of what it did not foresee but that it happened, and logs it', async () => {
    const search = {
      ...createSearchEngine(),
      memoryOf: () => {
        throw new Error("/a/path that is nobody's business");
      },
    };
    const broken = await createGraphAsker({ ...ctx, search });
    const { data, errors } = await broken.ask('{ search(query: "keys") { waiting } workspace { name } }');
    await broken.server.close();
    assert.deepEqual(
      errors?.map(({ extensions, message }) => [extensions.code, message]),
      [['internal.unexpected', 'Something unforeseen happened.']],
    );
    assert.deepEqual(
      z.object({ workspace: z.object({ name: z.string() }) }).parse(data).workspace.name,
      'Tidewater Ledger',
    );
  });
});

describe('what somebody may not see in the graph', () => {
  it('is absent from lists, counts and nodes alike', async () => {
    const ids = await someIds();
    const contactPlace = 3;
    const asked = `query ($ids: [ID!]!) { calls { totalCount edges { node { reference } } }
      deals { totalCount edges { node { reference } } } contacts { totalCount edges { node { calls { totalCount } deals { totalCount } } } }
      commitments { totalCount } warnings { totalCount } contradictions { totalCount } changeSets { totalCount }
      nodes(ids: $ids) { id } }`;
    const { data, errors } = await ben.ask(asked, { ids: ids.filter((_id, place) => place !== contactPlace) });
    assert.deepEqual(errors, undefined);
    const none = { totalCount: 0, edges: [] };
    assert.deepEqual(data, {
      calls: none,
      deals: none,
      contacts: { totalCount: 1, edges: [{ node: { calls: { totalCount: 0 }, deals: { totalCount: 0 } } }] },
      commitments: { totalCount: 0 },
      warnings: { totalCount: 0 },
      contradictions: { totalCount: 0 },
      changeSets: { totalCount: 0 },
      nodes: ids.slice(1).map(() => null),
    });
    const own = await maya.ask('{ deals { totalCount edges { node { reference calls { totalCount } } } } }');
    assert.deepEqual(own.data, {
      deals: { totalCount: 1, edges: [{ node: { reference: dealId, calls: { totalCount: 3 } } }] },
    });
  });

  it('is refused where there is no right to it at all, for that field alone, and recorded once', async () => {
    const key = personOf('maya@tidewater.example', { scopes: ['call_access'] });
    const program = await createGraphAsker({ ...ctx, actor: key });
    const { data, errors } = await program.ask(
      '{ calls { totalCount edges { node { commitments { totalCount } } } } commitments { totalCount } workspace { name } }',
    );
    await program.server.close();
    assert.deepEqual(data, {
      calls: { totalCount: 3, edges: [1, 2, 3].map(() => ({ node: { commitments: null } })) },
      commitments: null,
      workspace: { name: 'Tidewater Ledger' },
    });
    assert.deepEqual(
      errors?.map(({ extensions }) => extensions.code),
      [1, 2, 3, 4].map(() => 'access.denied'),
    );
    const records = await ctx.db
      .select()
      .from(auditRecords)
      .where(eq(auditRecords.requestId, errors[0]?.extensions.requestId ?? ''));
    assert.deepEqual(
      records.map(({ action, details }) => [action, details]),
      [['access.denied', { action: 'commitment.read' }]],
    );
  });

  it('is null where it is a way to reach a customer', async () => {
    const asked = '{ contacts { edges { node { externalId email } } } }';
    const { data } = await reader.ask(asked);
    assert.deepEqual(data, { contacts: { edges: [{ node: { externalId: '301', email: null } }] } });
  });
});

async function someIds(): Promise<string[]> {
  const Node = z.object({ edges: z.array(z.object({ node: z.object({ id: z.string() }) })) });
  const answer = await read(
    z.object({
      call: z.object({ id: z.string(), claims: Node }),
      deal: z.object({
        id: z.string(),
        contacts: Node,
        commitments: Node,
        contradictions: Node,
        warnings: Node,
        changeSets: Node,
      }),
    }),
    `{ call(reference: "${callIds[0]}") { id claims(first: 1) { edges { node { id } } } }
      deal(reference: "501") { id contacts { edges { node { id } } } commitments { edges { node { id } } }
      contradictions { edges { node { id } } } warnings { edges { node { id } } } changeSets { edges { node { id } } } } }`,
  );
  const { call, deal } = answer;
  const lists = [deal.contacts, deal.commitments, deal.contradictions, deal.warnings, deal.changeSets];
  return [call.id, call.claims, deal.id, ...lists].map((one) =>
    typeof one === 'string' ? one : (one.edges[0]?.node.id ?? ''),
  );
}

/** How many statements are sent while something is done. */
async function countStatements(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  function note(): void {
    count += 1;
  }
  suite.database.pool.on('acquire', note);
  await work();
  suite.database.pool.off('acquire', note);
  return count;
}

/** Through every loader there is. */
function deepQuery(first: number): string {
  return `{ calls(first: ${first}) { totalCount edges { node { title sentiment
      turns(first: 3) { edges { node { text } } } claims(first: 5) { edges { node { said { text } call { title } } } }
      deals { edges { node { name owner { name } amount { minorUnits } contacts { edges { node { name } } } warnings { edges { node { title deal { name } } } } } } }
      commitments { edges { node { text deal { name } } } } contradictions { edges { node { record { id } } } } } } } }`;
}
