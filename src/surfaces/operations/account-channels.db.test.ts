import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listAccountChannels } from '#modules/notifications';
import { SophiaError } from '#platform/errors';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { workContextOf } from '#test/work-context';
import { closeNamedChannel, listNamedChannels, openNamedChannel, renameNamedChannel } from './index.ts';

const suite = await databaseForSuite();

async function openWorld() {
  return workContextOf((await createChangeWorld(suite)).ctx);
}

const account = 'larkspur';
const asked = { account, name: null, isPrivate: false };

describe('channels of accounts by name', () => {
  it('are opened under the name of the account, listed, renamed and archived', async () => {
    const { ctx, chat } = await openWorld();
    const opened = await openNamedChannel({ ctx, input: asked });
    assert.deepEqual([opened.name, opened.account, opened.created], ['acct-larkspur-hill', 'Larkspur Hill', true]);
    const again = await openNamedChannel({ ctx, input: { ...asked, name: '#acct-larkspur-hill' } });
    assert.deepEqual([again.channelId, again.created], [opened.channelId, false]);
    const renamed = await renameNamedChannel({ ctx, input: { account, name: '#larkspur' } });
    assert.deepEqual([renamed.before, renamed.name], ['acct-larkspur-hill', 'larkspur']);
    const { channels } = await listNamedChannels({ ctx });
    assert.deepEqual(
      channels.map(({ name, account: whose }) => [name, whose]),
      [['larkspur', 'Larkspur Hill']],
    );
    const closed = await closeNamedChannel({ ctx, input: { account, archive: true } });
    assert.deepEqual([closed.archived, chat.channels[0]?.isArchived], [true, true]);
    assert.deepEqual((await listNamedChannels({ ctx })).channels, []);
    const reopened = openNamedChannel({ ctx, input: { ...asked, name: 'larkspur' } });
    await assert.rejects(reopened, { code: 'channel.unusable', message: /#larkspur in use, found it archived/ });
    const none = closeNamedChannel({ ctx, input: { account, archive: false } });
    await assert.rejects(none, { code: 'channel.unusable', message: /sophia channels open/ });
  });

  it('say what stands in the way: the name, the scope, the account', async () => {
    const { ctx, chat } = await openWorld();
    const taken = new SophiaError('vendor.conflict', 'name_taken', { details: { reason: 'name_taken' } });
    chat.failNext({ method: 'createChannel', error: taken, when: 'before' });
    await assert.rejects(openNamedChannel({ ctx, input: asked }), {
      code: 'channel.name-taken',
      message: /#acct-larkspur-hill free in Slack, found it taken/,
    });
    const scope = new SophiaError('vendor.missing-scope', 'It needs channels:manage.');
    chat.failNext({ method: 'createChannel', error: scope, when: 'before' });
    await assert.rejects(openNamedChannel({ ctx, input: asked }), { code: 'vendor.missing-scope' });
    await assert.rejects(openNamedChannel({ ctx, input: { ...asked, account: 'Nobody Inc' } }), {
      code: 'record.not-found',
      message: 'Expected one company or deal for "Nobody Inc", found none.',
    });
    await assert.rejects(openNamedChannel({ ctx, input: { ...asked, name: 'Not Good' } }), { code: 'input.invalid' });
  });

  it('belong to their workspace and to people: nothing by itself opens one', async () => {
    const { ctx } = await openWorld();
    await openNamedChannel({ ctx, input: asked });
    const other = await openWorld();
    assert.deepEqual((await listNamedChannels({ ctx: other.ctx })).channels, []);
    const system = { ...ctx, actor: { type: 'system', component: 'test' } as const };
    await assert.rejects(openNamedChannel({ ctx: system, input: asked }), { code: 'access.denied' });
    await assert.rejects(renameNamedChannel({ ctx: system, input: { account, name: 'x' } }), { code: 'access.denied' });
    const close = closeNamedChannel({ ctx: system, input: { account, archive: true } });
    await assert.rejects(close, { code: 'access.denied' });
    const webhook = { ...ctx, actor: { type: 'webhook', source: 'slack' } as const };
    await assert.rejects(listAccountChannels({ ctx: webhook }), { code: 'access.denied' });
  });
});
