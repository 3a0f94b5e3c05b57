import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from '#platform/sql';
import { createPlace, join, who } from '#test/access-place';
import { codeOf } from '#test/code-of';
import { databaseForSuite } from '#test/database-for-suite';
import * as door from './index.ts';

const suite = await databaseForSuite();
const dayMs = 86_400_000;

describe('a key', () => {
  it('is shown once, kept as a hash, ends after 90 days, and one that is revoked is refused at once', async () => {
    const at = await createPlace(suite);
    const { keyId, key, expiresAt } = await door.createKey({
      ctx: at.ctx,
      input: { kind: 'service', name: 'n8n', role: 'read_only' },
    });
    assert.equal(new Date(expiresAt ?? 0).getTime() - at.ctx.clock.now().getTime(), 90 * dayMs);
    const stored = await at.ctx.db.execute(sql`select * from api_keys where id = ${keyId}`);
    assert.ok(!JSON.stringify(stored.rows).includes(key));
    assert.ok(!JSON.stringify(await door.listKeys({ ctx: at.ctx, input: {} })).includes(key));
    const actor = await who(at, { kind: 'bearer', secret: key });
    assert.ok(actor.type === 'service' && actor.grant.role === 'read_only' && actor.grant.seesOnly === null);
    assert.deepEqual(await door.revokeKey({ ctx: at.ctx, input: { key: keyId } }), { keyId, revoked: true });
    assert.deepEqual(await door.revokeKey({ ctx: at.ctx, input: { key: keyId } }), { keyId, revoked: false });
    assert.equal(await codeOf(who(at, { kind: 'bearer', secret: key })), 'key.ended');
    assert.equal(await codeOf(who(at, { kind: 'bearer', secret: `${key}x` })), 'token.invalid');
  });

  it('is one of two while it is being changed', async () => {
    const at = await createPlace(suite);
    const made = await door.createKey({ ctx: at.ctx, input: { kind: 'service', name: 'n8n', role: 'executive' } });
    const next = await door.rotateKey({ ctx: at.ctx, input: { key: made.keyId } });
    for (const secret of [made.key, next.key])
      assert.equal((await who(at, { kind: 'bearer', secret })).type, 'service');
    assert.equal(await codeOf(door.rotateKey({ ctx: at.ctx, input: { key: made.keyId } })), 'key.ended');
    at.ctx.clock.advance(dayMs);
    assert.equal(await codeOf(who(at, { kind: 'bearer', secret: made.key })), 'key.ended');
    assert.equal((await who(at, { kind: 'bearer', secret: next.key })).type, 'service');
    at.ctx.clock.advance(89 * dayMs);
    assert.equal(await codeOf(who(at, { kind: 'bearer', secret: next.key })), 'key.ended');
  });

  it('is known by the first one over every rotation, in its own workspace alone', async () => {
    const [at, other] = [await createPlace(suite), await createPlace(suite)];
    const input = { kind: 'service', name: 'n8n', role: 'executive' } as const;
    const first = await door.createKey({ ctx: at.ctx, input });
    const stranger = await door.createKey({ ctx: at.ctx, input });
    let { keyId } = first;
    for (let turn = 0; turn < 3; turn += 1) {
      ({ keyId } = await door.rotateKey({ ctx: at.ctx, input: { key: keyId } }));
      assert.equal(await door.findFirstKey({ ctx: at.ctx, input: { key: keyId } }), first.keyId);
    }
    assert.equal(await door.findFirstKey({ ctx: at.ctx, input: { key: stranger.keyId } }), stranger.keyId);
    assert.equal(await codeOf(door.findFirstKey({ ctx: other.ctx, input: { key: keyId } })), 'key.not-found');
  });

  it('is replaced once, however many do it at the same moment', async () => {
    const at = await createPlace(suite);
    const made = await door.createKey({ ctx: at.ctx, input: { kind: 'service', name: 'n8n', role: 'executive' } });
    const tries = await Promise.allSettled(
      [1, 2, 3].map(() => door.rotateKey({ ctx: at.ctx, input: { key: made.keyId } })),
    );
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
    const { keys } = await door.listKeys({ ctx: at.ctx, input: {} });
    assert.equal(keys.filter(({ name }) => name === 'n8n').length, 2);
  });

  it('of one’s own does what one may, within its scopes, and others cannot touch it', async () => {
    const at = await createPlace(suite);
    const maya = await join(at);
    const tom = await join(at, { email: 'tom@tidewater.example', role: 'representative' });
    const asTom = { ...at.ctx, actor: await who(at, { kind: 'session', secret: tom.session.token }) };
    const input = { kind: 'personal', name: 'Export', scopes: ['call_access'] } as const;
    const { key, keyId } = await door.createKey({ ctx: asTom, input: { ...input, scopes: [...input.scopes] } });
    const actor = await who(at, { kind: 'bearer', secret: key });
    assert.ok(actor.type === 'user' && actor.grant.role === 'representative');
    assert.deepEqual([actor.grant.scopes, actor.grant.seesOnly], [['call_access'], ['tom@tidewater.example']]);
    const refused = [
      door.createKey({ ctx: { ...at.ctx, actor }, input: { kind: 'personal', name: 'More' } }),
      door.createKey({ ctx: asTom, input: { kind: 'service', name: 'n8n', role: 'administrator' } }),
      door.createKey({ ctx: asTom, input: { kind: 'personal', name: 'For ever', days: null } }),
      door.createKey({ ctx: asTom, input: { kind: 'personal', name: 'Hers', user: maya.userId } }),
    ];
    assert.deepEqual(
      await Promise.all(refused.map((each) => codeOf(each))),
      refused.map(() => 'access.denied'),
    );
    await assert.rejects(door.createKey({ ctx: at.ctx, input: { kind: 'personal', name: 'bot' } }), {
      code: 'input.invalid',
      message: /^Expected whose personal key it is .*--user ADDRESS.*--role ROLE.*, found neither\.$/,
    });
    const hers = await door.createKey({ ctx: at.ctx, input: { kind: 'personal', name: 'Hers', user: maya.userId } });
    assert.equal(await codeOf(door.revokeKey({ ctx: asTom, input: { key: hers.keyId } })), 'key.not-found');
    assert.deepEqual(
      (await door.listKeys({ ctx: asTom, input: {} })).keys.map((each) => each.keyId),
      [keyId],
    );
  });

  it('for longer than usual is renewed for as long by an administrator, and for 90 days by its owner', async () => {
    const at = await createPlace(suite);
    const tom = await join(at, { role: 'representative' });
    const asTom = { ...at.ctx, actor: await who(at, { kind: 'session', secret: tom.session.token }) };
    const input = { kind: 'personal', name: 'Export', user: tom.userId, days: 180 } as const;
    const made = await door.createKey({ ctx: at.ctx, input });
    const again = await door.rotateKey({ ctx: at.ctx, input: { key: made.keyId } });
    function daysLeft(until: string | null): number {
      return (Date.parse(until ?? '') - at.ctx.clock.now().getTime()) / dayMs;
    }
    assert.equal(daysLeft(again.expiresAt), 180);
    const own = await door.rotateKey({ ctx: asTom, input: { key: again.keyId } });
    assert.equal(daysLeft(own.expiresAt), 90);
  });

  it('of an agent acts for its person', async () => {
    const at = await createPlace(suite);
    const tom = await join(at, { role: 'representative' });
    const alone = door.createKey({ ctx: at.ctx, input: { kind: 'service', name: 'Assistant', role: 'agent' } });
    assert.equal(await codeOf(alone), 'input.invalid');
    const { key } = await door.createKey({
      ctx: at.ctx,
      input: { kind: 'service', name: 'Assistant', role: 'agent', user: tom.userId },
    });
    const actor = await who(at, { kind: 'bearer', secret: key });
    assert.ok(actor.type === 'agent' && actor.actsFor.userId === tom.userId);
    assert.deepEqual(actor.actsFor.grant.seesOnly, [tom.email]);
  });
});
