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
  type SettingsPage,
  type SettingsTyped,
  type TeamsPage,
} from '#modules/reports';
import { inviteUser } from '#modules/users';
import { password } from '#test/access-place';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { needs } from '#test/needs';
import { createRestServer, type RestServer } from '#test/rest-server';
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
const published = { version: 'd'.repeat(64), history: [] };
const settings: SettingsPage = {
  workspaceName: 'Tidewater Ledger',
  viewer: null,
  tab: 'calls',
  workspaceId: 'main',
  limits: {
    ...published,
    settings: { dealLimits: { contractsent: { quietDays: 5 } } },
    inForce: [
      {
        name: 'stages',
        value: 'upTo 0, quietDays 21, stuckDays 30; upTo 1, quietDays 7, stuckDays 20',
        from: 'sophia',
      },
      { name: 'dealLimits.contractsent', value: 'quietDays 5', from: 'published' },
      { name: 'warningLimits.pushes', value: 'atLeast 2, withinDays 60', from: 'file' },
    ],
    history: [3, 2, 1].map((number) => ({
      number,
      version: String(number).repeat(64),
      settings: { warningLimits: { nextStepWithinDays: number } },
      source: 'person',
      by: `${person.name} (${person.email})`,
      at: '2026-09-14T15:00:00.000Z',
    })),
  },
  methods: {
    ...published,
    settings: {},
    inForce: [{ name: 'bant', value: 'BANT: Budget, Authority, Need, Timeline', from: 'sophia' }],
  },
  fields: { limits: { days: '30', 'quiet.contractsent': '5' }, methods: { draft: '{}', calls: '20' } },
  pipelines: [{ label: 'Sales Pipeline', stages: [{ stageId: 'contractsent', label: 'Contract Sent' }] }],
  publishes: true,
  readsTeams: true,
  readsTrail: true,
  typed: null,
};
const counted = { before: { deals: 4, today: 1 }, after: { deals: 12, today: 3 } };
const limitsTried: SettingsTyped = {
  part: 'limits',
  fields: {},
  problem: null,
  tried: {
    part: 'limits',
    draft: '{}',
    trial: {
      replaces: 'd'.repeat(64),
      days: 30,
      deals: 40,
      unread: 1,
      kinds: [{ title: 'Nobody of the buyer has answered for long', ...counted }],
      unknownStages: ['a_stage_that_is_in_no_pipeline_of_deals'],
      differences: [
        {
          recordId: 'rec_1',
          deal: 'A deal with a name that is far too long for one line of a telephone',
          title: 'No next step',
          effect: 'raised',
          days: 3,
          firstDay: '2026-09-10',
          lastDay: '2026-09-14',
          today: true,
          explanation: 'No next step within 3 days.',
          because: 'A task lies 10 days ahead.',
        },
      ],
      leftOut: 7,
    },
  },
};
const shown = {
  value: '40,000',
  quote: 'We have 40,000 for it.',
  speaker: 'Sam Ortiz',
  side: 'external',
  turn: 3,
  startMs: 0,
} as const;
const score = { id: 'bant', name: 'BANT', before: { known: 3, of: 4 }, after: null };
const methodsTried: SettingsTyped = {
  part: 'methods',
  fields: {},
  problem: null,
  tried: {
    part: 'methods',
    draft: '{}',
    trial: {
      replaces: 'd'.repeat(64),
      calls: 20,
      engine: 'model',
      methods: [score],
      perCall: [
        {
          callId: 'call_1',
          title: 'Pricing',
          methods: [score],
          differences: [{ method: 'bant', element: 'budget', label: 'Budget', before: shown, after: null }],
        },
      ],
    },
  },
};
const wrong = { ...limitsTried, problem: 'Expected a whole number, found “soon”.', tried: null };
const pages = {
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
