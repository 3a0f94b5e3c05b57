import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { inviteUser, offerFirstLink } from '#modules/users';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { createRestServer } from '#test/rest-server';
import { workContextOf } from '#test/work-context';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const { ctx } = workContextOf(world.ctx);
const host = 'sophia.tidewater.example';
const { server } = await createRestServer(ctx, { publicHost: host });
after(() => server.close());
const password = 'a long enough password';

function ask(url: string, form?: Record<string, string>) {
  return server.inject({
    method: form === undefined ? 'GET' : 'POST',
    url,
    headers: {
      host,
      accept: 'text/html',
      ...(form === undefined ? {} : { origin: `https://${host}`, 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(form === undefined ? {} : { payload: new URLSearchParams(form).toString() }),
  });
}

async function firstLink(): Promise<string> {
  const link = await offerFirstLink({ ctx });
  assert.ok(link !== null);
  return `/welcome/${link.token}`;
}

/** The one suite goes through in its order: nobody has an account, then somebody has. */
describe('a link that makes an account', () => {
  it('that is not known, is replaced or has expired says so on a page, and what to do', async () => {
    const old = await firstLink();
    const replaced = old;
    const newer = await firstLink();
    for (const address of ['/welcome/invented', replaced]) {
      const unknown = await ask(address);
      assert.deepEqual([unknown.statusCode, /<h1>This link is not known<\/h1>/.test(unknown.body)], [404, true]);
    }
    ctx.clock.advance(72 * 3_600_000);
    const expired = await ask(newer);
    assert.deepEqual([expired.statusCode, /<h1>This link has expired<\/h1>/.test(expired.body)], [410, true]);
    assert.match(expired.body, /sophia users link/);
    const sent = await ask(newer, { password, again: password, email: 'maya@tidewater.example', name: 'Maya' });
    assert.equal(sent.statusCode, 410);
  });

  it('is there under the public name before anybody has an account, and nothing else is', async () => {
    const { token } = await inviteUser({
      ctx,
      input: { email: 'tom@tidewater.example', name: 'Tom', role: 'manager' },
    });
    assert.match((await ask(`/welcome/${token}`)).body, /Welcome, Tom/);
    for (const address of ['/', '/sign-in', '/api/v1/calls', '/welcomes/']) {
      assert.equal((await ask(address)).statusCode, 421, address);
    }
  });

  it('asks the first administrator who they are, lets them in once, and then everybody signs in', async () => {
    const address = await firstLink();
    assert.match((await ask(address)).body, /<h1>The first account<\/h1>/);
    const nameless = await ask(address, { password, again: password, email: 'no address', name: '' });
    assert.deepEqual([nameless.statusCode, /Give an e-mail address and a name/.test(nameless.body)], [400, true]);
    const differing = await ask(address, { password, again: 'another', email: 'maya@tidewater.example', name: '<b>' });
    assert.deepEqual([differing.statusCode, differing.body.includes('<b>')], [400, false]);
    assert.match(differing.body, /value="maya@tidewater\.example"/);
    const form = { password, again: password, email: 'maya@tidewater.example', name: 'Maya' };
    const entered = await ask(address, form);
    assert.deepEqual([entered.statusCode, entered.headers.location], [303, '/']);
    assert.match(String(entered.headers['set-cookie']), /^sophia_session=.*; Secure$/);
    const again = await ask(address, form);
    assert.deepEqual([again.statusCode, /<h1>This link has been used<\/h1>/.test(again.body)], [410, true]);
    assert.equal((await ask('/sign-in')).statusCode, 200);
  });
});
