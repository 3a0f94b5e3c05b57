import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eq } from '#platform/sql';
import { contact, createChangeWorld, deal, dealOwner, draftOf, setting } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import {
  applyChangeSet,
  changeMoveRecords,
  changeMoves,
  decideChanges,
  explainField,
  getChangeSet,
  listSyncLog,
  proposeSetup,
  tryPolicy,
} from './index.ts';
import { proposeMerge } from './propose-merge.ts';

const suite = await databaseForSuite();

describe('a field', () => {
  test('leads to the call, the quote, the rule, the line of the policy and who said yes', async () => {
    const world = await createChangeWorld(suite);
    const [change] = await world.propose([setting('amount', '27500')]);
    assert.ok(change);
    const recordId = `${world.ctx.workspaceId}-deal-501`;
    const before = await explainField({ ctx: world.ctx, input: { recordId, property: 'amount' } });
    assert.deepEqual(
      [before.written, before.isOurs, before.setBy?.source, before.open.length],
      [null, false, 'person', 1],
    );
    const decisions = [{ changeId: change.changeId, decision: 'approve', value: null, reason: null } as const];
    await decideChanges({ ctx: world.as(dealOwner), input: { decisions } });
    await applyChangeSet({ ctx: world.ctx, input: { changeSetId: change.changeSetId } });
    await world.sync();
    const after = await explainField({ ctx: world.ctx, input: { recordId, property: 'amount' } });
    assert.deepEqual([after.value, after.isOurs, after.setBy?.source], ['27500', true, 'sophia']);
    assert.equal(after.written?.evidence[0]?.callId, 'call_1');
    assert.match(after.written?.policyRule ?? '', /^data\/policy\.yaml:\d+ money-stage-and-close-date$/);
    assert.deepEqual(
      after.decidedBy.map(({ decidedBy }) => decidedBy),
      ['maya@tidewater.example'],
    );
    assert.deepEqual(
      after.moves.map(({ to }) => to),
      ['waiting', 'approved', 'applying', 'applied'],
    );
    world.crm.edit(deal, { property: 'amount', value: '29000', source: 'person' });
    await world.sync();
    const later = await explainField({ ctx: world.ctx, input: { recordId, property: 'amount' } });
    assert.deepEqual([later.isOurs, later.setBy?.source], [false, 'person']);
    const moves = await world.ctx.db
      .select()
      .from(changeMoveRecords)
      .where(eq(changeMoveRecords.workspaceId, world.ctx.workspaceId));
    for (const { fromState, toState, actor } of moves) {
      assert.ok(changeMoves.some(([from, to]) => from === fromState && to === toState));
      assert.ok(actor !== null);
    }
  });

  test('that the CRM does not have is not explained as if it were empty', async () => {
    const world = await createChangeWorld(suite);
    const recordId = `${world.ctx.workspaceId}-deal-501`;
    await assert.rejects(explainField({ ctx: world.ctx, input: { recordId, property: 'nope' } }), {
      code: 'input.invalid',
      message: /^Expected a field of a deal by its name in the CRM, such as amount, found "nope"/,
    });
  });

  test('of a record that nobody knows, or that is of another workspace, is not explained', async () => {
    const world = await createChangeWorld(suite);
    const other = await createChangeWorld(suite);
    const input = { recordId: `${world.ctx.workspaceId}-deal-501`, property: 'amount' };
    await assert.rejects(explainField({ ctx: other.ctx, input }), { code: 'record.not-found' });
  });
});

describe('a draft of a policy', () => {
  test('is tried on what was proposed, and changes nothing', async () => {
    const world = await createChangeWorld(suite);
    await world.propose([setting('next_steps', 'Board'), setting('amount', '27500'), setting('dealstage', 'nowhere')]);
    const text = 'version: 1\nrules: []\notherwise: { verdict: suggest }\n';
    const trial = await tryPolicy({ ctx: world.ctx, input: { text, name: 'draft.yaml', days: 30 } });
    assert.deepEqual([trial.judged, trial.same], [2, 0]);
    assert.deepEqual(trial.verdicts, { automatic: 0, ask: 0, suggest: 2, refuse: 0 });
    assert.deepEqual(
      trial.differences.map(({ field, value, before, after }) => [field, value, before, after]),
      [
        ['next_steps', 'Board', 'automatic', 'suggest'],
        ['amount', '27500', 'ask', 'suggest'],
      ],
    );
    const broken = { text: 'rules: 3', name: 'draft.yaml', days: 30 };
    await assert.rejects(tryPolicy({ ctx: world.ctx, input: broken }), { code: 'policy.invalid' });
    world.ctx.clock.advance(31 * 86_400_000);
    assert.equal((await tryPolicy({ ctx: world.ctx, input: { text, name: 'draft.yaml', days: 30 } })).judged, 0);
  });
});

describe('setting the CRM up', () => {
  test('is not proposed where no CRM is connected', async () => {
    const { ctx } = await createChangeWorld(suite);
    const crm = { state: 'off', reason: 'No CRM is connected.', action: 'Set HUBSPOT_ACCESS_TOKEN.' } as const;
    await assert.rejects(proposeSetup({ ctx: { ...ctx, connections: { ...ctx.connections, crm } } }), {
      code: 'vendor.off',
      message: 'No CRM is connected. Set HUBSPOT_ACCESS_TOKEN.',
    });
  });

  test('proposes the properties that it lacks, each approved by somebody, and none twice', async () => {
    const world = await createChangeWorld(suite);
    const setup = await proposeSetup({ ctx: world.ctx });
    assert.ok(setup);
    assert.deepEqual(
      setup.changes.map(({ action, state }) => [action.type === 'create_property' ? action.name : null, state]),
      [
        ['last_call_date', 'waiting'],
        ['last_call_summary', 'waiting'],
      ],
    );
    assert.equal((await proposeSetup({ ctx: world.ctx }))?.created, false);
    const decisions = setup.changes.map(({ changeId }) => ({
      changeId,
      decision: 'approve' as const,
      value: null,
      reason: null,
    }));
    await assert.rejects(decideChanges({ ctx: world.as(dealOwner), input: { decisions } }), {
      code: 'approval.not-yours',
      message: /nobody but the operator/,
    });
    await decideChanges({ ctx: world.ctx, input: { decisions } });
    world.crm.faults.lostAnswers = 1;
    for (let time = 0; time < 2; time += 1) {
      await applyChangeSet({ ctx: world.ctx, input: { changeSetId: setup.changeSetId } });
    }
    assert.deepEqual(world.crm.writes, ['property contact.last_call_date', 'property contact.last_call_summary']);
    await world.sync();
    assert.equal(await proposeSetup({ ctx: world.ctx }), null);
  });
});

describe('two records that seem to be one', () => {
  test('are merged where somebody says so, once', async () => {
    const world = await createChangeWorld(suite);
    world.crm.seed(
      { objectType: 'contact', externalId: '302' },
      { email: { value: 'sam@larkspur.example', source: 'person' } },
    );
    await world.sync();
    const input = {
      objectType: 'contact',
      keptId: '301',
      mergedId: '302',
      keptName: 'Sam Ortiz',
      mergedName: 'S. Ortiz',
      evidence: ['Both have the address sam@larkspur.example.'],
      confidence: 0.9,
    } as const;
    const proposal = await proposeMerge({ ctx: world.ctx, input: { ...input, evidence: [...input.evidence] } });
    const [change] = proposal.changes;
    assert.deepEqual([change?.state, change?.stakes], ['waiting', 'high']);
    const { title } = await getChangeSet({ ctx: world.ctx, input: { changeSetId: proposal.changeSetId } });
    assert.equal(title, 'Two records that seem to be one: Sam Ortiz and S. Ortiz');
    const decisions = [{ changeId: change?.changeId ?? '', decision: 'approve' as const, value: null, reason: null }];
    await decideChanges({ ctx: world.ctx, input: { decisions } });
    world.crm.faults.lostAnswers = 1;
    for (let time = 0; time < 2; time += 1) {
      await applyChangeSet({ ctx: world.ctx, input: { changeSetId: proposal.changeSetId } });
    }
    assert.deepEqual(world.crm.writes, ['contact 302 merged into 301']);
  });
});

describe('the sync log', () => {
  test('holds what was tried, for one record or one status, page by page, of one workspace', async () => {
    const world = await createChangeWorld(suite);
    const note = draftOf({
      type: 'create_activity',
      objectType: 'note',
      properties: { hs_note_body: 'x' },
      associatedWith: [contact],
    });
    const [first] = await world.propose([setting('next_steps', 'Board'), note]);
    await applyChangeSet({ ctx: world.ctx, input: { changeSetId: first?.changeSetId ?? '' } });
    const { entries, more } = await listSyncLog({ ctx: world.ctx, input: { limit: 1, beforeId: null } });
    assert.deepEqual(
      [entries[0]?.entityType, entries[0]?.entityId, entries[0]?.operation, more],
      ['note', '901', 'create', true],
    );
    const rest = await listSyncLog({ ctx: world.ctx, input: { limit: 5, beforeId: entries[0]?.entryId ?? null } });
    assert.deepEqual(rest.entries[0]?.data, { property: 'next_steps', from: 'Send the proposal', to: 'Board' });
    const byRecord = { entityType: 'deal', entityId: '501', status: 'succeeded', limit: 5, beforeId: null };
    assert.equal((await listSyncLog({ ctx: world.ctx, input: byRecord })).entries.length, 1);
    const other = await createChangeWorld(suite);
    assert.deepEqual((await listSyncLog({ ctx: other.ctx, input: { limit: 5, beforeId: null } })).entries, []);
  });
});
