import assert from 'node:assert/strict';
import { Readable, Writable } from 'node:stream';
import { it } from 'node:test';
import { redeemLink } from '#modules/users';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { workContextOf } from '#test/work-context';
import { tellFirstLink } from './tell-first-link.ts';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const { ctx } = workContextOf(world.ctx);

async function start(config: Parameters<typeof tellFirstLink>[0]['config']): Promise<string> {
  let said = '';
  const messages = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      said += chunk.toString();
      done();
    },
  });
  const terminal = { input: new Readable(), output: messages, messages, workingDirectory: '/', colors: false };
  await tellFirstLink({ runtime: { contextFor: () => ctx }, config, terminal, address: 'http://127.0.0.1:8000' });
  return said;
}

it('says the link for the first account where accounts are needed, until somebody has one', async () => {
  const openid = {
    issuer: 'https://id.tidewater.example',
    clientId: 'sophia',
    clientSecret: 'hidden',
    newcomers: null,
  };
  assert.equal(await start({ publicUrl: null, openid: null }), '');
  assert.match(await start({ publicUrl: null, openid }), /http:\/\/127\.0\.0\.1:8000\/welcome\/welcome_[\w-]{43}\n/);
  const said = await start({ publicUrl: 'https://sophia.tidewater.example', openid: null });
  const token = /https:\/\/sophia\.tidewater\.example\/welcome\/(?<token>\S+)/.exec(said)?.groups?.['token'] ?? '';
  assert.match(said, /works once, until 2026-09-17 15:00 UTC/);
  assert.ok(!JSON.stringify(ctx.log.lines).includes(token));
  const visitor = { ...ctx, actor: { type: 'visitor' } as const };
  const person = { email: 'maya@tidewater.example', name: 'Maya' };
  await redeemLink({ ctx: visitor, input: { token, password: 'a long enough password', person } });
  assert.equal(await start({ publicUrl: 'https://sophia.tidewater.example', openid }), '');
});
