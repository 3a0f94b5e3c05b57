import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import { indexPending, repairSearch } from '#modules/search';
import { analysisSuite } from '#test/analysis-suite';
import { createGraphAsker, createGraphWorld } from '#test/graph-world';

const suite = await analysisSuite();
const { ctx, callIds } = await createGraphWorld(suite);
await repairSearch({ ctx, input: { what: 'drift' } });
await indexPending({ ctx, input: { limit: 50 } });
const operator = await createGraphAsker(ctx);
after(() => operator.server.close());

async function read<Schema extends z.ZodType>(schema: Schema, query: string): Promise<z.output<Schema>> {
  const { data, errors } = await operator.ask(query);
  assert.deepEqual(errors, undefined, JSON.stringify(errors));
  return schema.parse(data);
}

describe('the search of the graph', () => {
  it('searches, and leads from a place to its call', async () => {
    const { search } = await read(
      z.object({
        search: z.object({
          hits: z.array(z.object({ kind: z.string(), call: z.object({ reference: z.string() }).nullable() })),
          nothingBecause: z.null(),
        }),
      }),
      '{ search(query: "controller has to sign off", first: 2, kind: call) { hits { kind call { reference } } nothingBecause } }',
    );
    assert.ok(search.hits.length > 0 && search.hits.every(({ kind }) => kind === 'call'));
    assert.ok(search.hits.every(({ call }) => call !== null && callIds.includes(call.reference)));
  });

  it('searches for a deal, an account and a person alone', async () => {
    const Hits = z.array(z.object({ call: z.object({ reference: z.string() }) }));
    async function foundWith(filter: string): Promise<string[]> {
      const { search } = await read(
        z.object({ search: z.object({ hits: Hits }) }),
        `{ search(query: "controller has to sign off", first: 50, kind: call${filter}) { hits { call { reference } } } }`,
      );
      return [...new Set(search.hits.map(({ call }) => call.reference))].toSorted();
    }
    const { deal } = await read(
      z.object({
        deal: z.object({
          calls: z.object({ edges: z.array(z.object({ node: z.object({ reference: z.string() }) })) }),
        }),
      }),
      '{ deal(reference: "501") { calls(first: 50) { edges { node { reference } } } } }',
    );
    const ofDeal = new Set(deal.calls.edges.map(({ node }) => node.reference));
    const all = await foundWith('');
    assert.deepEqual(
      await foundWith(', deal: "501"'),
      all.filter((reference) => ofDeal.has(reference)),
    );
    assert.deepEqual(await foundWith(', person: "Nobody At All"'), []);
    assert.deepEqual(await foundWith(', deal: "501", account: null'), await foundWith(', deal: "501"'));
    assert.ok(ofDeal.size > 0 && all.length > 0, `${ofDeal.size} of ${all.length}`);
  });
});
