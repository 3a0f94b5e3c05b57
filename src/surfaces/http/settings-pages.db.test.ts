import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { getMethods } from '#modules/insights';
import { getLimits, publishLimits } from '#modules/warnings';
import { auditRecords } from '#platform/db';
import { and, eq } from '#platform/sql';
import { join, password } from '#test/access-place';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { createTestSecretBox } from '#test/test-secret-box';
import { workContextOf } from '#test/work-context';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const { ctx } = workContextOf(world.ctx);
/** The pages name the workspace `main`; in a test that is the one of the suite. */
const { server } = await createRestServer(ctx, {
  contextFor: ({ requestId }) => ({ ...ctx, requestId }),
  access: { workspaceId: 'main', secretBox: createTestSecretBox(), isPublicSecure: true, openid: null },
});
after(() => server.close());
const at = { ctx: world.ctx, visitor: { ...world.ctx, actor: { type: 'visitor' } } } as const;
const host = '127.0.0.1:8000';
const origin = `http://${host}`;
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const maya = await join(at);
const tom = await join(at, { email: 'tom@tidewater.example', role: 'representative' });
const eve = await join(at, { email: 'eve@tidewater.example', role: 'executive' });
const ops = await join(at, { email: 'ops@tidewater.example', role: 'revenue_operations' });

async function cookieFor(email: string): Promise<string> {
  const payload = new URLSearchParams({ email, password }).toString();
  const answer = await server.inject({ method: 'POST', url: '/sign-in', headers: { host, origin, ...form }, payload });
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}
const cookies = {
  maya: await cookieFor(maya.email),
  tom: await cookieFor(tom.email),
  eve: await cookieFor(eve.email),
  ops: await cookieFor(ops.email),
};
type Asker = keyof typeof cookies;

async function open(asker: Asker = 'ops') {
  const headers = { host, cookie: cookies[asker], accept: 'text/html' };
  return server.inject({ url: '/settings?tab=calls', headers });
}

/** Beside the fields of the form, who sends it and from where. */
async function post(
  path: string,
  { asker = 'ops', from = origin, fields = {} }: { asker?: Asker; from?: string; fields?: Record<string, string> } = {},
) {
  const headers = { host, cookie: cookies[asker], accept: 'text/html', origin: from, ...form };
  const payload = new URLSearchParams(fields).toString();
  return server.inject({ method: 'POST', url: `/settings/${path}?tab=calls`, headers, payload });
}

/** What the form sends that puts in force what was tried. */
function triedIn(body: string): { draft: string; version: string } {
  const [, draft = '', version = ''] =
    /name="draft" value="([^"]*)"><input type="hidden" name="version" value="(\w+)"/.exec(body) ?? [];
  return { draft: draft.replaceAll('&quot;', '"'), version };
}

async function recordsOf(action: string): Promise<unknown[]> {
  const { workspaceId } = ctx;
  return ctx.db
    .select({ actor: auditRecords.actor })
    .from(auditRecords)
    .where(and(eq(auditRecords.workspaceId, workspaceId), eq(auditRecords.action, action)));
}

/** One goes after the other. */
describe('the page of limits and methods', () => {
  it('shows what holds and that Sophia brings it, before anybody has said anything', async () => {
    const { statusCode, body } = await open();
    assert.equal(statusCode, 200, body);
    assert.match(body, /Nobody has said anything here: it is what Sophia brings\./);
    assert.match(body, /Nobody of the buyer has answered<\/bdi> <span class="tag">Sophia brings it/);
    assert.match(body, /10 days after the last call, with 2 e-mails of ours/);
    assert.match(body, /<bdi>meddicc<\/bdi> <span class="tag">Sophia brings it/);
    assert.ok(!body.includes('What was in force before'));
  });

  it('tries limits on history and puts in force nothing else than what was tried', async () => {
    const fields = {
      nextStepWithinDays: '3',
      'ghosted.days': '4',
      'ghosted.emails': '1',
      days: '10',
      'quiet.nowhere': '5',
    };
    const tried = await post('limits/trial', { fields });
    assert.equal(tried.statusCode, 200, tried.body);
    assert.match(tried.body, /Tried, not in force\./);
    assert.match(tried.body, /No pipeline of deals has a stage with the id nowhere/);
    assert.match(tried.body, /name="quiet\.nowhere" [^>]*value="5"/, 'what was typed stands in the form');
    assert.deepEqual((await getLimits({ ctx })).history, []);
    const done = await post('limits', { fields: triedIn(tried.body) });
    assert.deepEqual([done.statusCode, done.headers.location], [303, '/settings?tab=calls#limits']);
    const { settings } = await getLimits({ ctx });
    const warningLimits = { nextStepWithinDays: 3, ghosted: { days: 4, emails: 1 } };
    assert.deepEqual(settings, { dealLimits: { nowhere: { quietDays: 5 } }, warningLimits });
    const { body } = await open();
    assert.match(body, /ops@tidewater\.example\) put it in force /);
    assert.match(body, /within 3 days<\/p>/);
    assert.match(body, /A next step is written down or planned<\/bdi> <span class="tag tag-good">published/);
    assert.match(body, /name="nextStepWithinDays" [^>]*value="3"/);
    assert.equal((await recordsOf('limits.published')).length, 1);
  });

  it('says of each bad input what is wrong, keeps what was typed, and changes nothing', async () => {
    const wrong = [
      [
        'limits/trial',
        { nextStepWithinDays: '-1' },
        /whole number from 1 to 9999 for the days within which there is a next step, found “-1”/,
      ],
      ['limits/trial', { 'quiet.won': 'soon' }, /for the days of the stage won, found “soon”/],
      ['limits/trial', { 'pushes.atLeast': '2' }, /Expected the days within which it was pushed beside how often/],
      ['limits/trial', { 'singleThread.calls': '1' }, /role="alert"/],
      ['limits/trial', { days: '900' }, /role="alert"/],
      ['limits', { draft: 'x', version: 'y' }, /Expected limits as JSON/],
      ['limits', {}, /role="alert"/],
      ['limits/former', { number: '77', version: 'y' }, /found the number 77/],
      ['limits/former', { number: 'first', version: 'y' }, /role="alert"/],
      ['methods/trial', { draft: '{"qualifyBy": [}' }, /Expected methods as JSON, such as/],
      ['methods/trial', { draft: '{"qualify": []}' }, /Expected methods as workspace\.json has them, found: .*qualify/],
      ['methods/trial', { draft: '{"qualifyBy": ["meddic"]}' }, /role="alert"><p>[^<]*meddic/],
      ['methods/trial', { draft: '{}', calls: '101' }, /at most 100 calls/],
      ['methods', { draft: '{"qualifyBy": ["meddic"]}', version: 'y' }, /meddic/],
    ] as const;
    const before = [await getLimits({ ctx }), await getMethods({ ctx })];
    for (const [path, fields, says] of wrong) {
      const { statusCode, body } = await post(path, { fields });
      assert.ok(statusCode >= 400 && statusCode < 500, `${path} ${statusCode}`);
      assert.match(body, says, path);
      assert.ok(!body.includes('Tried, not in force'));
    }
    const kept = await post('limits/trial', { fields: { nextStepWithinDays: 'x"<b>', 'ghosted.days': '9' } });
    assert.ok(kept.body.includes('value="x&quot;&lt;b&gt;"') && kept.body.includes('value="9"'));
    assert.deepEqual([await getLimits({ ctx }), await getMethods({ ctx })], before);
  });

  it('tells the second of two who was first, with what is in force, and keeps their draft', async () => {
    const first = await post('limits/trial', { fields: { nextStepWithinDays: '5' } });
    const second = await post('limits/trial', { asker: 'maya', fields: { nextStepWithinDays: '6' } });
    assert.equal((await post('limits', { fields: triedIn(first.body) })).statusCode, 303);
    const late = await post('limits', { asker: 'maya', fields: triedIn(second.body) });
    assert.equal(late.statusCode, 412);
    assert.match(
      late.body,
      /role="alert">[^<]*ops@tidewater\.example\) put it in force at .*Nothing was overwritten\. Below stands/,
    );
    assert.match(late.body, /within 5 days<\/p>/);
    assert.match(late.body, /name="nextStepWithinDays" [^>]*value="6"/);
    const again = await post('limits/trial', { asker: 'maya', fields: { nextStepWithinDays: '6' } });
    assert.equal((await post('limits', { asker: 'maya', fields: triedIn(again.body) })).statusCode, 303);
    assert.deepEqual((await getLimits({ ctx })).settings, { warningLimits: { nextStepWithinDays: 6 } });
  });

  it('puts back what was in force before, and what Sophia brings, unless another is in force by now', async () => {
    const { history, version } = await getLimits({ ctx });
    const [, former] = history;
    assert.match((await open()).body, new RegExp(`Version <code title="${former?.version}">`));
    const fields = { number: String(former?.number), version };
    assert.equal((await post('limits/former', { fields })).statusCode, 303);
    const now = await getLimits({ ctx });
    assert.deepEqual(now.settings, { warningLimits: { nextStepWithinDays: 5 } });
    const late = await post('limits/former', { fields: { number: '0', version } });
    assert.equal(late.statusCode, 412);
    assert.match(late.body, /name="nextStepWithinDays" [^>]*value="5"/, 'the form holds what is in force');
    assert.equal((await post('limits/former', { fields: { number: '0', version: now.version } })).statusCode, 303);
    const { settings, inForce } = await getLimits({ ctx });
    assert.deepEqual(settings, {});
    assert.ok(inForce.every(({ from }) => from === 'sophia'));
  });

  it('tries and publishes methods in the same way', async () => {
    const fields = { draft: '{ "qualifyBy": ["spin"] }', calls: '5' };
    const tried = await post('methods/trial', { asker: 'maya', fields });
    assert.match(tried.body, /There is no call to try it on/);
    const late = { ...triedIn(tried.body), version: 'of before' };
    assert.equal((await post('methods', { fields: late })).statusCode, 412);
    assert.equal((await post('methods', { asker: 'maya', fields: triedIn(tried.body) })).statusCode, 303);
    assert.deepEqual((await getMethods({ ctx })).settings, { qualifyBy: ['spin'] });
    const { body } = await open();
    assert.ok(body.includes('<bdi>spin</bdi>') && !body.includes('<bdi>meddicc</bdi>'));
    const { version } = await getMethods({ ctx });
    assert.equal((await post('methods/former', { fields: { number: '0', version } })).statusCode, 303);
    assert.deepEqual((await getMethods({ ctx })).settings, {});
  });

  it('takes methods of their own as rows, which buttons add and take away, and keeps what was typed', async () => {
    const typed = { by: 'usual', 'm.0.name': 'Our "fit" <b>', 'm.0.use': 'on', do: 'add-element.0' };
    const added = await post('methods/form', { fields: typed });
    assert.equal(added.statusCode, 200, added.body);
    assert.match(added.body, /name="m\.0\.name" [^>]*value="Our &quot;fit&quot; &lt;b&gt;"/);
    assert.match(added.body, /name="m\.0\.e\.0\.label"[^>]* autofocus>/, 'the next key is for the new row');
    assert.ok(!added.body.includes('name="m.0.e.1.label"') && !added.body.includes('Tried, not in force'));
    const element = { 'm.0.e.0.label': 'Audit', 'm.0.e.0.counts': 'phrases', 'm.0.e.0.phrases': 'audit' };
    const second = await post('methods/form', { fields: { ...typed, ...element, do: 'add-method' } });
    assert.match(second.body, /name="m\.1\.name"[^>]* autofocus>/);
    assert.match(second.body, /name="m\.1\.e\.0\.label"/);
    const without = await post('methods/form', { fields: { ...typed, ...element, do: 'remove-element.0.0' } });
    assert.ok(
      !without.body.includes('name="m.0.e.0.label"') &&
        without.body.includes('value="add-element.0" formaction="/settings/methods/form?tab=calls" autofocus'),
    );
    const none = await post('methods/form', { fields: { ...typed, ...element, do: 'remove-method.0' } });
    assert.ok(
      !none.body.includes('name="m.0.name"') &&
        none.body.includes('value="add-method" formaction="/settings/methods/form?tab=calls" autofocus'),
    );
    assert.deepEqual((await getMethods({ ctx })).settings, {});
  });

  it('says at each field of a method what is wrong with it', async () => {
    const row = { 'm.0.e.0.label': 'Audit', 'm.0.e.0.counts': 'phrases', 'm.0.e.0.side': 'external' };
    const wrong = [
      [{ 'm.0.name': '' }, { 'm.0.name': /Give the method a name/, 'm.0.elements': /Add at least one element/ }],
      [
        { 'm.0.name': 'Fit', ...row, 'm.0.e.0.label': ' ' },
        { 'm.0.e.0.label': /Give the element a name/, 'm.0.e.0.phrases': /at least one phrase/ },
      ],
      [
        { 'm.0.name': 'Fit', ...row, 'm.0.e.0.phrases': 'x'.repeat(201) },
        { 'm.0.e.0.phrases': /200 characters a line/ },
      ],
      [{ 'm.0.name': 'Fit', ...row, 'm.0.e.0.phrases': 'good\n(never closed' }, { 'm.0.e.0.phrases': /closed/ }],
      [
        { 'm.0.name': 'Fit', ...row, 'm.0.e.0.counts': 'pain', 'm.0.e.0.phrases': 'audit' },
        { 'm.0.e.0.phrases': /only where “Phrases of your own” is chosen/ },
      ],
      [
        { 'm.0.name': 'Fit', ...row, 'm.0.e.0.counts': 'nothing' },
        { 'm.0.e.0.counts': /one of metrics, .*found &quot;nothing&quot;/ },
      ],
      [{ by: 'named' }, { by: /Tick at least one method/ }],
    ] as const;
    for (const [fields, says] of wrong) {
      const { statusCode, body } = await post('methods/form', { fields: { by: 'usual', ...fields, do: 'try' } });
      assert.equal(statusCode, 400, JSON.stringify(fields));
      for (const [name, words] of Object.entries(says)) {
        const id = `methods-${name.replaceAll('.', '-')}`;
        assert.match(body, new RegExp(`<a href="#${id}">`), 'the summary leads there');
        assert.match(new RegExp(`id="${id}-problem">([^<]*)<`).exec(body)?.[1] ?? body, words);
        if (name.endsWith('name'))
          assert.match(body, new RegExp(`aria-describedby="${id}-problem" aria-invalid="true"`));
      }
    }
    assert.deepEqual((await getMethods({ ctx })).settings, {});
  });

  it('tries and publishes what the rows say, with names for programs that stay as rows are renamed', async () => {
    const rows = {
      by: 'named',
      order: 'spin',
      'use.spin': 'on',
      'm.0.name': 'Our fit',
      'm.0.about': 'For banks',
      'm.0.use': 'on',
      'm.0.e.0.label': 'What hurts',
      'm.0.e.0.counts': 'pain',
      'm.0.e.1.label': 'Audit ahead',
      'm.0.e.1.counts': 'phrases',
      'm.0.e.1.side': 'either',
      'm.0.e.1.phrases': '(annual|yearly) audit\r\n\r\n revision ',
    };
    const tried = await post('methods/form', { fields: { ...rows, calls: '5', do: 'try' } });
    assert.match(tried.body, /Tried, not in force\..*There is no call to try it on/s);
    assert.match(tried.body, /name="m\.0\.e\.1\.key" value="auditAhead"/);
    assert.equal((await post('methods', { fields: triedIn(tried.body) })).statusCode, 303);
    const phrases = ['(annual|yearly) audit', 'revision'];
    const fit = {
      id: 'ourFit',
      name: 'Our fit',
      about: 'For banks',
      elements: [
        { key: 'whatHurts', label: 'What hurts', element: 'pain' },
        { key: 'auditAhead', label: 'Audit ahead', phrases, side: null },
      ],
    };
    assert.deepEqual((await getMethods({ ctx })).settings, { methods: [fit], qualifyBy: ['spin', 'ourFit'] });
    const { body } = await open();
    assert.match(body, /name="m\.0\.e\.1\.label" [^>]*value="Audit ahead"/, 'the form says what is in force');
    assert.match(body, /name="use\.spin" checked/);
    assert.match(body, /Our fit: What hurts, Audit ahead\. For banks/);
    const keys = { 'm.0.id': 'ourFit', 'm.0.e.0.key': 'whatHurts', 'm.0.e.1.key': 'auditAhead' };
    const renamed = await post('methods/form', {
      fields: { ...rows, ...keys, 'm.0.e.1.label': 'Revision', do: 'try' },
    });
    assert.match(triedIn(renamed.body).draft, /"key":"auditAhead","label":"Revision"/);
    const { version } = await getMethods({ ctx });
    assert.equal((await post('methods/former', { fields: { number: '0', version } })).statusCode, 303);
  });

  it('is read by who sees the whole, changed by revenue operations and administrators, and is nothing to others', async () => {
    const { version } = await getLimits({ ctx });
    const settings = { dealLimits: { gone: { stuckDays: 8 } } };
    await publishLimits({ ctx, input: { settings, replaces: [version] } });
    const { statusCode, body } = await open('eve');
    assert.equal(statusCode, 200);
    assert.ok(body.includes('Stage gone') && !body.includes('/settings/limits'));
    assert.ok(!body.includes('href="/teams') && !body.includes('href="/audit'));
    assert.equal((await open('tom')).statusCode, 403);
    for (const asker of ['eve', 'tom'] as const) {
      for (const path of ['limits/trial', 'methods/trial', 'methods/form'] as const) {
        assert.equal((await post(path, { asker, fields: { draft: '{}' } })).statusCode, 403, path);
      }
      const { version: now } = await getLimits({ ctx });
      assert.equal((await post('limits', { asker, fields: { draft: '{}', version: now } })).statusCode, 403);
      assert.equal((await post('limits/former', { asker, fields: { number: '0', version: now } })).statusCode, 403);
    }
    const elsewhere = await post('limits', { from: 'https://evil.example', fields: { draft: '{}', version } });
    assert.equal(elsewhere.statusCode, 403);
    assert.deepEqual((await getLimits({ ctx })).settings, settings);
    assert.match(
      (await open()).body,
      /name="stuck\.gone" [^>]*value="8"/,
      'a stage that is gone is not lost to the form',
    );
  });
});
