import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSecretBox } from '#platform/crypto';
import { auditRecords } from '#platform/db';
import { and, eq } from '#platform/sql';
import { createPlace, join, who } from '#test/access-place';
import { databaseForSuite } from '#test/database-for-suite';
import { createTestSecretBox } from '#test/test-secret-box';
import { unmaskText } from './index.ts';

const suite = await databaseForSuite();
const secretBox = createTestSecretBox();
const card = '4242 4242 4242 4242';
const reason = 'ticket 4711';

async function openWorld() {
  const at = await createPlace(suite);
  const ctx = { ...at.ctx, secretBox };
  ctx.log.sealWith((text) => secretBox.seal(text));
  ctx.log.warn({ problem: `The card ${card} of ana@larkspur.example, key sk-abcdefabcdefabcdef` }, 'A payment failed');
  return { at, ctx, line: String(ctx.log.lines[0]?.fields['problem']) };
}

async function recordsOf(ctx: { workspaceId: string; db: typeof suite.database.db }) {
  return ctx.db
    .select()
    .from(auditRecords)
    .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'personal_data.unmasked')));
}

describe('what the log masks', () => {
  it('stands in no line, and is shown to whoever may, with a record of it that does not say it', async () => {
    const { ctx, line } = await openWorld();
    assert.doesNotMatch(line, /4242|ana@|sk-abc/);
    assert.match(line, /\[card:v1\..+\[email:v1\..+\[secret\]/);
    const shown = await unmaskText({ ctx, input: { text: line, reason } });
    assert.equal(shown.text, `The card ${card} of ana@larkspur.example, key [secret]`);
    assert.deepEqual([shown.opened, shown.unreadable], [2, 0]);
    const [record] = await recordsOf(ctx);
    assert.deepEqual(record?.details, { kinds: { card: 1, email: 1 }, unreadable: 0, reason });
    assert.doesNotMatch(JSON.stringify(record), /4242|ana@/);
  });

  it('is for administrators alone', async () => {
    const { at, ctx, line } = await openWorld();
    const { session } = await join(at);
    const { session: other } = await join(at, { email: 'tom@tidewater.example', role: 'manager' });
    const administrator = { ...ctx, actor: await who(at, { kind: 'session', secret: session.token }) };
    const manager = { ...ctx, actor: await who(at, { kind: 'session', secret: other.token }) };
    assert.equal((await unmaskText({ ctx: administrator, input: { text: line, reason } })).opened, 2);
    for (const refused of [manager, { ...ctx, actor: { type: 'system', component: 'test' } as const }]) {
      await assert.rejects(unmaskText({ ctx: refused, input: { text: line, reason } }), { code: 'access.denied' });
    }
    assert.equal((await recordsOf(ctx)).length, 1);
  });

  it('stays masked without its key, where it was altered, and without a reason', async () => {
    const { ctx, line } = await openWorld();
    const elsewhere = { ...ctx, secretBox: createSecretBox([Buffer.alloc(32, 7)]) };
    await assert.rejects(unmaskText({ ctx: elsewhere, input: { text: line, reason } }), /2 that no key/);
    await assert.rejects(unmaskText({ ctx, input: { text: 'Nothing here.', reason } }), /found none/);
    await assert.rejects(unmaskText({ ctx, input: { text: line, reason: '' } }), { code: 'input.invalid' });
    const altered = line.replace(/\[card:(v1\.[0-9a-f]{8}\.)[\w-]{4}/, '[card:$1AAAA');
    const shown = await unmaskText({ ctx, input: { text: altered, reason } });
    assert.deepEqual([shown.opened, shown.unreadable], [1, 1]);
    assert.deepEqual((await recordsOf(ctx)).length, 1);
  });
});
