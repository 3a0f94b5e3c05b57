import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { openKeyFile } from '#platform/crypto';
import { auditRecords } from '#platform/db';
import { and, eq } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { keepVendorToken, readVendorToken, rotateSecrets, vendorTokens } from './index.ts';

const suite = await databaseForSuite();
const folder = mkdtempSync(path.join(tmpdir(), 'sophia-vendor-tokens-'));
after(() => rmSync(folder, { recursive: true }));
const name = 'HUBSPOT_REFRESH_TOKEN';
const setting = 'refresh-of-the-settings';
const token = 'refresh-renewed';

async function openMachine() {
  const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
  const file = path.join(folder, `${ctx.workspaceId}.key`);
  return { ...ctx, file, secretBox: openKeyFile(file) };
}

async function sealedIn(ctx: { workspaceId: string }): Promise<string[]> {
  const rows = await suite.database.db.select().from(vendorTokens).where(eq(vendorTokens.workspaceId, ctx.workspaceId));
  return rows.map(({ sealed }) => sealed);
}

describe('a token that a vendor has renewed', () => {
  it('is kept encrypted, the newest alone, with a record that has nothing of it', async () => {
    const ctx = await openMachine();
    assert.equal(await readVendorToken({ ctx, input: { name, setting } }), null);
    await keepVendorToken({ ctx, input: { name, setting, token: 'one-before' } });
    await keepVendorToken({ ctx, input: { name, setting, token } });
    assert.equal(await readVendorToken({ ctx, input: { name, setting } }), token);
    const sealed = await sealedIn(ctx);
    assert.equal(sealed.length, 1);
    assert.ok(!`${sealed.join()}`.includes(token));
    const records = await ctx.db
      .select()
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'secret.vendor_token_kept')))
      .orderBy(auditRecords.sequence);
    assert.deepEqual(
      records.map(({ details }) => details),
      [{ name }, { name }],
    );
  });

  it('counts for the setting that it came of, in its workspace', async () => {
    const ctx = await openMachine();
    await keepVendorToken({ ctx, input: { name, setting, token } });
    assert.equal(await readVendorToken({ ctx, input: { name, setting: 'refresh-that-somebody-has-set-since' } }), null);
    assert.equal(await readVendorToken({ ctx: await openMachine(), input: { name, setting } }), null);
    assert.equal(await readVendorToken({ ctx, input: { name, setting } }), token);
  });

  it('outlives a rotation of the key of the machine and a start, and not the loss of the key', async () => {
    const ctx = await openMachine();
    await keepVendorToken({ ctx, input: { name, setting, token } });
    const [before] = await sealedIn(ctx);
    assert.equal((await rotateSecrets({ ctx })).sealed > 0, true);
    const started = { ...ctx, secretBox: openKeyFile(ctx.file) };
    assert.notDeepEqual(await sealedIn(ctx), [before]);
    assert.equal(await readVendorToken({ ctx: started, input: { name, setting } }), token);
    assert.equal(started.secretBox.open(before ?? ''), null);
    const elsewhere = { ...ctx, secretBox: openKeyFile(path.join(folder, 'another.key')) };
    assert.equal(await readVendorToken({ ctx: elsewhere, input: { name, setting } }), null);
  });

  it('is for what runs by itself and for whoever manages secrets', async () => {
    const ctx = await openMachine();
    const input = { name, setting, token };
    await keepVendorToken({ ctx: { ...ctx, actor: { type: 'system', component: 'vendor-tokens' } }, input });
    for (const actor of [{ type: 'visitor' }, { type: 'webhook', source: 'gong' }] as const) {
      await assert.rejects(keepVendorToken({ ctx: { ...ctx, actor }, input }), { code: 'access.denied' });
      await assert.rejects(readVendorToken({ ctx: { ...ctx, actor }, input: { name, setting } }), {
        code: 'access.denied',
      });
    }
    await assert.rejects(keepVendorToken({ ctx, input: { ...input, token: '' } }), { code: 'input.invalid' });
  });
});
