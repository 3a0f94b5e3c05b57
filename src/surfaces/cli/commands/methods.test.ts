import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runCommand } from '#test/run-command';

const folder = await mkdtemp(join(tmpdir(), 'sophia-methods-'));
after(() => rm(folder, { recursive: true, force: true }));
const file = join(folder, 'draft.json');

const own = { methods: [{ id: 'fit', name: 'Our fit', elements: [{ key: 'pain', label: 'Pain', element: 'pain' }] }] };
const shown = {
  value: 'A',
  quote: 'The yearly audit\u001b[2J is in March.',
  speaker: 'Sam',
  side: 'external',
  turn: 1,
};
const scored = { id: 'fit', name: 'Our fit', before: { known: 1, of: 3 }, after: { known: 2, of: 3 } };
const call = {
  callId: 'call_1',
  title: 'Pricing',
  methods: [scored, { id: 'spin', name: 'SPIN', before: { known: 1, of: 4 }, after: null }],
  differences: [
    { method: 'spin', element: 'problem', label: 'Problem', before: { ...shown, startMs: null }, after: null },
    { method: 'fit', element: 'audit', label: 'Audit ahead', before: null, after: { ...shown, startMs: null } },
  ],
};
const trial = {
  replaces: '3fa9c1d2e4f5a6b7',
  calls: 2,
  engine: 'rules',
  methods: [scored, { id: 'spin', name: 'SPIN', before: { known: 1, of: 8 }, after: null }],
  perCall: [call, { ...call, callId: 'call_2', title: 'Nothing new', differences: [] }],
};

describe('sophia methods', () => {
  it('tries those of a draft, and tells per call what is known, and by which words', async () => {
    await writeFile(file, JSON.stringify({ ...own, qualifyBy: ['fit'], dealLimits: {} }));
    const { code, asked, output, messages } = await runCommand(['methods', 'try', file, '--calls', '20'], trial);
    assert.deepEqual([code, asked], [0, [['methods.try', { ...own, qualifyBy: ['fit'], calls: 20 }]]]);
    assert.match(output, /^2 calls tried, 1 with differences/u);
    assert.match(output, /^ {2}Our fit: 1 of 3 → 2 of 3\n {2}SPIN: 1 of 8 → not used$/mu);
    assert.match(output, /^Pricing \(call_1\)$/mu);
    assert.match(output, /now: {3}unknown\n {4}draft: “The yearly audit.* is in March\.” \(Sam, turn 1\)/u);
    assert.ok(!output.includes('Problem'), 'of a method that is not used any more the score says it');
    assert.ok(!output.includes('Nothing new') && !output.includes('\u001b'));
    assert.equal(messages, 'To put it in force: sophia methods publish FILE --replaces 3fa9c1d2e4f5\n');
  });

  it('says that a model may find other, where one analyzes, and that there is no call where there is none', async () => {
    await writeFile(file, '{}');
    const byModel = await runCommand(['methods', 'try', file], { ...trial, engine: 'model' });
    assert.match(byModel.messages, /A model analyzes calls here, and may find other/u);
    const none = await runCommand(['methods', 'try', file], { ...trial, calls: 0, methods: [], perCall: [] });
    assert.match(none.output, /There is no call to try it on/u);
  });

  it('names what is wrong in a draft before it asks', async () => {
    await writeFile(file, '{ "methods": [{ "id": "fit", "name": "Our fit", "elements": [] }] }');
    const wrong = await runCommand(['methods', 'try', file], trial);
    assert.deepEqual([wrong.code, wrong.asked], [2, []]);
    assert.match(wrong.messages, /methods\[0\]\.elements/u);
  });

  const version = '3fa9c1d2e4f5a6b7';
  const said = { source: 'person', by: 'Ana', at: '2026-11-03T10:00:00.000Z' };
  const former = { settings: { qualifyBy: ['spin'] }, number: 1, version: 'b'.repeat(64), ...said };
  const fromSophia = { name: 'bant', value: 'BANT: Budget, Need', from: 'sophia' };
  const inForce = {
    version,
    settings: own,
    inForce: [fromSophia],
    history: [{ settings: own, number: 2, version, ...said }, former],
  };

  it('shows those in force as a draft would have them, and publishes a draft over the version that it names', async () => {
    const shownNow = await runCommand(['methods', 'show'], inForce);
    assert.deepEqual(JSON.parse(shownNow.output), own);
    assert.match(shownNow.messages, /^ {2}bant: BANT: Budget, Need \(Sophia brings it\)$/mu);
    assert.match(shownNow.messages, /^ {2}3fa9c1d2e4f5 {2}2026-11-03 10:00 UTC, by Ana$/mu);
    await writeFile(file, JSON.stringify(own));
    const published = await runCommand(['methods', 'publish', file, '--replaces', version.slice(0, 12)], inForce);
    assert.deepEqual(published.asked.at(-1), [
      'methods.publish',
      { settings: { ...own, qualifyBy: undefined }, replaces: [version] },
    ]);
    assert.match(published.messages, /The methods of qualification are in force, version 3fa9c1d2e4f5\./u);
    const blind = await runCommand(['methods', 'publish', file], inForce);
    assert.deepEqual(blind.asked.at(-1), [
      'methods.publish',
      { settings: { ...own, qualifyBy: undefined }, replaces: null },
    ]);
  });

  it('puts the former ones back, and takes a file or that, not both', async () => {
    const back = await runCommand(['methods', 'publish', '--former', '--replaces', 'aaaa'], inForce);
    assert.deepEqual(back.asked.at(-1), ['methods.publish', { settings: former.settings, replaces: ['aaaa'] }]);
    const none = await runCommand(['methods', 'publish', '--former'], { ...inForce, history: [] });
    assert.deepEqual(none.asked, [['methods.get', {}]]);
    assert.match(none.messages, /found none/u);
    for (const both of [
      ['methods', 'publish'],
      ['methods', 'publish', file, '--former'],
    ]) {
      assert.deepEqual((await runCommand(both, inForce)).asked, []);
    }
  });
});
