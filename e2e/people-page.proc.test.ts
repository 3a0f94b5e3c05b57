import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import {
  type AuditPage,
  type PeoplePage,
  renderAuditHtml,
  renderPeopleHtml,
  renderSettingsHtml,
  renderTeamsHtml,
  type TeamsPage,
} from '#modules/reports';
import { inviteUser } from '#modules/users';
import { password } from '#test/access-place';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { needs } from '#test/needs';
import { createRestServer, type RestServer } from '#test/rest-server';
import { sampleSettings } from '#test/sample-settings';
import { createTestSecretBox } from '#test/test-secret-box';
import { workContextOf } from '#test/work-context';
import { findFaultsInAllLooks } from './support/find-faults.ts';
import { openBrowser } from './support/open-browser.ts';
import { type PageServer, servePages } from './support/serve-pages.ts';

const suite = await databaseForSuite();
const { ctx } = workContextOf((await createChangeWorld(suite)).ctx);

const person = {
  userId: 'usr_1',
  name: 'Maya Okafor with a name that is far too long for one line of a telephone',
  email: 'maya.okafor.with.a.long.address@tidewater-ledger.example',
  role: 'administrator',
  state: 'active',
  teams: [{ name: 'West', leads: true }],
  lastSignInAt: '2026-09-14T15:00:00.000Z',
  openSessions: 2,
  version: 'c'.repeat(32),
} as const;
const key = {
  keyId: 'key_1',
  kind: 'service',
  name: 'Weekly export',
  owner: null,
  role: 'read_only',
  scopes: ['call_access'],
  hint: 'fxtY',
  state: 'valid',
  expiresAt: null,
  lastUsedAt: null,
} as const;
const people: PeoplePage = {
  workspaceName: 'Tidewater Ledger',
  viewer: { name: person.name, email: person.email, role: 'administrator' },
  tab: 'calls',
  people: [person, { ...person, userId: 'usr_2', state: 'invited', lastSignInAt: null, teams: [], openSessions: 0 }],
  nextHref: '/people?after=usr_2',
  manages: true,
  managesServices: true,
  readsTrail: true,
  readsSettings: true,
  sessions: [
    {
      sessionId: 'ses_1',
      email: person.email,
      openedAt: '2026-09-14T15:00:00.000Z',
      expiresAt: '2026-09-15T15:00:00.000Z',
      ipAddress: null,
    },
  ],
  keys: [key, { ...key, keyId: 'key_2', state: 'revoked' }],
  more: { sessions: true, keys: true },
  shown: {
    kind: 'link',
    title: 'The link for Tom',
    secret: `http://127.0.0.1/welcome/${'x'.repeat(60)}`,
    expiresAt: null,
  },
  problem: 'Expected an address without an account.',
};
const trail: AuditPage = {
  workspaceName: 'Tidewater Ledger',
  viewer: null,
  tab: 'calls',
  filter: { actor: 'maya', action: '', resource: '', result: 'refused', from: '2026-09-01', to: '' },
  records: [
    {
      sequence: 7,
      auditId: 'aud_1',
      at: '2026-09-14T15:00:00.000Z',
      actor: { type: 'user', email: person.email },
      action: 'access.denied',
      resource: { type: 'user', id: 'usr_01a22bb44f237000800003b922d5b131' },
      result: 'refused',
      requestId: 'req_1',
      ipAddress: null,
      details: { action: 'user.manage', long: 'x'.repeat(200) },
      hash: 'a'.repeat(64),
    },
  ],
  olderHref: '/audit?before=7',
  check: {
    anchor: '',
    verdict: {
      intact: false,
      checked: 6,
      unchained: 2,
      end: `6:${'a'.repeat(64)}`,
      fault: { kind: 'altered', sequence: 7, auditId: 'aud_1', sentence: 'Record 7 (aud_1) is not as it was written.' },
    },
  },
};
const teams: TeamsPage = {
  workspaceName: 'Tidewater Ledger',
  viewer: null,
  tab: 'calls',
  teams: [
    {
      teamId: 'team_1',
      name: 'A team of the west with a name that is far too long for one line of a telephone',
      leads: [person.email],
      members: [person.email, 'tom@tidewater-ledger.example'],
      version: 'a'.repeat(32),
    },
  ],
  territories: [
    {
      territoryId: 'ter_1',
      name: 'Oregon',
      rules: [{ of: 'company', property: 'a_property_of_the_company_with_a_long_name', values: ['CA', 'OR'] }],
      ruleLines: 'company.a_property_of_the_company_with_a_long_name=CA,OR',
      members: [],
      version: 'b'.repeat(32),
    },
  ],
  names: new Map([[person.email, person.name]]),
  readsSettings: true,
  manages: true,
  readsTrail: true,
  problem: { sentence: 'Expected the team West as it was read.', action: '/teams', fields: { name: 'East' } },
};
const { settings, limitsTried, methodsTried, wrong, wrongMethods } = sampleSettings;
const pages = {
  '/settings-methods-wrong': () => renderSettingsHtml({ ...settings, typed: wrongMethods }),
  '/settings': () => renderSettingsHtml({ ...settings, typed: wrong }),
  '/settings-limits': () => renderSettingsHtml({ ...settings, typed: limitsTried }),
  '/settings-methods': () => renderSettingsHtml({ ...settings, typed: methodsTried }),
  '/settings-read': () => renderSettingsHtml({ ...settings, publishes: false, readsTrail: false }),
  '/people': () => renderPeopleHtml(people),
  '/people-own': () =>
    renderPeopleHtml({
      ...people,
      people: null,
      nextHref: null,
      manages: false,
      managesServices: false,
      readsTrail: false,
      readsSettings: false,
      sessions: null,
      keys: [],
      more: { sessions: false, keys: false },
      shown: null,
      problem: null,
    }),
  '/teams': () => renderTeamsHtml(teams),
  '/teams-none': () =>
    renderTeamsHtml({ ...teams, teams: [], territories: [], manages: false, readsTrail: false, problem: null }),
  '/audit': () => renderAuditHtml(trail),
  '/audit-none': () => renderAuditHtml({ ...trail, records: [], olderHref: null, check: null }),
};

describe('the pages of people and of the audit trail in a browser', needs.chromium, () => {
  let browser: Browser;
  let drawn: PageServer;
  let served: RestServer;
  let url = '';
  let link = '';

  before(async () => {
    browser = await openBrowser();
    drawn = await servePages(pages);
    served = await createRestServer(ctx, {
      contextFor: ({ requestId }) => ({ ...ctx, requestId }),
      access: { workspaceId: 'main', secretBox: createTestSecretBox(), isPublicSecure: true, openid: null },
    });
    await served.server.listen({ host: '127.0.0.1', port: 0 });
    url = `http://127.0.0.1:${portOf(served.server.server.address())}`;
    const invited = { email: 'maya@tidewater.example', name: 'Maya Okafor', role: 'administrator' } as const;
    link = `${url}/welcome/${(await inviteUser({ ctx, input: invited })).token}`;
  });
  after(async () => {
    await browser.close();
    await drawn.close();
    await served.server.close();
  });

  for (const path of Object.keys(pages)) {
    it(`have no fault that axe finds and fit a phone and a desktop, opened up, light and dark: ${path}`, async () => {
      const page = await (await browser.newContext()).newPage();
      await page.goto(drawn.url + path);
      await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
      assert.deepEqual(await findFaultsInAllLooks(page), []);
      await page.context().close();
    });
  }

  it('let somebody in by their link, who invites and makes a key with the keyboard, and signs out', async () => {
    const page = await (await browser.newContext({ baseURL: url })).newPage();
    await page.goto(link);
    await page.fill('#password', password);
    await page.fill('#again', password);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${url}/`);
    await page.goto('/people');
    await page.getByText('Invite somebody').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('tom@tidewater.example');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Tom Okafor');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'The link for tom@tidewater.example' }).waitFor();
    await page.getByText('Make a key').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Weekly export');
    await page.keyboard.press('Enter');
    const shown = page.getByRole('status');
    await shown.getByText('The key “Weekly export”').waitFor();
    assert.match((await shown.textContent()) ?? '', /sophia_pk_[\w-]+/);
    await page.getByRole('link', { name: 'Teams and territories' }).press('Enter');
    await page.getByText('Make a team').focus();
    await page.keyboard.press('Enter');
    for (const typed of ['West', 'maya@tidewater.example', 'tom@tidewater.example']) {
      await page.keyboard.press('Tab');
      await page.keyboard.type(typed);
    }
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Change West').waitFor();
    await page.getByRole('link', { name: 'Limits and methods' }).press('Enter');
    await page.getByText('Try other limits').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('3');
    await page.keyboard.press('Enter');
    await page.getByText('Tried, not in force.').waitFor();
    await page.getByRole('button', { name: 'Put these limits in force' }).press('Enter');
    await page.waitForURL(/\/settings\?tab=\w+#limits$/);
    await page.getByText('within 3 days').waitFor();
    await page.getByText('What was in force before').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Put it back in force.*what Sophia brings/ }).press('Enter');
    await page.getByText('within 14 days').waitFor();
    await page.getByText('Try other methods').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Add a method of your own' }).press('Enter');
    const name = page.locator('[name="m.0.name"]');
    await name.waitFor();
    assert.equal(await page.evaluate('document.activeElement.name'), 'm.0.name');
    await name.press('Enter');
    await page.getByRole('link', { name: 'Method 1, name' }).press('Enter');
    await page.keyboard.type('Our fit');
    await page.locator('[name="m.0.e.0.label"]').fill('Audit ahead');
    await page.locator('[name="m.0.e.0.phrases"]').fill('annual audit');
    await page.getByRole('button', { name: 'Add an element to' }).press('Enter');
    await page.locator('[name="m.0.e.1.label"]').fill('Pain');
    await page.locator('[name="m.0.e.1.counts"]').selectOption('pain');
    await page.locator('[name="m.0.name"]').press('Enter');
    await page.getByText('There is no call to try it on.').waitFor();
    await page.getByRole('button', { name: 'Put these methods in force' }).press('Enter');
    await page.getByText('Our fit: Audit ahead, Pain').waitFor();
    await page.getByRole('link', { name: 'Audit trail' }).press('Enter');
    await page.getByRole('button', { name: 'Check every record' }).press('Enter');
    await page.getByText('are as they were written').waitFor();
    await page.goto('/people');
    await page.getByRole('button', { name: 'Sign out' }).press('Enter');
    await page.waitForURL(`${url}/sign-in`);
    await page.fill('#email', 'maya@tidewater.example');
    await page.fill('#password', password);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${url}/`);
    await page.context().close();
  });
});

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('Expected a port, found none.');
  return address.port;
}
