import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Change, Crm, CrmReference, DraftChange } from '#contracts';
import { syncDefinitions, syncRecords } from '#modules/crm';
import { deal as anyDeal, draftOf, shippedPolicy } from '#test/change-world';
import { crmSuite } from '#test/crm-suite';
import { openHubspotPortal } from '#test/hubspot-portal';
import {
  applyChangeSet,
  type ConnectedChangeContext,
  decideChanges,
  getChangeSet,
  listSyncLog,
  proposeChangeSet,
  proposeSetup,
  undoChanges,
} from './index.ts';

const suite = await crmSuite();
const { portal } = suite;
/** A portal that nobody has set up. */
const untouched = await openHubspotPortal();
const dealId = await portal.idOf('deal-alder');
const contactId = await portal.idOf('contact-ana');
const deal: CrmReference = { ...anyDeal, externalId: dealId };
const contact: CrmReference = { objectType: 'contact', externalId: contactId };
const operator = { type: 'operator', name: 'test' } as const;

async function connect(crm: Crm = portal.crm): Promise<ConnectedChangeContext> {
  const ctx = { ...(await suite.freshContext({ actor: operator, crm })), policy: shippedPolicy, dryRun: false };
  await sync(ctx);
  return ctx;
}

async function sync(ctx: ConnectedChangeContext): Promise<void> {
  await syncDefinitions({ ctx });
  for (const objectType of ['company', 'contact', 'deal', 'lead'] as const) {
    await syncRecords({ ctx, input: { objectType, mode: 'full' } });
  }
}

/** The properties that the policy names, as somebody approves them. */
async function setUp(ctx: ConnectedChangeContext): Promise<void> {
  const setup = await proposeSetup({ ctx });
  if (setup === null) return;
  await approve(ctx, setup.changes);
  const { applied } = await applyChangeSet({ ctx, input: { changeSetId: setup.changeSetId } });
  assert.equal(applied, setup.changes.length);
  await sync(ctx);
}

async function approve(ctx: ConnectedChangeContext, changes: readonly Change[]): Promise<void> {
  const decisions = changes.map(({ changeId }) => ({
    changeId,
    decision: 'approve' as const,
    value: null,
    reason: null,
  }));
  await decideChanges({ ctx, input: { decisions } });
}

async function propose(ctx: ConnectedChangeContext, drafts: readonly DraftChange[]): Promise<readonly Change[]> {
  const { changes } = await proposeChangeSet({
    ctx,
    input: {
      kind: 'call',
      key: 'call:1:v1',
      title: 'A call',
      callId: null,
      analysisId: null,
      tainted: false,
      drafts: [...drafts],
    },
  });
  return changes;
}

async function apply(ctx: ConnectedChangeContext, [first]: readonly Change[]): Promise<readonly Change[]> {
  const input = { changeSetId: first?.changeSetId ?? '' };
  await applyChangeSet({ ctx, input });
  return (await getChangeSet({ ctx, input })).changes;
}

function setting(property: string, value: string): DraftChange {
  return draftOf({ type: 'set_property', property, value }, { target: deal });
}

async function historyOf(property: string): Promise<readonly (readonly [string | null, string])[]> {
  const [record] = await portal.crm.getRecords({
    objectType: 'deal',
    externalIds: [dealId],
    properties: [property],
    historyOf: [property],
  });
  return (record?.history ?? []).map(({ value, source }) => [value, source] as const);
}

async function editByPerson(property: string, value: string): Promise<void> {
  await portal.advance(1000);
  await portal.control('changes', { objectType: 'deals', id: dealId, property, value, source: 'CRM_UI' });
}

/** The portal, in which a person does something just before our next write arrives. */
function interrupted(act: () => Promise<void>): Crm {
  const once = { left: 1 };
  return {
    ...portal.crm,
    updateRecord: async (options) => {
      if (once.left > 0) {
        once.left -= 1;
        await act();
      }
      return portal.crm.updateRecord(options);
    },
  };
}

describe('changes in HubSpot', () => {
  test('begin with the properties that it lacks; then fields, activities and ties are written once and undone', async () => {
    const ctx = await connect();
    await setUp(ctx);
    assert.equal(await proposeSetup({ ctx }), null);
    const proposed = await propose(ctx, [
      setting('next_steps', 'Ana Ferreira: board on the 20th'),
      setting('amount', '29500.50'),
      draftOf(
        {
          type: 'create_activity',
          objectType: 'task',
          properties: {
            hs_timestamp: '2026-11-20T17:00:00.000Z',
            hs_task_subject: 'Send the terms',
            hs_task_body: 'By Friday',
            hs_task_status: 'NOT_STARTED',
          },
          associatedWith: [deal, contact],
        },
        { target: deal },
      ),
    ]);
    assert.deepEqual(
      proposed.map(({ state, oldValue, oldValueSource }) => [state, oldValue, oldValueSource]),
      [
        ['proposed', null, null],
        ['waiting', '31000.00', 'person'],
        ['proposed', null, null],
      ],
    );
    await approve(ctx, proposed.slice(1, 2));
    for (let time = 0; time < 5; time += 1) {
      const after = await apply(ctx, proposed);
      assert.deepEqual(
        after.map(({ state, problem }) => [state, problem]),
        [
          ['applied', null],
          ['applied', null],
          ['applied', null],
        ],
      );
    }
    assert.deepEqual((await historyOf('amount')).slice(0, 2), [
      ['29500.50', 'sophia'],
      ['31000.00', 'person'],
    ]);
    const { undone, refused } = await undoChanges({ ctx, input: { changeSetId: proposed[0]?.changeSetId ?? '' } });
    assert.deepEqual([undone, refused], [3, 0]);
    assert.deepEqual((await historyOf('amount'))[0], ['31000.00', 'sophia']);
    assert.equal((await historyOf('next_steps'))[0]?.[0], null);
  });

  test('are found again after the connection broke behind the acceptance: nothing happens twice', async () => {
    const ctx = await connect();
    await setUp(ctx);
    const proposed = await propose(ctx, [
      setting('risk_factors', 'Price pressure'),
      draftOf(
        {
          type: 'create_activity',
          objectType: 'note',
          properties: { hs_timestamp: '2026-11-16T15:00:00.000Z', hs_note_body: 'Said' },
          associatedWith: [deal],
        },
        { target: deal },
      ),
    ]);
    const before = await notesOf(deal);
    for (const route of ['PATCH *', 'POST */notes']) {
      await portal.control('faults', { kind: 'dropped_after', route, times: 1 });
      await apply(ctx, proposed);
    }
    const after = await apply(ctx, proposed);
    assert.deepEqual(
      after.map(({ state }) => state),
      ['applied', 'applied'],
    );
    assert.deepEqual(await historyOf('risk_factors'), [['Price pressure', 'sophia']]);
    assert.equal((await notesOf(deal)) - before, 1);
  });

  test('are written to a lead with its contact, found again by it, and undone; its stage is asked about', async () => {
    const externalId = await portal.add({
      objectType: 'lead',
      values: { hs_lead_name: 'Ana Ruiz', hs_pipeline_stage: 'attempting-stage-id' },
      associatedWith: [{ objectType: 'contact', id: contactId }],
    });
    const lead: CrmReference = { objectType: 'lead', externalId };
    const ctx = await connect();
    const task: DraftChange['action'] = {
      type: 'create_activity',
      objectType: 'task',
      properties: { hs_timestamp: '2026-11-20T17:00:00.000Z', hs_task_subject: 'Call back' },
      associatedWith: [lead, contact],
    };
    const stage = { type: 'set_property', property: 'hs_pipeline_stage', value: 'connected-stage-id' } as const;
    const proposed = await propose(ctx, [draftOf(task, { target: lead }), draftOf(stage, { target: lead })]);
    assert.deepEqual(
      proposed.map(({ state }) => state),
      ['proposed', 'waiting'],
    );
    await approve(ctx, proposed.slice(1));
    await portal.control('faults', { kind: 'dropped_after', route: 'POST */tasks', times: 1 });
    await apply(ctx, proposed);
    const applied = await apply(ctx, proposed);
    assert.deepEqual(
      applied.map(({ state, problem }) => [state, problem]),
      [
        ['applied', null],
        ['applied', null],
      ],
    );
    function tasksOf() {
      return portal.crm.getAssociations({ fromType: 'lead', externalIds: [externalId], toType: 'task' });
    }
    assert.equal((await tasksOf()).length, 1);
    const { undone } = await undoChanges({ ctx, input: { changeSetId: proposed[0]?.changeSetId ?? '' } });
    assert.equal(undone, 2);
    assert.equal((await tasksOf()).length, 0);
    const [record] = await portal.crm.getRecords({
      objectType: 'lead',
      externalIds: [externalId],
      properties: ['hs_pipeline_stage'],
      historyOf: [],
    });
    assert.equal(record?.properties['hs_pipeline_stage'], 'attempting-stage-id');
  });

  test('that HubSpot silently refuses are reported as not applied', async () => {
    const ctx = await connect();
    await portal.control('faults', { kind: 'field_refused', route: 'closedate', times: 1 });
    const proposed = await propose(ctx, [setting('closedate', '2027-01-29')]);
    await approve(ctx, proposed);
    const [change] = await apply(ctx, proposed);
    assert.equal(change?.state, 'not_applied');
    assert.match(change?.problem ?? '', /took the value and did not keep it/);
  });

  test('are taken back: a tie, and what set the portal up as long as nothing stands in it', async () => {
    const ctx = await connect(untouched.crm);
    await setUp(ctx);
    const company: CrmReference = { objectType: 'company', externalId: await untouched.idOf('account-cobble') };
    const proposed = await propose(ctx, [draftOf({ type: 'associate', to: company }, { target: deal })]);
    await approve(ctx, proposed);
    const [tied] = await apply(ctx, proposed);
    assert.equal(tied?.state, 'applied');
    assert.equal((await undoChanges({ ctx, input: { changeId: tied.changeId } })).undone, 1);
    const asked = { fromType: 'deal', externalIds: [dealId], toType: 'company' } as const;
    const left = await untouched.crm.getAssociations(asked);
    assert.ok(left.every(({ to }) => to.externalId !== company.externalId));
    await untouched.crm.updateRecord({ ...contact, properties: { last_call_summary: 'About the terms.' } });
    const first = await undoChanges({ ctx, input: { rule: 'setup' } });
    assert.deepEqual([first.undone, first.refused], [4, 1]);
    const kept = first.changes.find(({ state }) => state === 'undo_refused');
    assert.match(kept?.reason ?? '', /1 contact holds a value of last_call_summary, which would go with it/);
    await untouched.crm.updateRecord({ ...contact, properties: { last_call_summary: '' } });
    assert.equal((await undoChanges({ ctx, input: { changeId: kept?.changeId ?? '' } })).undone, 1);
    await sync(ctx);
    const again = (await proposeSetup({ ctx }))?.changes ?? [];
    assert.equal(again.filter(({ state }) => state === 'waiting').length, 5);
    await approve(ctx, again);
    const [named] = await apply(ctx, again);
    assert.equal(named?.state, 'failed');
    assert.match(named.problem ?? '', /keeps the name of an archived property.*restore it/u);
  });

  test('give way to a person who came after the plan, and put back what a person wrote in between', async () => {
    const ctx = await connect();
    const proposed = await propose(ctx, [setting('amount', '27000')]);
    await approve(ctx, proposed);
    await editByPerson('amount', '33000');
    const [late] = await apply(ctx, proposed);
    assert.equal(late?.state, 'conflict');
    assert.match(late?.problem ?? '', /it was set to "33000" by .* on 2026-11-16/);
    await portal.advance(1000);
    await approve(ctx, proposed);
    const crm = interrupted(() => editByPerson('amount', '34000'));
    const [between] = await apply(
      { ...ctx, connections: { ...ctx.connections, crm: { state: 'on', client: crm, simulated: true } } },
      proposed,
    );
    assert.equal(between?.state, 'conflict');
    assert.match(between?.problem ?? '', /While it was written, it was set to "34000".*put back/);
    assert.deepEqual((await historyOf('amount')).slice(0, 3), [
      ['34000', 'sophia'],
      ['27000', 'sophia'],
      ['34000', 'person'],
    ]);
  });

  test('that were approved before an option was renamed or a property deleted fail with what is there now', async () => {
    const renamed = await openHubspotPortal();
    const ctx = await connect(renamed.crm);
    await setUp(ctx);
    const proposed = await propose(ctx, [
      setting('dealstage', 'discovery'),
      setting('risk_factors', 'Price pressure'),
      setting('next_steps', 'Board on the 20th'),
    ]);
    await approve(
      ctx,
      proposed.filter(({ state }) => state === 'waiting'),
    );
    const option = { objectType: 'deals', property: 'dealstage', from: 'discovery', to: 'first_talk' };
    await renamed.control('options', { ...option, label: 'First talk' });
    await renamed.control('delete-property', { objectType: 'deals', property: 'risk_factors' });
    const after = await apply(ctx, proposed);
    assert.deepEqual(
      after.map(({ state }) => state),
      ['failed', 'failed', 'applied'],
    );
    const [stage, risk] = after;
    assert.match(stage?.problem ?? '', /dealstage takes first_talk, proposal.*correct the change or the policy/);
    assert.match(
      risk?.problem ?? '',
      /no property risk_factors, which may have been deleted\. Look at the property at the vendor/,
    );
    const { entries } = await listSyncLog({ ctx, input: { status: 'failed', limit: 10, beforeId: null } });
    for (const change of [stage, risk]) {
      assert.ok(
        entries.some(({ changeId }) => changeId === change?.changeId),
        'an operator sees the attempt',
      );
    }
  });
});

async function notesOf(reference: CrmReference): Promise<number> {
  const { objectType, externalId } = reference;
  const ties = await portal.crm.getAssociations({ fromType: objectType, externalIds: [externalId], toType: 'note' });
  return ties.length;
}
