import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { audit } from '#platform/audit';
import { auditRecords, transact } from '#platform/db';
import { createHealthRegistry } from '#platform/health';
import { and, eq } from '#platform/sql';
import { performOperation } from '#surfaces/operations';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { runCommand } from '#test/run-command';
import { workContextOf } from '#test/work-context';

const suite = await databaseForSuite();

async function openWorld() {
  const { ctx } = workContextOf((await createChangeWorld(suite)).ctx);
  for (const id of ['call_1', 'call_2', 'call_3']) {
    await transact({ ctx }, (inner) =>
      audit({ ctx: inner, action: 'call.imported', resource: { type: 'call', id }, details: { id } }),
    );
  }
  const rows = await ctx.db.select().from(auditRecords).where(eq(auditRecords.workspaceId, ctx.workspaceId));
  const middle = rows.find(({ details }) => Object(details)['id'] === 'call_2');
  const own = and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.id, middle?.id ?? ''));
  async function verify(...parameters: string[]) {
    const health = createHealthRegistry({ clock: ctx.clock });
    const anchor = parameters[0] === '--anchor' ? (parameters[1] ?? null) : null;
    const verdict = await performOperation('audit.verify', { ctx, health, input: { anchor } });
    const { code, output } = await runCommand(['audit', 'verify', ...parameters], verdict);
    return { code, output, verdict };
  }
  return { ctx, own, sequence: middle?.sequence ?? 0, verify };
}

describe('`sophia audit list`', () => {
  it('says how it goes on where there may be older ones, and not among JSON', async () => {
    const { ctx } = await openWorld();
    const health = createHealthRegistry({ clock: ctx.clock });
    const any = { actor: null, action: 'call.', resourceId: null, requestId: null, result: null, from: null, to: null };
    const page = await performOperation('audit.list', { ctx, health, input: { ...any, limit: 2, before: null } });
    const { messages } = await runCommand(['audit', 'list', '--action', 'call.', '--limit', '2'], page);
    assert.ok(messages.includes(`--before ${page.nextBefore}`), messages);
    assert.equal((await runCommand(['audit', 'list', '--format', 'json'], page)).messages, '');
    assert.equal((await runCommand(['audit', 'list'], { ...page, nextBefore: null })).messages, '');
  });
});

describe('`sophia audit verify`', () => {
  it('ends with 0 where the chain holds, and prints its end', async () => {
    const { verify } = await openWorld();
    const { code, output, verdict } = await verify();
    assert.equal(code, 0);
    assert.ok(verdict.end !== null && output.includes(verdict.end), output);
    assert.equal((await verify('--anchor', verdict.end)).code, 0);
  });

  it('ends with 1 and names the record where one was altered', async () => {
    const { ctx, own, sequence, verify } = await openWorld();
    await ctx.db.update(auditRecords).set({ action: 'call.removed' }).where(own);
    const { code, output } = await verify();
    assert.equal(code, 1);
    assert.match(output, new RegExp(`\\b${sequence}\\b`));
    const { code: machine, output: json } = await verify('--format', 'json');
    assert.deepEqual([machine, JSON.parse(json).intact], [1, false]);
  });

  it('ends with 1 where one was deleted, and where the end kept elsewhere is another', async () => {
    const { ctx, own, verify } = await openWorld();
    const { verdict } = await verify();
    const [sequence] = (verdict.end ?? '').split(':');
    assert.equal((await verify('--anchor', `${sequence}:${'0'.repeat(64)}`)).code, 1);
    await ctx.db.delete(auditRecords).where(own);
    assert.equal((await verify()).code, 1);
  });
});
