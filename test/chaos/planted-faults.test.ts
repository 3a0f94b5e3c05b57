import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import { startGongSimulator } from '../../simulators/gong/index.ts';
import { startHubspotSimulator } from '../../simulators/hubspot/index.ts';
import { startSlackSimulator } from '../../simulators/slack/index.ts';
import { smallWorld } from '../../simulators/world/small-world.ts';
import { plantedFaults } from './planted-faults.ts';
import { vendorNames } from './storm-vendors.ts';

const Offered = z.object({ faults: z.array(z.unknown()), kinds: z.array(z.string()) });

describe('the faults of a storm', async () => {
  const starts = { gong: startGongSimulator, hubspot: startHubspotSimulator, slack: startSlackSimulator };
  for (const name of vendorNames) {
    const running = await starts[name]({ port: 0, world: smallWorld() });
    after(() => running.close());
    it(`are all that ${name} can be told to do wrong`, async () => {
      const url = `${running.url}/_control/faults`;
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ faults: plantedFaults[name] });
      const planted = await fetch(url, { method: 'POST', headers, body });
      const { faults, kinds } = Offered.parse(await planted.json());
      assert.equal(faults.length, plantedFaults[name].length);
      assert.deepEqual([...new Set(plantedFaults[name].map(({ kind }) => kind))].toSorted(), kinds.toSorted());
    });
  }
});
