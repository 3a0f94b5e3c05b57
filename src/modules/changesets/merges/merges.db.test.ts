import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CrmRecordType } from '#contracts';
import { crmRecords, findDuplicates, listDuplicates, refreshRecords, syncDefinitions, syncRecords } from '#modules/crm';
import { and, eq, sql } from '#platform/sql';
import { shippedPolicy } from '#test/change-world';
import { crmSuite } from '#test/crm-suite';
import {
  applyChangeSet,
  type ConnectedChangeContext,
  decideChanges,
  getChangeSet,
  proposeDuplicate,
  rejectDuplicate,
  settleMerge,
  withdrawMerges,
} from '../index.ts';

const suite = await crmSuite();
const { portal } = suite;
const operator = { type: 'operator', name: 'test' } as const;
const schedule = { type: 'schedule', name: 'test' } as const;

interface PairWorld {
  readonly ctx: ConnectedChangeContext;
  readonly duplicateId: string;
  readonly keptId: string;
  readonly otherId: string;
}

/** A workspace that has found one pair of contacts: an address in two forms. */
async function findPair(name: string): Promise<PairWorld> {
  const keptId = await portal.add({
    objectType: 'contact',
    values: { email: `${name}@pair.example`, firstname: name },
  });
  await portal.advance(1000);
  const otherId = await portal.add({
    objectType: 'contact',
    values: { email: `${name}+demo@pair.example`, phone: '+1 918-555-0199' },
  });
  const ctx = { ...(await suite.freshContext({ actor: operator })), policy: shippedPolicy, dryRun: false };
  await syncDefinitions({ ctx });
  await syncRecords({ ctx, input: { objectType: 'contact', mode: 'full' } });
  await findDuplicates({ ctx, input: { objectType: 'contact' } });
  const pair = (await pairsOf(ctx)).find(({ kept }) => kept.externalId === keptId);
  return { ctx, duplicateId: pair?.duplicateId ?? '', keptId, otherId };
}

function pairsOf(ctx: ConnectedChangeContext) {
  return listDuplicates({ ctx, input: { objectType: null, state: null, limit: 50 } });
}

async function stateOf({ ctx, duplicateId }: PairWorld): Promise<string | undefined> {
  return (await pairsOf(ctx)).find((pair) => pair.duplicateId === duplicateId)?.state;
}

async function propose({ ctx, duplicateId }: PairWorld, keep: string | null = null) {
  const proposed = await proposeDuplicate({ ctx, input: { reference: duplicateId, keep } });
  const changeId = proposed.changes[0]?.changeId ?? '';
  async function decide(decision: 'approve' | 'reject') {
    await decideChanges({ ctx, input: { decisions: [{ changeId, decision, value: null, reason: null }] } });
  }
  return { ...proposed, decide };
}

async function readContact(externalId: string) {
  const [record] = await portal.crm.getRecords({
    objectType: 'contact' satisfies CrmRecordType,
    externalIds: [externalId],
    properties: ['email', 'phone', 'firstname'],
    historyOf: [],
  });
  return record;
}

describe('records that seem to be one', () => {
  test('are proposed with what speaks for it, approved, made one in HubSpot, and read back', async () => {
    const world = await findPair('ines');
    const { ctx, keptId, otherId } = world;
    await ctx.db
      .update(crmRecords)
      .set({ properties: sql`${crmRecords.properties} || '{"address": "7 Quay Lane"}'::jsonb` })
      .where(and(eq(crmRecords.workspaceId, ctx.workspaceId), eq(crmRecords.externalId, otherId)));
    const proposed = await propose(world);
    const [change] = proposed.changes;
    assert.deepEqual([change?.state, change?.stakes, await stateOf(world)], ['waiting', 'high', 'proposed']);
    const notes = change?.evidence.map(({ note }) => note).join('\n') ?? '';
    assert.match(notes, /\naddress: comes from the other one\.$/i);
    assert.ok(!notes.includes('Quay Lane'), 'how somebody is reached is not for whoever stands by');
    assert.match(
      notes,
      /One e-mail address in two forms: ines@pair\.example \(90 %\)\nThe values of ines \(.*stay.*\nHubSpot cannot take merged records apart.*\nEmail: differs; that of the kept one stays, the other goes on as a further address\.\nPhone number: comes from the other one\./,
    );
    assert.equal((await propose(world)).created, false);
    await proposed.decide('approve');
    const input = { changeSetId: proposed.changeSetId };
    assert.equal((await applyChangeSet({ ctx, input })).applied, 1);
    const merged = await readContact(otherId);
    assert.equal(merged?.externalId, (await readContact(keptId))?.externalId);
    assert.deepEqual([merged?.properties['firstname'], merged?.properties['phone']], ['ines', '+1 918-555-0199']);
    assert.equal((await getChangeSet({ ctx, input })).changes[0]?.externalId, merged?.externalId);
    assert.deepEqual(await settleMerge({ ctx, input }), { settled: 1 });
    assert.equal(await stateOf(world), 'merged');
    await assert.rejects(propose(world), { code: 'input.invalid', message: /the CRM has made one of them/ });
  });

  test('keep the values of the one that somebody names, and of no third', async () => {
    const world = await findPair('otto');
    await assert.rejects(propose(world, '999'), { code: 'input.invalid', message: /found 999/ });
    const [change] = (await propose(world, world.otherId)).changes;
    assert.deepEqual(
      [change?.target?.externalId, change?.action],
      [world.otherId, { type: 'merge', objectType: 'contact', mergedId: world.keptId }],
    );
  });

  test('keep, of two deals, the values of the one that people work with, and name each field that differs', async () => {
    const companyId = await portal.add({
      objectType: 'company',
      values: { name: 'Osier Hall', domain: 'osier.example' },
    });
    const deal = { dealname: 'Osier Hall renewal', pipeline: 'default', amount: '12000' };
    const associatedWith = [{ objectType: 'company', id: companyId }] as const;
    const early = { ...deal, dealstage: 'discovery', description: 'By phone.' };
    const olderId = await portal.add({ objectType: 'deal', values: early, associatedWith });
    await portal.advance(1000);
    const later = { ...deal, dealstage: 'proposal', amount: '15000' };
    const laterId = await portal.add({ objectType: 'deal', values: later, associatedWith });
    const ctx = { ...(await suite.freshContext({ actor: operator })), policy: shippedPolicy, dryRun: false };
    await syncDefinitions({ ctx });
    for (const objectType of ['company', 'deal'] as const) {
      await syncRecords({ ctx, input: { objectType, mode: 'full' } });
    }
    await findDuplicates({ ctx, input: { objectType: 'deal' } });
    const pair = (await pairsOf(ctx)).find(({ kept }) => kept.externalId === olderId);
    const world = { ctx, duplicateId: pair?.duplicateId ?? '', keptId: olderId, otherId: laterId };
    const [change] = (await propose(world)).changes;
    assert.equal(change?.target?.externalId, laterId);
    const notes = change.evidence.map(({ note }) => note ?? '');
    assert.match(notes.join('\n'), /The values of .* stay, since it is in the later stage;/);
    assert.ok(notes.includes('Amount: “$15,000” stays, “$12,000” is lost.'), notes.join('\n'));
    assert.ok(notes.includes('Deal stage: “Proposal” stays, “Discovery” is lost.'), notes.join('\n'));
    assert.ok(notes.includes('Description: “By phone.” comes from the other one.'), notes.join('\n'));
    await portal.control('changes', {
      objectType: 'deals',
      id: olderId,
      values: { dealstage: 'proposal', amount: '9000' },
    });
    await refreshRecords({ ctx, input: { objectType: 'deal', externalIds: [olderId] } });
    assert.equal((await propose(world)).created, false, 'what waits is not asked about the other way round');
  });

  test('that are turned down stay two, and are proposed again only by hand', async () => {
    const world = await findPair('pia');
    const first = await propose(world);
    await first.decide('reject');
    await settleMerge({ ctx: world.ctx, input: { changeSetId: first.changeSetId } });
    assert.equal(await stateOf(world), 'rejected');
    await findDuplicates({ ctx: world.ctx, input: { objectType: 'contact' } });
    assert.equal(await stateOf(world), 'rejected');
    const second = await propose(world);
    assert.deepEqual([second.created, second.changes[0]?.state], [true, 'waiting']);
    const { rejectedChanges } = await rejectDuplicate({
      ctx: world.ctx,
      input: { reference: world.duplicateId, reason: 'Mother and daughter.' },
    });
    assert.deepEqual([rejectedChanges, await stateOf(world)], [1, 'rejected']);
  });

  test('that somebody has made one, or taken away, meanwhile are not sent to HubSpot again', async () => {
    const world = await findPair('ruth');
    const proposed = await propose(world);
    await proposed.decide('approve');
    const { keptId, otherId, ctx } = world;
    await portal.control('merge', { objectType: 'contacts', primaryId: keptId, otherId });
    const input = { changeSetId: proposed.changeSetId };
    await applyChangeSet({ ctx, input });
    const [change] = (await getChangeSet({ ctx, input })).changes;
    assert.deepEqual([change?.state, change?.problem], ['applied', 'Somebody had made one of them already.']);
    const other = await findPair('sven');
    const gone = await propose(other);
    await gone.decide('approve');
    await portal.control('archive', { objectType: 'contacts', id: other.otherId });
    await applyChangeSet({ ctx: other.ctx, input: { changeSetId: gone.changeSetId } });
    const [stopped] = (await getChangeSet({ ctx: other.ctx, input: { changeSetId: gone.changeSetId } })).changes;
    assert.equal(stopped?.state, 'conflict');
    assert.match(stopped.problem ?? '', /one of the two was archived or deleted/);
  });

  test('of which nothing speaks any more are asked about no longer', async () => {
    const world = await findPair('tess');
    const { ctx, otherId } = world;
    const { changeSetId } = await propose(world);
    await portal.control('changes', {
      objectType: 'contacts',
      id: otherId,
      property: 'email',
      value: 'b@pair.example',
    });
    await refreshRecords({ ctx, input: { objectType: 'contact', externalIds: [otherId] } });
    await findDuplicates({ ctx, input: { objectType: 'contact' } });
    assert.deepEqual(await withdrawMerges({ ctx }), { withdrawn: 1 });
    assert.deepEqual(await withdrawMerges({ ctx }), { withdrawn: 0 });
    const [change] = (await getChangeSet({ ctx, input: { changeSetId } })).changes;
    assert.deepEqual([change?.state, change?.problem], ['expired', 'Nothing speaks any more for the two being one.']);
    await assert.rejects(propose(world), { code: 'input.invalid', message: /nothing speaks for it any more/ });
  });

  test('belong to one workspace, and are dismissed by a person alone', async () => {
    const { ctx, duplicateId } = await findPair('uma');
    const other = await findPair('vera');
    const input = { reference: duplicateId, keep: null };
    await assert.rejects(proposeDuplicate({ ctx: other.ctx, input }), { code: 'duplicate.not-found' });
    const dismissal = { reference: duplicateId, reason: null };
    await assert.rejects(rejectDuplicate({ ctx: other.ctx, input: dismissal }), { code: 'duplicate.not-found' });
    await assert.rejects(rejectDuplicate({ ctx: { ...ctx, actor: schedule }, input: dismissal }), {
      code: 'access.denied',
    });
    const reader = { type: 'chat_user', source: 'slack', userId: 'U1', name: 'Maya', email: null } as const;
    await assert.rejects(proposeDuplicate({ ctx: { ...ctx, actor: reader }, input }), { code: 'access.denied' });
    await assert.rejects(withdrawMerges({ ctx: { ...ctx, actor: reader } }), { code: 'access.denied' });
    const settling = { ctx: { ...ctx, actor: reader }, input: { changeSetId: 'x' } };
    await assert.rejects(settleMerge(settling), { code: 'access.denied' });
    await assert.rejects(settleMerge({ ctx, input: { changeSetId: '' } }), { code: 'input.invalid' });
    await assert.rejects(proposeDuplicate({ ctx, input: { reference: '', keep: null } }), { code: 'input.invalid' });
    await assert.rejects(rejectDuplicate({ ctx, input: { reference: 'dup_', reason: '' } }), { code: 'input.invalid' });
  });
});
