import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { authenticate, issueToken, signingKeys } from '#modules/users';
import { addWebhook, type WebhookContext, webhookEndpoints } from '#modules/webhooks';
import { createSecretBox, type KeyRing, openKeyFile } from '#platform/crypto';
import { auditRecords } from '#platform/db';
import { createOutbound } from '#platform/outbound';
import { eq } from '#platform/sql';
import { createPlace, join } from '#test/access-place';
import { databaseForSuite } from '#test/database-for-suite';
import type { TestContext } from '#test/test-context';
import { noteVendorKeys, rotateSecrets, sealSecrets, vendorKeys } from './index.ts';

const suite = await databaseForSuite();
const folder = mkdtempSync(path.join(tmpdir(), 'sophia-secrets-'));
after(() => rmSync(folder, { recursive: true }));
const dayMs = 86_400_000;

type World = TestContext & WebhookContext & { readonly file: string };

/** A machine of its own: a file of keys, a signing key, an endpoint and a known key of a vendor. */
async function openWorld(): Promise<World> {
  const at = await createPlace(suite);
  const file = path.join(folder, `${at.ctx.workspaceId}.key`);
  const ctx = { ...at.ctx, file, secretBox: openKeyFile(file), outbound: createOutbound({ privateHosts: [] }) };
  const { session } = await join(at);
  const actor = await authenticate({ ctx: at.visitor, input: { kind: 'session', secret: session.token } });
  await issueToken({ ctx: { ...ctx, actor } });
  await addWebhook({ ctx, input: { url: 'https://hooks.tidewater.example/', types: ['*'] } });
  await noteVendorKeys({ ctx, input: { keys: [{ name: 'SLACK_BOT_TOKEN', key: 'xoxb-1' }] } });
  return ctx;
}

async function sealedIn(ctx: World): Promise<string[]> {
  const [signing] = await ctx.db.select().from(signingKeys).where(eq(signingKeys.workspaceId, ctx.workspaceId));
  const [endpoint] = await ctx.db
    .select()
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.workspaceId, ctx.workspaceId));
  const [vendor] = await ctx.db.select().from(vendorKeys).where(eq(vendorKeys.workspaceId, ctx.workspaceId));
  return [signing?.privateKey ?? '', endpoint?.secret ?? '', vendor?.fingerprintKey ?? ''];
}

function opened(box: KeyRing, sealed: readonly string[]): (string | null)[] {
  return sealed.map((each) => box.open(each));
}

async function actionsOf(ctx: World): Promise<string[]> {
  const rows = await ctx.db
    .select()
    .from(auditRecords)
    .where(eq(auditRecords.workspaceId, ctx.workspaceId))
    .orderBy(auditRecords.at, auditRecords.id);
  return rows.map(({ action }) => action).filter((action) => action.startsWith('secret.'));
}

describe('a rotation of the key of the machine', () => {
  it('encrypts everything anew, forgets the key before, and says what it did', async () => {
    const ctx = await openWorld();
    const before = await sealedIn(ctx);
    const secrets = opened(ctx.secretBox, before);
    const rotated = await rotateSecrets({ ctx });
    assert.deepEqual(rotated, { place: 'file', sealed: 3, unreadable: rotated.unreadable, droppedKeys: 1, keys: 1 });
    const after = await sealedIn(ctx);
    const fresh = openKeyFile(ctx.file);
    assert.deepEqual(opened(fresh, after), secrets);
    assert.deepEqual(opened(fresh, before), [null, null, null]);
    assert.deepEqual(await actionsOf(ctx), ['secret.vendor_keys_noted', 'secret.rotated', 'secret.keys_dropped']);
    const again = await rotateSecrets({ ctx });
    assert.deepEqual([again.sealed, again.droppedKeys, again.keys], [3, 1, 1]);
  });

  it('that is cut off in the middle loses nothing: both keys stay, and the next start ends it', async () => {
    const ctx = await openWorld();
    const before = await sealedIn(ctx);
    const secrets = opened(ctx.secretBox, before);
    const seals = { left: 1 };
    const dying: KeyRing = {
      ...ctx.secretBox,
      seal: (secret) => {
        if (seals.left === 0) throw new Error('The process was killed.');
        seals.left -= 1;
        return ctx.secretBox.seal(secret);
      },
    };
    await assert.rejects(rotateSecrets({ ctx: { ...ctx, secretBox: dying } }), { message: 'The process was killed.' });
    assert.deepEqual(await sealedIn(ctx), before);
    const next = openKeyFile(ctx.file);
    assert.equal(next.countKeys(), 2);
    const ended = await sealSecrets({ ctx: { ...ctx, secretBox: next } });
    assert.deepEqual([ended.sealed, ended.droppedKeys], [3, 1]);
    assert.deepEqual(opened(openKeyFile(ctx.file), await sealedIn(ctx)), secrets);
    const nothing = await sealSecrets({ ctx: { ...ctx, secretBox: next } });
    assert.deepEqual([nothing.sealed, nothing.droppedKeys], [0, 0]);
  });

  it('of a setting encrypts with the first of several keys, and makes none by itself', async () => {
    const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
    const world = await openWorld();
    const alone = { ...world, secretBox: createSecretBox([oldKey]) };
    await assert.rejects(rotateSecrets({ ctx: alone }), { code: 'secret.key-in-setting' });
    await addWebhook({ ctx: alone, input: { url: 'https://other.tidewater.example/', types: ['*'] } });
    const rotated = await rotateSecrets({ ctx: { ...world, secretBox: createSecretBox([newKey, oldKey]) } });
    assert.deepEqual([rotated.place, rotated.sealed, rotated.keys, rotated.droppedKeys], ['setting', 1, 2, 0]);
    const [row] = await world.db
      .select()
      .from(webhookEndpoints)
      .where(eq(webhookEndpoints.url, 'https://other.tidewater.example/'));
    assert.equal(
      createSecretBox([newKey])
        .open(row?.secret ?? '')
        ?.startsWith('whsec_'),
      true,
    );
  });

  it('is for the operator and administrators', async () => {
    const ctx = await openWorld();
    for (const actor of [{ type: 'visitor' }, { type: 'system', component: 'x' }] as const) {
      await assert.rejects(rotateSecrets({ ctx: { ...ctx, actor } }), { code: 'access.denied' });
      await assert.rejects(sealSecrets({ ctx: { ...ctx, actor } }), { code: 'access.denied' });
    }
  });
});

describe('the keys of vendors', () => {
  it('are known since they were first seen, also over a rotation, and a new one begins anew', async () => {
    const ctx = await openWorld();
    const started = ctx.clock.now();
    async function note(key: string): Promise<Date | undefined> {
      const [known] = await noteVendorKeys({ ctx, input: { keys: [{ name: 'SLACK_BOT_TOKEN', key }] } });
      return known?.firstSeenAt;
    }
    ctx.clock.advance(100 * dayMs);
    assert.deepEqual(await note('xoxb-1'), started);
    await rotateSecrets({ ctx });
    assert.deepEqual(await note('xoxb-1'), started);
    assert.deepEqual(await note('xoxb-2'), ctx.clock.now());
    ctx.clock.advance(dayMs);
    assert.deepEqual(await note('xoxb-1'), started);
    const rows = await ctx.db.select().from(vendorKeys).where(eq(vendorKeys.workspaceId, ctx.workspaceId));
    assert.equal(rows.length, 2);
    const records = await ctx.db.select().from(auditRecords).where(eq(auditRecords.workspaceId, ctx.workspaceId));
    assert.ok(!JSON.stringify([rows, records, ctx.log.lines]).includes('xoxb'));
  });

  it('of two workspaces do not meet, and the same key has another fingerprint in each', async () => {
    const [one, other] = [await openWorld(), await openWorld()];
    const rows = await one.db.select().from(vendorKeys).where(eq(vendorKeys.name, 'SLACK_BOT_TOKEN'));
    const prints = rows
      .filter(({ workspaceId }) => workspaceId === one.workspaceId || workspaceId === other.workspaceId)
      .map(({ fingerprint }) => fingerprint);
    assert.equal(new Set(prints).size, 2);
  });

  it('are noted by the operator alone, and nonsense is named', async () => {
    const ctx = await openWorld();
    const input = { keys: [{ name: 'SLACK_BOT_TOKEN', key: '' }] };
    await assert.rejects(noteVendorKeys({ ctx, input }), { code: 'input.invalid' });
    await assert.rejects(noteVendorKeys({ ctx: { ...ctx, actor: { type: 'visitor' } }, input }), {
      code: 'access.denied',
    });
    assert.deepEqual(await noteVendorKeys({ ctx, input: { keys: [] } }), []);
  });
});
