import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WorkspaceSettings } from '#contracts';
import type { Actor, Context } from '#platform/context';
import { auditRecords, workspaces } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { needs } from '#test/needs';
import { createTestContext } from '#test/test-context';
import { configureWorkspace, getPublishedSettings, getWorkspace, publishSettings } from './index.ts';

const suite = await databaseForSuite();

const ofFile = { dealLimits: { won: { quietDays: 5 } } };
const published = { warningLimits: { ghosted: { days: 3, emails: 1 } } };
const methods = { qualifyBy: ['spin'] };

async function workspaceWith(fromFile: Partial<WorkspaceSettings>) {
  const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
  await start(ctx, fromFile);
  return ctx;
}

/** What a start does with the file of settings. */
async function start(ctx: Context, fromFile: Partial<WorkspaceSettings>): Promise<{ changed: boolean }> {
  return configureWorkspace({ ctx, input: WorkspaceSettings.parse({ name: 'Ours', ...fromFile }) });
}

async function limitsOf(ctx: Context) {
  return getPublishedSettings({ ctx, input: { part: 'limits' } });
}

async function auditOf(ctx: Context, action: string): Promise<unknown[]> {
  const rows = await ctx.db
    .select({ details: auditRecords.details })
    .from(auditRecords)
    .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, action)))
    .orderBy(auditRecords.sequence);
  return rows.map(({ details }) => details);
}

function withRole(ctx: Context, role: 'manager' | 'executive' | 'revenue_operations'): Context {
  const grant = { role, scopes: null, seesOnly: role === 'manager' ? ['ana@tidewater.example'] : null };
  const who = { userId: 'usr_1', name: 'Ana', email: 'ana@tidewater.example', credentialId: 'ses_1' };
  const actor: Actor = { type: 'user', ...who, grant };
  return { ...ctx, actor };
}

describe('a part of the settings that is published', () => {
  it('is in force at once, with what was before it and who said so; another workspace has none of it', async () => {
    const [ctx, other] = [await workspaceWith(ofFile), await workspaceWith(ofFile)];
    const before = await limitsOf(ctx);
    assert.deepEqual([before.settings, before.history.map(({ by }) => by)], [ofFile, ['workspace.json']]);
    const asked = { part: 'limits', settings: published, replaces: [before.version] } as const;
    const after = await publishSettings({ ctx: withRole(ctx, 'revenue_operations'), input: asked });
    assert.deepEqual([after.settings, after.history.map(({ number }) => number)], [published, [2, 1]]);
    assert.equal(after.history[0]?.by, 'Ana (ana@tidewater.example)');
    const { settings } = await getWorkspace({ ctx });
    assert.deepEqual([settings.dealLimits, settings.warningLimits], [undefined, published.warningLimits]);
    assert.deepEqual((await getWorkspace({ ctx: other })).settings.dealLimits, ofFile.dealLimits);
    assert.deepEqual(await auditOf(ctx, 'limits.published'), [
      {
        before: { version: before.version, settings: ofFile },
        after: { version: after.version, settings: published },
      },
    ]);
  });

  it('is no change where it is in force already, and what was before it can be published again', async () => {
    const ctx = await workspaceWith(ofFile);
    const first = await limitsOf(ctx);
    const second = await publishSettings({
      ctx,
      input: { part: 'limits', settings: published, replaces: [first.version] },
    });
    const again = await publishSettings({
      ctx,
      input: { part: 'limits', settings: published, replaces: [first.version] },
    });
    assert.deepEqual(again, second, 'after an answer that was lost it can be sent again');
    const undone = await publishSettings({
      ctx,
      input: { part: 'limits', settings: ofFile, replaces: [second.version] },
    });
    assert.deepEqual([undone.version, undone.settings, undone.history.length], [first.version, ofFile, 3]);
    assert.equal((await auditOf(ctx, 'limits.published')).length, 2);
  });

  it('is refused without a version, and where another is in force: nothing is overwritten', async () => {
    const ctx = await workspaceWith({});
    const { version } = await limitsOf(ctx);
    const input = { part: 'limits', settings: published } as const;
    await assert.rejects(publishSettings({ ctx, input: { ...input, replaces: null } }), {
      code: 'settings.version-missing',
    });
    await assert.rejects(publishSettings({ ctx, input: { ...input, replaces: ['0'.repeat(64)] } }), {
      code: 'settings.stale',
      message: /It is what Sophia brings\. Nothing was overwritten/,
    });
    const tries = [1, 2, 3].map((days) =>
      publishSettings({
        ctx: withRole(ctx, 'revenue_operations'),
        input: { part: 'limits', settings: { warningLimits: { nextStepWithinDays: days } }, replaces: [version] },
      }),
    );
    const ends = await Promise.allSettled(tries);
    const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
    assert.deepEqual(
      refused.map((error) => error instanceof SophiaError && error.code),
      ['settings.stale', 'settings.stale'],
    );
    assert.match(String(refused[0]), /Ana \(ana@tidewater\.example\) put it in force at \d{4}-/);
    assert.equal((await limitsOf(ctx)).history.length, 1);
  });

  it('stays over starts until the file says something else than it last did, and leaves the other part alone', async () => {
    const ctx = await workspaceWith(ofFile);
    const { version } = await limitsOf(ctx);
    await publishSettings({ ctx, input: { part: 'limits', settings: published, replaces: [version] } });
    const own = await getPublishedSettings({ ctx, input: { part: 'methods' } });
    assert.deepEqual([own.settings, own.history], [{}, []]);
    await publishSettings({ ctx, input: { part: 'methods', settings: methods, replaces: [own.version] } });
    assert.deepEqual(await start(ctx, ofFile), { changed: false });
    const { settings } = await getWorkspace({ ctx });
    assert.deepEqual([settings.warningLimits, settings.qualifyBy], [published.warningLimits, ['spin']]);
    assert.equal(settings.dealLimits, undefined);

    const edited = { dealLimits: { won: { quietDays: 6 } } };
    assert.deepEqual(await start(ctx, edited), { changed: true });
    const now = await limitsOf(ctx);
    assert.deepEqual([now.settings, now.history.map(({ source }) => source)], [edited, ['file', 'person', 'file']]);
    assert.deepEqual((await getWorkspace({ ctx })).settings.qualifyBy, ['spin']);
    assert.deepEqual(await start(ctx, {}), { changed: true });
    assert.deepEqual((await limitsOf(ctx)).settings, {}, 'a file that says nothing any more says so');
  });

  it('is said once where several processes start at once on an empty database', needs.realPostgres, async () => {
    const ctx = suite.createContext({ workspaceId: createTestContext({ db: suite.database.db }).workspaceId });
    const starts = await Promise.all([1, 2, 3].map(() => start(ctx, ofFile)));
    assert.deepEqual(starts.map(({ changed }) => changed).toSorted(), [false, false, true]);
    assert.deepEqual(
      (await limitsOf(ctx)).history.map(({ number }) => number),
      [1],
    );
    assert.equal((await auditOf(ctx, 'workspace.configured')).length, 1);
  });

  it('is for revenue operations and administrators to publish, and for those who see the whole to read', async () => {
    const ctx = await workspaceWith({});
    const { version } = await limitsOf(withRole(ctx, 'executive'));
    const input = { part: 'limits', settings: published, replaces: [version] } as const;
    for (const role of ['manager', 'executive'] as const) {
      await assert.rejects(publishSettings({ ctx: withRole(ctx, role), input }), { code: 'access.denied' });
    }
    await assert.rejects(limitsOf(withRole(ctx, 'manager')), { code: 'access.denied' });
    const agent: Context = { ...ctx, actor: { type: 'system', component: 'test' } };
    await assert.rejects(publishSettings({ ctx: agent, input }), { code: 'access.denied' });
    const [row] = await ctx.db.select().from(workspaces).where(eq(workspaces.id, ctx.workspaceId));
    assert.equal(WorkspaceSettings.parse(row?.settings).warningLimits, undefined);
  });
});
