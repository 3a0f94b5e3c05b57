import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { z } from 'zod';
import { loadConfig } from '#config';
import { auditRecords } from '#platform/db';
import { and, asc, eq } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { noteEditedSettings } from './note-edited-settings.ts';

const suite = await databaseForSuite();
const home = await mkdtemp(join(tmpdir(), 'sophia-settings-'));
after(() => rm(home, { recursive: true, force: true }));
const Values = z.record(z.string(), z.string().nullable());
const Details = z.object({ changed: z.array(z.string()), before: Values, after: Values });

it('puts what decides rights and was edited between two starts into the trail, with before and after', async () => {
  const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
  async function start(environment: Record<string, string> = {}) {
    const config = loadConfig({ environment: { SOPHIA_HOME: home, ...environment }, envFile: null });
    await noteEditedSettings({ config, contextFor: () => ctx });
    const rows = await ctx.db
      .select({ details: auditRecords.details, actor: auditRecords.actor })
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'settings.edited')))
      .orderBy(asc(auditRecords.sequence));
    return rows.map(({ details }) => Details.parse(details));
  }
  assert.deepEqual(await start(), [], 'as it is by default');
  await writeFile(join(home, 'triggers.yaml'), 'version: 1\n');
  const [first, ...others] = await start();
  assert.deepEqual([first?.changed, others], [['triggers.yaml'], []]);
  assert.deepEqual([first?.before['triggers.yaml'], first?.after['triggers.yaml']], [undefined, 'version: 1\n']);
  assert.equal((await start()).length, 1, 'told once');
  const openid = {
    SOPHIA_OIDC_ISSUER: 'https://id.tidewater.example',
    SOPHIA_OIDC_CLIENT_ID: 'sophia',
    SOPHIA_OIDC_CLIENT_SECRET: 'a secret of the provider',
    SOPHIA_OIDC_DOMAINS: 'tidewater.example',
  };
  await writeFile(join(home, 'graphql-operations.json'), '{"deals": "query { workspace { name } }"}');
  await start({ ...openid, SOPHIA_OIDC_ROLE: 'read_only' });
  const raised = (await start({ ...openid, SOPHIA_OIDC_ROLE: 'manager', SOPHIA_GRAPHQL_OPERATIONS: 'listed' })).at(-1);
  assert.deepEqual(raised?.changed.toSorted(), ['SOPHIA_GRAPHQL_OPERATIONS', 'SOPHIA_OIDC_ROLE']);
  assert.deepEqual([raised?.before['SOPHIA_OIDC_ROLE'], raised?.after['SOPHIA_OIDC_ROLE']], ['read_only', 'manager']);
  const back = (await start()).at(-1);
  assert.deepEqual([back?.before['SOPHIA_OIDC_ROLE'], back?.after['SOPHIA_OIDC_ROLE']], ['manager', null]);
  assert.ok(!JSON.stringify(await start()).includes('a secret of the provider'));
});
