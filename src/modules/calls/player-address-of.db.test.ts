import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { databaseForSuite } from '#test/database-for-suite';
import { openGong } from '#test/gong-world';
import { noConnections } from '#test/no-connections';
import { partyOf, storeCall } from '#test/source-calls';
import { playerAddressOf } from './index.ts';

const suite = await databaseForSuite();
const { source } = await openGong({ url: 'http://gong.invalid' });
const connected = { ...noConnections, calls: { state: 'on', client: source, simulated: true } } as const;
const parties = [partyOf({ side: 'external', name: 'Ana Ruiz', speakerId: '2' })];

async function playerOf({ url, on = true }: { url: string | null; on?: boolean }) {
  const ctx = {
    ...suite.createContext({ workspaceId: await suite.createWorkspace() }),
    connections: on ? connected : noConnections,
  };
  const startedAt = '2026-09-10T10:00:00.000Z';
  const callId = await storeCall({ ctx, externalId: '1', startedAt, parties, known: { url } });
  return playerAddressOf({ ctx, callId });
}

describe('where a call is heard', () => {
  it("is Gong's player at the second in which the claim begins", async () => {
    const address = await playerOf({ url: 'https://app.gong.io/call?id=77' });
    assert.equal(
      address(65_999),
      'https://app.gong.io/call?id=77&highlights=%5B%7B%22type%22%3A%22SHARE%22%2C%22from%22%3A65%2C%22to%22%3A65%7D%5D',
    );
    const highlights = new URL(address(0) ?? '').searchParams.get('highlights');
    assert.equal(highlights, '[{"type":"SHARE","from":0,"to":0}]');
  });

  it('is the start of the call without a connection, and nowhere without an address of the web', async () => {
    const unconnected = await playerOf({ url: 'https://app.gong.io/call?id=77', on: false });
    assert.equal(unconnected(65_999), 'https://app.gong.io/call?id=77');
    for (const url of [null, 'javascript:alert(1)', 'no address'])
      assert.equal((await playerOf({ url }))(65_999), null);
  });
});
