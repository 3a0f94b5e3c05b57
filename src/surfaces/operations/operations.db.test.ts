import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { recordDrift } from '#modules/ledger';
import { matchCall } from '#modules/matching';
import { createHealthRegistry } from '#platform/health';
import { createChangeWorld, setting } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { partyOf, storeCall } from '#test/source-calls';
import { workContextOf } from '#test/work-context';
import { operationRuns } from './operation-runs.ts';
import { runOperation } from './run-operation.ts';

const suite = await databaseForSuite();
const page = { limit: 10 };

async function openWorld() {
  const world = await createChangeWorld(suite);
  const { ctx } = workContextOf(world.ctx);
  const health = createHealthRegistry({ clock: ctx.clock });
  async function run(name: string, input: unknown = {}): Promise<unknown> {
    return runIn(ctx.workspaceId, { name, input });
  }
  async function runIn(workspaceId: string, { name, input }: { name: string; input: unknown }): Promise<unknown> {
    return runOperation({
      host: { health, contextFor: (request) => ({ ...ctx, ...request }) },
      workspaceId,
      name,
      input,
      emit: () => undefined,
      signal: new AbortController().signal,
    });
  }
  return { world, ctx, run, runIn };
}

describe('what a command asks of the holder', () => {
  it('is refused where it is unknown, does not fit, or belongs to no workspace', async () => {
    const { run, runIn } = await openWorld();
    await assert.rejects(run('deals.dance'), { code: 'input.invalid', message: /such as calls\.list/ });
    await assert.rejects(runIn('nowhere', { name: 'ledger.get', input: {} }), { code: 'workspace.not-found' });
    for (const name of Object.keys(operationRuns)) {
      await assert.rejects(run(name, { surprise: 1 }), { code: 'input.invalid' }, name);
    }
  });

  it('about deals names stages, owners and records, and says which there are', async () => {
    const { run, world } = await openWorld();
    await world.propose([setting('amount', '27500')]);
    const everything = { stage: null, owner: null, ...page };
    const { deals } = Object(await run('deals.list', everything));
    assert.deepEqual(
      [deals.length, deals[0].name, deals[0].stage, deals[0].owner],
      [1, 'Larkspur Hill', 'Discovery', 'Maya Okafor'],
    );
    const found = Object(await run('deals.list', { ...everything, stage: 'neg', owner: 'maya@tidewater.example' }));
    assert.deepEqual(found.deals, []);
    const unknown = run('deals.list', { ...everything, stage: 'lost' });
    await assert.rejects(unknown, { code: 'input.invalid', message: /There are: Discovery, Negotiation/ });
    const shown = Object(await run('deals.get', { name: 'larkspur' }));
    assert.equal(shown.openChangeSets[0].waiting, 1);
    await assert.rejects(run('deals.get', { name: 'nobody' }), { code: 'record.not-found' });
    const explained = Object(
      await run('changes.explain', { objectType: 'deal', record: 'larkspur', property: 'amount' }),
    );
    assert.equal(explained.record.name, 'Larkspur Hill');
  });

  it('about changes shows a set, decides, logs and names what is not there', async () => {
    const { run, world } = await openWorld();
    const [change] = await world.propose([setting('amount', '27500')]);
    const reference = change?.changeId.slice(-10) ?? '';
    assert.equal(Object(await run('changes.get', { reference })).changeId, change?.changeId);
    const decision = { reference, decision: 'reject', value: null, reason: 'In jest.' };
    assert.equal(Object(await run('changes.decide', decision)).decided[0].state, 'rejected');
    assert.deepEqual(Object(await run('changes.log', { status: null, limit: 10, beforeId: null })).entries, []);
    await assert.rejects(run('changes.get', { reference: 'chg_ffffffff' }), { code: 'change.not-found' });
    const promise = { commitmentId: 'com_ffffffff', state: 'kept', reason: null };
    await assert.rejects(run('commitments.settle', promise), { code: 'commitment.not-found' });
    const contradiction = { contradictionId: 'con_ffffffff', state: 'crm_right' };
    await assert.rejects(run('contradictions.resolve', contradiction), { code: 'contradiction.not-found' });
    await assert.rejects(run('inbox.get', { inboxId: 'inb_ffffffff' }), { code: 'inbox.not-found' });
    await assert.rejects(run('inbox.retry', { inboxId: 'inb_ffffffff' }), { code: 'inbox.not-found' });
    const identity = { identityId: 'idn_ffffffff', personId: null };
    await assert.rejects(run('people.move', identity), { code: 'person.not-found' });
  });

  it('about the ledger has drifts beside days and gaps; a call is corrected by the name of its deal', async () => {
    const { run, ctx } = await openWorld();
    const lines = [{ label: 'Deal Stage', difference: 'removed', before: null, after: null }];
    const drift = { source: 'hubspot', what: 'definitions', key: 'a', severity: 'high' } as const;
    await recordDrift({ ctx, input: { ...drift, lines } });
    const ledger = Object(await run('ledger.get', { since: null, gapLimit: 10 }));
    assert.deepEqual([ledger.days, ledger.gaps, ledger.drifts[0].lines], [[], [], lines]);
    const parties = [partyOf({ side: 'external', name: 'Ana Ruiz', speakerId: '2' })];
    const startedAt = '2026-09-10T10:00:00.000Z';
    const callId = await storeCall({ ctx, externalId: ctx.workspaceId, startedAt, parties });
    await matchCall({ ctx, input: { callId } });
    const wanted = { callId: callId.slice(-10), objectType: 'deal', record: 'larkspur' };
    const match = Object(await run('matches.correct', wanted));
    assert.deepEqual([match.manual, match.links[0].name], [true, 'Larkspur Hill']);
    await assert.rejects(run('matches.correct', { ...wanted, record: 'nobody' }), { code: 'record.not-found' });
  });
});
