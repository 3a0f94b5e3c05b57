import assert from 'node:assert/strict';
import { it } from 'node:test';
import { databaseForSuite } from '#test/database-for-suite';
import { createTestSecretBox } from '#test/test-secret-box';
import { createTokenKeepers } from './create-token-keepers.ts';

const suite = await databaseForSuite();

it('a renewed token is found by the next process, and one that cannot be written is said in the log', async () => {
  const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
  const { clock, ids, log, workspaceId } = ctx;
  const resources = { database: suite.database, clock, ids, log, secretBox: createTestSecretBox() };
  const of = { workspaceId, name: 'HUBSPOT_REFRESH_TOKEN', setting: 'refresh-of-the-settings' };
  const keeper = createTokenKeepers(resources)(of);
  assert.equal(await keeper.read(), null);
  assert.equal(await keeper.keep('refresh-renewed'), true);
  const next = createTokenKeepers({ ...resources, secretBox: createTestSecretBox() });
  assert.equal(await next(of).read(), 'refresh-renewed');
  assert.equal(await next({ ...of, setting: 'another' }).read(), null);
  assert.equal(await keeper.keep(''), false);
  const line = ctx.log.lines.find(({ sentence }) => sentence === 'A token that a vendor has renewed could not be kept');
  assert.equal(line?.fields['setting'], of.name);
  assert.ok(!JSON.stringify(ctx.log.lines).includes('refresh-renewed'));
});
