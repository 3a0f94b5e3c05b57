import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import type { RunningSimulator } from '../kit/index.ts';
import { smallWorld } from '../world/small-world.ts';
import { gongKey, startGongSimulator } from './index.ts';

const Calls = z.object({ calls: z.array(z.object({ url: z.string() })) });

describe('the page of a call', () => {
  let gong: RunningSimulator;
  before(async () => {
    gong = await startGongSimulator({ port: 0, world: smallWorld() });
  });
  after(() => gong.close());

  async function addressOfFirst(): Promise<URL> {
    const credentials = Buffer.from(`${gongKey.accessKey}:${gongKey.secret}`).toString('base64');
    const range = 'fromDateTime=2020-01-01T00:00:00Z&toDateTime=2030-01-01T00:00:00Z';
    const answer = await fetch(`${gong.url}/v2/calls?${range}`, { headers: { authorization: `Basic ${credentials}` } });
    return new URL(Calls.parse(await answer.json()).calls[0]?.url ?? '');
  }

  it('is where its address leads, with what is said at the second that is to be heard', async () => {
    const address = await addressOfFirst();
    assert.equal(address.origin, gong.url);
    assert.ok(!(await (await fetch(address)).text()).includes('What is said at'));
    address.searchParams.set('highlights', JSON.stringify([{ type: 'SHARE', from: 0, to: 0 }]));
    const page = await (await fetch(address)).text();
    assert.match(page, /<a href="#said-0">What is said at 0:00<\/a>/u);
    assert.equal(page.split('>here<').length, 2);
    address.searchParams.set('highlights', '[nonsense');
    assert.equal((await fetch(address)).status, 200);
    assert.equal((await fetch(`${gong.url}/call?id=1`)).status, 404);
  });
});
