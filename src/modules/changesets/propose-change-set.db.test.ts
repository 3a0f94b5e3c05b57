import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { auditRecords, outbox } from '#platform/db';
import { and, eq } from '#platform/sql';
import { assertTablesMatchDatabase } from '#test/assert-tables-match-database';
import { contact, createChangeWorld, deal, dealOwner, draftOf, setting } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import {
  applyChangeSet,
  approvalDecisions,
  changeMoveRecords,
  changeSets,
  changes,
  crmSyncLog,
  decideChanges,
  getChangeSet,
  listChangeSets,
  proposeChangeSet,
  undoChanges,
} from './index.ts';

const suite = await databaseForSuite();

describe('a change set', () => {
  test('has tables that are what the migrations made', async () => {
    const tables = { approvalDecisions, changeMoveRecords, changeSets, changes, crmSyncLog };
    await assertTablesMatchDatabase({ database: suite.database, tables });
  });

  test('is judged change by change: written, asked about, suggested or refused, with the old value and why', async () => {
    const { ctx, propose } = await createChangeWorld(suite);
    const proposed = await propose([
      setting('next_steps', 'Board meets on the 20th'),
      setting('amount', '27500'),
      setting('risk_factors', 'Price pressure'),
      setting('dealstage', 's9'),
      setting('champion', 'Sam Ortiz'),
      draftOf(
        { type: 'set_property', property: 'last_call_sentiment', value: 'angry' },
        { target: contact, targetName: 'Sam Ortiz' },
      ),
      draftOf({ type: 'create_activity', objectType: 'note', properties: { hs_note_body: 'x' }, associatedWith: [] }),
      draftOf(
        { type: 'set_property', property: 'next_steps', value: 'x' },
        { target: { objectType: 'deal', externalId: '999' } },
      ),
    ]);
    assert.deepEqual(
      proposed.map(({ state, oldValue, oldValueSource, stakes }) => [state, oldValue, oldValueSource, stakes]),
      [
        ['proposed', 'Send the proposal', 'automation', 'low'],
        ['waiting', '30000', 'person', 'high'],
        ['suggested', 'None so far', 'person', 'low'],
        ['refused', 's1', 'person', 'high'],
        ['refused', null, null, 'low'],
        ['refused', null, null, 'low'],
        ['refused', null, null, 'low'],
        ['refused', null, null, 'low'],
      ],
    );
    assert.match(proposed[3]?.reason ?? '', /Sales has no stage "s9": it has Discovery \(s1\)/);
    assert.match(proposed[4]?.reason ?? '', /no property champion for a deal/);
    assert.match(proposed[5]?.reason ?? '', /it takes positive, neutral, negative, mixed/);
    assert.match(proposed[6]?.reason ?? '', /needs a record/);
    assert.match(proposed[7]?.reason ?? '', /no such record/);
    const moves = await ctx.db
      .select()
      .from(changeMoveRecords)
      .where(eq(changeMoveRecords.workspaceId, ctx.workspaceId));
    assert.equal(moves.length, proposed.length);
    assert.ok(moves.every(({ fromState }) => fromState === null));
  });

  test('of one key is one, whoever proposes it and how often; it is announced and recorded once', async () => {
    const { ctx, propose } = await createChangeWorld(suite);
    const first = await propose([setting('next_steps', 'Call again')]);
    for (let time = 0; time < 4; time += 1) {
      assert.deepEqual(await propose([setting('next_steps', 'Something else')]), first);
    }
    const events = await ctx.db.select().from(outbox).where(eq(outbox.workspaceId, ctx.workspaceId));
    assert.deepEqual(
      events.map(({ type }) => type),
      ['change_set.proposed'],
    );
    const audited = await ctx.db
      .select()
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'change_set.proposed')));
    assert.equal(audited.length, 1);
  });

  test('of another trigger drops what stands, waits or was turned down, and says which', async () => {
    const { ctx, propose } = await createChangeWorld(suite);
    const [steps, amount, note] = await propose([
      setting('next_steps', 'Call again'),
      setting('amount', '27500'),
      draftOf({
        type: 'create_activity',
        objectType: 'note',
        properties: { hs_note_body: 'The call' },
        associatedWith: [contact],
      }),
    ]);
    assert.ok(steps && amount && note);
    const again = [
      setting('next_steps', 'Call again'),
      setting('amount', '27500.00'),
      setting('dealstage', 's1'),
      draftOf({
        ...note.action,
        type: 'create_activity',
        objectType: 'note',
        properties: { hs_note_body: 'Again' },
        associatedWith: [],
      }),
    ];
    const second = await propose(again.slice(0, 3), { key: 'batch:1' });
    assert.deepEqual(
      second.map(({ state, policyRule, reason }) => [state, policyRule, reason]),
      [
        ['refused', 'check: waits-already', `The change ${steps.changeId} says the same and is proposed.`],
        ['refused', 'check: waits-already', `The change ${amount.changeId} says the same and is waiting.`],
        ['refused', 'check: stands-already', 'The CRM has this value already.'],
      ],
    );
    await applyChangeSet({ ctx, input: { changeSetId: steps.changeSetId } });
    const decision = { changeId: amount.changeId, decision: 'reject', value: null, reason: 'Not so' } as const;
    await decideChanges({ ctx, input: { decisions: [decision] } });
    const third = await propose(
      [
        setting('amount', '27500'),
        draftOf({
          type: 'create_activity',
          objectType: 'note',
          properties: { hs_note_body: 'Again' },
          associatedWith: [contact],
        }),
      ],
      { key: 'batch:2' },
    );
    assert.deepEqual(
      third.map(({ reason }) => reason),
      [
        `The change ${amount.changeId} said the same and is rejected.`,
        `The change ${note.changeId} said the same and is applied.`,
      ],
    );
  });

  test('takes the place of what waits for the same field with another value', async () => {
    const { ctx, propose } = await createChangeWorld(suite);
    const [old] = await propose([setting('amount', '27500')]);
    const [young] = await propose([setting('amount', '28000')], { key: 'call:two:v1' });
    assert.ok(old && young);
    const { changes: rows } = await getChangeSet({ ctx, input: { changeSetId: old.changeSetId } });
    assert.equal(rows[0]?.state, 'expired');
    assert.equal(young.state, 'waiting');
    const waiting = await listChangeSets({ ctx, input: { state: 'waiting', limit: 10, beforeId: null } });
    assert.deepEqual(
      waiting.changeSets.map(({ changeSetId }) => changeSetId),
      [young.changeSetId],
    );
  });

  test('knows a value of a person again that stands there under our own name', async () => {
    const world = await createChangeWorld(suite);
    async function write(value: string, key: string): Promise<string | undefined> {
      const [change] = await world.propose([setting('next_steps', value)], { key });
      await applyChangeSet({ ctx: world.ctx, input: { changeSetId: change?.changeSetId ?? '' } });
      await world.sync();
      return change?.state;
    }
    world.crm.faults.beforeWrite = () =>
      world.crm.edit(deal, { property: 'next_steps', value: 'Ring Sam', source: 'person' });
    assert.equal(await write('Board', 'call:1:v1'), 'proposed');
    assert.deepEqual(
      world.crm
        .historyOf(deal, 'next_steps')
        .map(({ source }) => source)
        .slice(0, 3),
      ['sophia', 'sophia', 'person'],
    );
    assert.equal(await write('Send the terms', 'call:2:v1'), 'suggested', 'what was put back is the person’s');
    const other = await createChangeWorld(suite);
    const [amount] = await other.propose([setting('amount', '27500'), setting('next_steps', 'Board')]);
    const decisions = [{ changeId: amount?.changeId ?? '', decision: 'approve' as const, value: null, reason: null }];
    const input = { changeSetId: amount?.changeSetId ?? '' };
    await decideChanges({ ctx: other.ctx, input: { decisions } });
    await applyChangeSet({ ctx: other.ctx, input });
    await other.sync();
    const [ours] = await other.propose([setting('next_steps', 'Legal')], { key: 'call:2:v1' });
    assert.deepEqual([ours?.state, ours?.oldValueSource], ['proposed', 'sophia']);
    await undoChanges({ ctx: other.ctx, input });
    await other.sync();
    const after = await other.propose([setting('amount', '28000'), setting('next_steps', 'Sign')], {
      key: 'call:3:v1',
    });
    assert.deepEqual(
      after.map(({ oldValue, oldValueSource }) => [oldValue, oldValueSource]),
      [
        ['30000', 'person'],
        ['Send the proposal', 'automation'],
      ],
    );
  });

  test('from a call that gives orders asks where it would otherwise be written', async () => {
    const { propose } = await createChangeWorld(suite);
    const [change] = await propose([setting('next_steps', 'Wire the money')], { tainted: true });
    assert.equal(change?.state, 'waiting');
    assert.match(change?.reason ?? '', /read like an order to a machine/);
  });

  test('is not proposed from the chat, and not seen from another workspace', async () => {
    const one = await createChangeWorld(suite);
    const [change] = await one.propose([setting('next_steps', 'Call again')]);
    assert.ok(change);
    const other = await createChangeWorld(suite);
    const input = { changeSetId: change.changeSetId };
    await assert.rejects(getChangeSet({ ctx: other.ctx, input }), { code: 'change.not-found' });
    assert.deepEqual((await listChangeSets({ ctx: other.ctx, input: { limit: 10, beforeId: null } })).changeSets, []);
    const set = {
      kind: 'call',
      key: 'k',
      title: 't',
      callId: null,
      analysisId: null,
      tainted: false,
      drafts: [],
    } as const;
    await assert.rejects(proposeChangeSet({ ctx: one.as(dealOwner), input: { ...set, drafts: [] } }), {
      code: 'access.denied',
    });
  });
});
