import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyChangeSet, decideChanges, undoChanges } from '#modules/changesets';
import { actionIds, requestNotification, sendNotification, updateNotification } from '#modules/notifications';
import { outbox } from '#platform/db';
import { and, eq } from '#platform/sql';
import { analysisSuite } from '#test/analysis-suite';
import { type ChangeWorld, createChangeWorld, deal, dealOwner, setting } from '#test/change-world';
import { openPeopleInSlack } from '#test/people-in-slack';
import { workContextFor } from '#test/two-teams-world';

const suite = await analysisSuite();

/** A deal of MAYA’s in a workspace of its own, and Slack beside it. */
async function openWorld() {
  const world = await createChangeWorld(suite);
  const { threads, models } = await suite.freshContext();
  const { ctx, chat } = workContextFor({ ...world.ctx, threads, models });
  const { crm } = world.ctx.connections;
  const connected = { ...ctx, connections: { ...ctx.connections, crm } };
  return { world, connected, chat, slack: openPeopleInSlack({ ctx: connected, chat }) };
}

async function write(world: ChangeWorld, given: { property: string; value: string; key: string }) {
  const [change] = await world.propose([setting(given.property, given.value)], { key: given.key });
  const { changeId = '', changeSetId = '' } = change ?? {};
  const decisions = [{ changeId, decision: 'approve' as const, value: null, reason: null }];
  await decideChanges({ ctx: world.as(dealOwner), input: { decisions } });
  await applyChangeSet({ ctx: world.ctx, input: { changeSetId } });
  return { changeId, changeSetId };
}

describe('what was approved in Slack', () => {
  test('is taken back there by the button of the card, by whoever may decide on it and by nobody else', async () => {
    const { world, slack } = await openWorld();
    const before = world.crm.currentValue(deal, 'closedate');
    const { changeId } = await write(world, { property: 'closedate', value: '2026-12-15', key: 'button' });
    assert.equal(world.crm.currentValue(deal, 'closedate'), '2026-12-15');
    const undo = { action: actionIds.undoChange, value: changeId };
    assert.match(await slack.press('BEN', undo), /^refused.*On this change decides maya@tidewater\.example/);
    assert.equal(world.crm.currentValue(deal, 'closedate'), '2026-12-15');
    assert.equal(await slack.press('MAYA', undo), 'done []', 'the card shows it');
    assert.equal(world.crm.currentValue(deal, 'closedate') || null, before);
    assert.match(await slack.press('MAYA', undo), /^refused.*is undone: only what was written can be undone/);
  });

  test('stays where a person has changed it since, and whoever pressed is told so', async () => {
    const { world, slack } = await openWorld();
    const { changeId } = await write(world, { property: 'closedate', value: '2026-12-15', key: 'button' });
    world.crm.edit(deal, { property: 'closedate', value: '2026-11-30', source: 'person' });
    const told = await slack.press('MAYA', { action: actionIds.undoChange, value: changeId });
    assert.match(told, /^done.*Not undone, and nothing was changed: /);
    assert.equal(world.crm.currentValue(deal, 'closedate'), '2026-11-30');
  });

  test('shows everybody on its card that taking it back was refused, whose wish it was, when and why', async () => {
    const { world, slack, connected, chat } = await openWorld();
    chat.channels.push({ externalId: 'C9', name: 'deals', isPrivate: false, isArchived: false, isMember: true });
    const { changeId, changeSetId } = await write(world, { property: 'closedate', value: '2026-12-15', key: 'card' });
    const key = `approval_request:${changeSetId}`;
    const asked = { kind: 'approval_request', key, severity: 'medium', subject: { changeSetId } } as const;
    const toChannel = { ...connected, notify: { ...connected.notify, defaultChannel: 'C9' } };
    const { notificationId } = await requestNotification({ ctx: toChannel, input: asked });
    await sendNotification({ ctx: toChannel, input: { notificationId } });
    assert.match(JSON.stringify(chat.messages[0]?.blocks), /\*Written\*/);
    world.crm.edit(deal, { property: 'closedate', value: '2026-11-30', source: 'person' });
    await slack.press('MAYA', { action: actionIds.undoChange, value: changeId });
    const told = and(eq(outbox.workspaceId, connected.workspaceId), eq(outbox.type, 'change_set.undo_refused'));
    assert.equal(await connected.db.$count(outbox, told), 1, 'programs are told, and cards drawn anew');
    await updateNotification({ ctx: toChannel, input: { changeSetId } });
    const card = JSON.stringify(chat.messages[0]?.blocks);
    const refused =
      /\*Undo refused\* · .*maya@tidewater\.example asked for it back <!date\^\d+.* · Since it was written, it was set to .*2026-11-30/;
    assert.match(card, refused);
    assert.match(card, new RegExp(actionIds.undoChange), 'it may be tried again');
    world.crm.edit(deal, { property: 'closedate', value: '2026-12-15', source: 'sophia' });
    assert.equal(await slack.press('MAYA', { action: actionIds.undoChange, value: changeId }), 'done []');
    await updateNotification({ ctx: toChannel, input: { changeSetId } });
    assert.match(JSON.stringify(chat.messages[0]?.blocks), /\*Undone\* .*maya@tidewater\.example took it back/);
  });

  test('is no longer listed for whoever approved it once others decide', async () => {
    const { world, slack } = await openWorld();
    const { changeId } = await write(world, { property: 'closedate', value: '2026-12-15', key: 'moved' });
    assert.ok((await slack.command('MAYA', 'undo')).includes(changeId.slice(-8)));
    const luis = { externalId: '13', userId: '73', email: 'luis@tidewater.example', name: 'Luis Vega', active: true };
    world.crm.owners.push({ ...luis, teams: [] });
    world.crm.edit(deal, { property: 'hubspot_owner_id', value: '13', source: 'person' });
    await world.sync();
    assert.match(await slack.command('MAYA', `undo ${changeId.slice(-8)}`), /On this change decides luis@/);
    assert.match(await slack.command('MAYA', 'undo'), /Of what was written last, nothing is on your word/);
    assert.ok((await slack.command('LUIS', 'undo')).includes(changeId.slice(-8)));
  });

  test('is listed with its ids for whoever decides on it, until it is taken back', async () => {
    const { world, slack } = await openWorld();
    const { changeId, changeSetId } = await write(world, { property: 'closedate', value: '2026-12-15', key: 'one' });
    const other = await write(world, { property: 'amount', value: '27500', key: 'two' });
    const listed = await slack.command('MAYA', 'undo');
    for (const id of [changeId, changeSetId, other.changeId, other.changeSetId]) {
      assert.ok(listed.includes(id.slice(-8)), listed);
    }
    assert.match(listed, /Close date of Larkspur Hill: .* → \*Tue, Dec 15, 2026\*/);
    assert.match(await slack.command('BEN', 'undo'), /Of what was written last, nothing is on your word/);
    await undoChanges({ ctx: world.as(dealOwner), input: { changeId: other.changeId } });
    assert.ok(!(await slack.command('MAYA', 'undo')).includes(other.changeId.slice(-8)));
    assert.match(await slack.command('MAYA', `undo ${changeSetId.slice(-8)}`), /Undone: 1, refused: 0/);
  });

  test('is listed without the id of its set where others decide on a part of that', async () => {
    const { world, slack } = await openWorld();
    const ofLuis = { objectType: 'deal', externalId: '502' } as const;
    const luis = { externalId: '13', userId: '73', email: 'luis@tidewater.example', name: 'Luis Vega', active: true };
    world.crm.owners.push({ ...luis, teams: [] });
    world.crm.seed(ofLuis, {
      dealname: { value: 'Cobalt Freight', source: 'person' },
      hubspot_owner_id: { value: '13', source: 'person' },
    });
    await world.sync();
    const drafts = [setting('closedate', '2026-12-15'), { ...setting('closedate', '2026-12-16'), target: ofLuis }];
    const [own, other] = await world.propose(drafts, { key: 'of two' });
    const changeSetId = own?.changeSetId ?? '';
    const ids = [own?.changeId ?? '', other?.changeId ?? ''];
    const decisions = ids.map((changeId) => ({ changeId, decision: 'approve' as const, value: null, reason: null }));
    await decideChanges({ ctx: world.ctx, input: { decisions } });
    await applyChangeSet({ ctx: world.ctx, input: { changeSetId } });
    const listed = await slack.command('MAYA', 'undo');
    assert.deepEqual(
      [...ids, changeSetId].map((id) => listed.includes(id.slice(-8))),
      [true, false, false],
      listed,
    );
    assert.match(listed, /Take back one change: /);
    assert.match(await slack.command('MAYA', `undo ${changeSetId.slice(-8)}`), /On this change decides luis@/);
    assert.match(await slack.command('MAYA', `undo ${ids[0]?.slice(-8)}`), /Undone: 1, refused: 0/);
  });
});
