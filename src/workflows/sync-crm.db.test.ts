import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Crm, CrmRecordType } from '#contracts';
import type { Policy } from '#modules/changesets';
import { findRecord, listDefinitions, listPropertyChanges, refreshRecords } from '#modules/crm';
import { listSyncCursors, requestSync, saveSyncProblem } from '#modules/intake';
import { listDrifts } from '#modules/ledger';
import { SophiaError } from '#platform/errors';
import type { WorkflowRun } from '#platform/workflow';
import { shippedPolicy } from '#test/change-world';
import { definitionOf } from '#test/crm-mirror';
import { type CrmTestContext, crmSuite } from '#test/crm-suite';
import { allScopes } from '#test/hubspot-portal';
import { syncCrm } from './sync-crm.ts';

const suite = await crmSuite();
const { portal } = suite;

interface Recorded {
  readonly run: WorkflowRun;
  readonly steps: string[];
}

/** Keeps what steps return, as the engine does, so that the same run can be gone through again. */
function recording(failAt: string | null = null): Recorded {
  const results = new Map<string, unknown>();
  const steps: string[] = [];
  const failing = { at: failAt };
  const run: WorkflowRun = {
    workflowId: 'sync-crm:test:v1',
    step: async (step, work) => {
      const name = typeof step === 'string' ? step : step.name;
      if (failing.at === name) {
        failing.at = null;
        throw new Error('The process died here.');
      }
      const result = await work();
      assert.ok(!results.has(name) || failAt !== null, `${name} is the name of one step`);
      results.set(name, structuredClone(result));
      steps.push(name);
      return result;
    },
    start: async () => assert.fail('starts nothing'),
    resultOf: async () => assert.fail('waits for nothing'),
    patch: async () => true,
  };
  return { run, steps };
}

/** Tries each step as often as it asks for. */
function retrying(): WorkflowRun {
  const { run } = recording();
  return {
    ...run,
    step: async (step, work) => {
      const most = typeof step === 'string' ? 1 : (step.maxAttempts ?? 1);
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await work();
        } catch (error) {
          if (attempt >= most) throw error;
        }
      }
    },
  };
}

function go({
  ctx,
  run,
  mode,
  policy = shippedPolicy,
}: {
  ctx: CrmTestContext;
  run: WorkflowRun;
  mode: string;
  policy?: Policy;
}): Promise<unknown> {
  const { workspaceId } = ctx;
  const workflow = syncCrm({ contextFor: ({ actor }) => ({ ...ctx, policy, dryRun: false, actor }) });
  return workflow.runUnchecked({ run, input: { workspaceId, mode, requestId: 'req_1', traceparent: null } });
}

async function definitionsProblem(ctx: CrmTestContext): Promise<string | null | undefined> {
  const found = (await listSyncCursors({ ctx })).cursors.find(({ stream }) => stream === 'definitions');
  return found === undefined ? undefined : (found.problem?.code ?? null);
}

/** With a HubSpot that is away whenever records of one kind are listed. */
function downFor(ctx: CrmTestContext, objectType: CrmRecordType): CrmTestContext {
  const client: Crm = {
    ...portal.crm,
    listRecords: (options) => {
      if (options.objectType !== objectType) return portal.crm.listRecords(options);
      return Promise.reject(new SophiaError('vendor.unavailable', 'HubSpot is away.'));
    },
  };
  return { ...ctx, connections: { ...ctx.connections, crm: { state: 'on', client, simulated: true } } };
}

async function problemOf(ctx: CrmTestContext): Promise<string | null> {
  const { cursors } = await listSyncCursors({ ctx: { ...ctx, actor: { type: 'operator', name: 'test' } } });
  return cursors.find(({ stream }) => stream === 'lead:full')?.problem?.code ?? null;
}

describe('the workflow sync-crm', () => {
  test('takes a page to a step, tells apart the types, and goes on where a step was cut off', async () => {
    const ctx = await suite.freshContext();
    await portal.control('load', { objectType: 'companies', count: 250 });
    const first = recording('sync-company-3');
    await assert.rejects(go({ ctx, run: first.run, mode: 'full' }), /died here/u);
    assert.deepEqual(first.steps, ['sync-definitions', 'sync-company-1', 'sync-company-2']);
    const again = recording();
    const total = await go({ ctx, run: again.run, mode: 'full' });
    assert.deepEqual(again.steps.slice(0, 3), ['sync-definitions', 'sync-company-1', 'sync-company-2']);
    assert.ok(again.steps.includes('sync-deal-2') && again.steps.includes('find-duplicates-deal'));
    const records = again.steps.filter((name) => !name.startsWith('sync-note-'));
    assert.match(records.at(-1) ?? '', /^sync-lead-/, 'what not every account has comes last of the records');
    assert.match(again.steps.at(-1) ?? '', /^sync-note-/, 'notes come behind what they hang on');
    assert.ok(typeof total === 'object' && total !== null && 'vanished' in total && total.vanished === 0);
    const dealId = await portal.idOf('deal-alder');
    assert.notEqual(await findRecord({ ctx, input: { objectType: 'deal', externalId: dealId } }), null);
    assert.equal((await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } })).length, 1);
  });

  test('passes over leads that the account keeps from us, until they have once been read', async () => {
    const contactId = await portal.idOf('contact-ana');
    const leadId = await portal.add({
      objectType: 'lead',
      values: { hs_lead_name: 'Ana Ruiz' },
      associatedWith: [{ objectType: 'contact', id: contactId }],
    });
    const ctx = await suite.freshContext();
    const refresh = { objectType: 'lead' as const, externalIds: [leadId] };
    await portal.control('scopes', { scopes: allScopes.filter((scope) => !scope.includes('.leads.')) });
    await assert.rejects(go({ ctx: downFor(ctx, 'lead'), run: recording().run, mode: 'full' }), {
      code: 'vendor.unavailable',
    });
    assert.equal(await problemOf(ctx), 'vendor.unavailable');
    assert.partialDeepStrictEqual(await go({ ctx, run: recording().run, mode: 'full' }), { state: 'done' });
    assert.equal(await problemOf(ctx), null, 'nothing is red that cannot be mended');
    assert.deepEqual((await refreshRecords({ ctx, input: refresh })).recordIds, []);
    assert.deepEqual(await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'lead' } }), []);
    await portal.control('scopes', { scopes: allScopes });
    await go({ ctx, run: recording().run, mode: 'full' });
    const known = await listDefinitions({ ctx, input: { kind: 'property', scope: 'lead' } });
    assert.ok(known.length > 0);
    assert.equal((await refreshRecords({ ctx, input: refresh })).recordIds.length, 1);
    await portal.control('scopes', { scopes: allScopes.filter((scope) => !scope.includes('.leads.')) });
    const { run, steps } = recording();
    assert.partialDeepStrictEqual(await go({ ctx, run, mode: 'full' }), { state: 'done' });
    assert.match(steps.at(-1) ?? '', /^sync-note-/, 'what comes behind them is read');
    assert.equal(await problemOf(ctx), 'vendor.missing-scope', 'what was read once and is not any more is a fault');
    const { drifts } = await listDrifts({ ctx, input: { since: '2000-01-01', limit: 10 } });
    assert.deepEqual(
      drifts.filter(({ what }) => what === 'scopes').map(({ lines }) => lines.map(({ label }) => label)),
      [['Leads']],
    );
    await assert.rejects(refreshRecords({ ctx, input: refresh }), { code: 'vendor.missing-scope' });
    assert.equal((await listDefinitions({ ctx, input: { kind: 'property', scope: 'lead' } })).length, known.length);
    await portal.control('scopes', { scopes: allScopes });
  });

  test('reads only changes where it runs often', async () => {
    const ctx = await suite.freshContext();
    await portal.advance(600_000);
    await go({ ctx, run: recording().run, mode: 'full' });
    await portal.advance(600_000);
    const externalId = await portal.idOf('deal-alder');
    await portal.control('changes', { objectType: 'deals', id: externalId, property: 'amount', value: '41000' });
    const { run, steps } = recording();
    assert.deepEqual(await go({ ctx, run, mode: 'incremental' }), { state: 'done', read: 1, changed: 1, vanished: 0 });
    assert.ok(steps.every((name) => name.startsWith('sync-') || name === 'are-owners-read'));
    assert.ok(!steps.includes('sync-definitions'), 'the owners are known');
    const deal = await findRecord({ ctx, input: { objectType: 'deal', externalId } });
    assert.equal(deal?.properties['amount'], '41000');
  });

  test('reads who owns what before the first records, also where the frequent kind is the first', async () => {
    const ctx = await suite.freshContext();
    const { run, steps } = recording();
    await go({ ctx, run, mode: 'incremental' });
    assert.deepEqual(steps.slice(0, 3), ['are-owners-read', 'sync-definitions', 'sync-company-1']);
    assert.ok((await listDefinitions({ ctx, input: { kind: 'owner', scope: null } })).length > 0);
  });

  test('asks for the owners of a portal that has none, or keeps them from us, at most once within the hour', async () => {
    for (const listOwners of [
      () => Promise.resolve([]),
      () => Promise.reject(new SophiaError('vendor.missing-scope', 'Owners are kept from us.')),
    ]) {
      const ctx = await suite.freshContext();
      const asked = { count: 0 };
      const client: Crm = {
        ...portal.crm,
        listOwners: () => {
          asked.count += 1;
          return listOwners();
        },
      };
      const without = {
        ...ctx,
        connections: { ...ctx.connections, crm: { state: 'on', client, simulated: true } as const },
      };
      for (const looks of [1, 1, 2]) {
        if (looks === 2) await portal.advance(3_600_000);
        await go({ ctx: without, run: recording().run, mode: 'incremental' });
        assert.equal(asked.count, looks);
      }
    }
  });

  test('asks for the owners again at the next look where they could not be read, and at once for whoever asks', async () => {
    for (const [code, looks] of [
      ['vendor.unavailable', 2],
      ['vendor.unauthorized', 1],
      ['vendor.missing-scope', 1],
    ] as const) {
      const ctx = await suite.freshContext();
      const asked = { count: 0 };
      const client: Crm = {
        ...portal.crm,
        listOwners: () => {
          asked.count += 1;
          return Promise.reject(new SophiaError(code, 'The owners cannot be read.'));
        },
      };
      const failing = {
        ...ctx,
        connections: { ...ctx.connections, crm: { state: 'on', client, simulated: true } as const },
      };
      await go({ ctx: failing, run: retrying(), mode: 'incremental' });
      assert.equal(asked.count, 1, `${code} is tried once in a look`);
      await go({ ctx: failing, run: recording().run, mode: 'incremental' });
      assert.equal(asked.count, looks, code);
      await requestSync({ ctx: failing });
      await go({ ctx: failing, run: recording().run, mode: 'incremental' });
      assert.equal(asked.count, looks + 1, code);
      await requestSync({ ctx });
      await go({ ctx, run: recording().run, mode: 'incremental' });
      assert.deepEqual(await definitionsProblem(ctx), null, code);
    }
  });

  test('asks a CRM that refused the key for its owners once in ten minutes', async () => {
    const ctx = await suite.freshContext();
    const problem = { code: 'vendor.unauthorized', message: 'The key is refused.' };
    await saveSyncProblem({ ctx, input: { source: 'hubspot', stream: 'definitions', problem } });
    for (const [passedMs, isAsked] of [
      [540_000, false],
      [61_000, true],
    ] as const) {
      await portal.advance(passedMs);
      const { run, steps } = recording();
      await go({ ctx, run, mode: 'incremental' });
      assert.equal(steps.includes('sync-definitions'), isAsked);
    }
  });

  test('takes away that the owners could not be read, also where they are known by then', async () => {
    const ctx = await suite.freshContext();
    await go({ ctx, run: recording().run, mode: 'full' });
    const problem = { code: 'vendor.unavailable', message: 'HubSpot was away.' };
    await saveSyncProblem({ ctx, input: { source: 'hubspot', stream: 'definitions', problem } });
    const { run, steps } = recording();
    await go({ ctx, run, mode: 'incremental' });
    assert.ok(steps.includes('sync-definitions'));
    assert.equal(await definitionsProblem(ctx), null);
  });

  test('mirrors the fields that the policy names, with their history, and asks for none that the CRM has not', async () => {
    const ctx = await suite.freshContext();
    const named = definitionOf({ objectType: 'deal', name: 'rival_vendor', label: 'Rival vendor' });
    await portal.crm.createProperty({ ...named, description: 'Who else is looked at.' });
    const fields = { ...shippedPolicy.fields, competitor: 'rival_vendor', nextSteps: 'not_in_this_portal' };
    const externalId = await portal.idOf('deal-alder');
    const change = { objectType: 'deals', id: externalId, property: 'rival_vendor', value: 'Acme' };
    await portal.control('changes', change);
    await go({ ctx, run: recording().run, mode: 'full' });
    const before = await findRecord({ ctx, input: { objectType: 'deal', externalId } });
    assert.equal(before?.properties['rival_vendor'], undefined, 'nobody names it');
    await portal.advance(600_000);
    await go({ ctx, run: recording().run, mode: 'sweep', policy: { ...shippedPolicy, fields } });
    const deal = await findRecord({ ctx, input: { objectType: 'deal', externalId } });
    assert.equal(deal?.properties['rival_vendor'], 'Acme');
    assert.equal('not_in_this_portal' in deal.properties, false);
    const { changes } = await listPropertyChanges({
      ctx,
      input: { recordId: deal.recordId, properties: ['rival_vendor'], limit: 5 },
    });
    assert.deepEqual(
      changes.map(({ value }) => value),
      ['Acme'],
    );
  });

  test('warns where the CRM describes itself otherwise than before', async () => {
    const ctx = await suite.freshContext();
    await go({ ctx, run: recording().run, mode: 'sweep' });
    await portal.control('options', { objectType: 'deals', property: 'hs_priority', from: 'low', to: 'lowest' });
    await go({ ctx, run: recording().run, mode: 'sweep' });
    const warnings = ctx.log.lines.filter(({ level }) => level === 'warn');
    assert.equal(warnings.length, 1);
    assert.match(JSON.stringify(warnings), /option-renamed/u);
  });

  test('does nothing where no CRM is connected', async () => {
    const ctx = await suite.freshContext();
    const crm = { state: 'off', reason: 'HubSpot is not connected.', action: 'Connect it.' } as const;
    const { run, steps } = recording();
    const unconnected = { ...ctx, connections: { ...ctx.connections, crm } };
    const total = await go({ ctx: unconnected, run, mode: 'incremental' });
    assert.deepEqual([total, steps], [{ state: 'off', read: 0, changed: 0, vanished: 0 }, []]);
  });
});
