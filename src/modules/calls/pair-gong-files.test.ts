import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { SophiaError } from '#platform/errors';
import { readTranscript } from './formats/index.ts';
import { pairGongFiles } from './pair-gong-files.ts';

function details(...ids: string[]): unknown {
  const parties = [
    { speakerId: '1', name: 'Ana Ruiz', affiliation: 'External' },
    { speakerId: '2', name: 'Ben Cole', affiliation: 'Internal' },
  ];
  const calls = ids.map((id) => ({ metaData: { id, title: `Call ${id}`, started: '2026-10-06T14:00:00Z' }, parties }));
  return { requestId: 'r1', records: { totalRecords: ids.length }, calls };
}

function transcripts(...ids: string[]): unknown {
  const transcript = ['1', '2'].map((speakerId) => ({
    speakerId,
    topic: null,
    sentences: [{ start: 0, end: 900, text: 'Hello.' }],
  }));
  return { requestId: 'r2', callTranscripts: ids.map((callId) => ({ callId, transcript })) };
}

describe('Gong’s answers in files of their own', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sophia-gong-'));
  });

  after(async () => {
    await rm(folder, { recursive: true });
  });

  /** Each file that is left, with the calls that are read from it, or why it is refused. */
  async function pair(documents: Record<string, unknown>): Promise<[string, string][]> {
    const items = [];
    for (const [name, document] of Object.entries(documents)) {
      await writeFile(path.join(folder, name), JSON.stringify(document));
      items.push({ sourceName: name, path: path.join(folder, name), contentBase64: null });
    }
    const paired = await pairGongFiles(items);
    return paired.map(({ sourceName, contentBase64 }) => {
      const bytes = Buffer.from(
        contentBase64 ?? Buffer.from(JSON.stringify(documents[sourceName])).toString('base64'),
        'base64',
      );
      return [sourceName, describeCalls({ bytes, name: sourceName })];
    });
  }

  it('stay as they are where they are whole, though a copy of them is there', async () => {
    const whole = { ...Object(details('1')), ...Object(transcripts('1')) };
    const read = '1 on 2026-10-06: Ana Ruiz external, Ben Cole internal';
    assert.deepEqual(await pair({ 'a.json': whole, 'copy.json': whole }), [
      ['a.json', read],
      ['copy.json', read],
    ]);
  });

  it('are satisfied by a whole copy of the call in another file, whichever of the two they are', async () => {
    const whole = { ...Object(details('1')), ...Object(transcripts('1')) };
    const read = '1 on 2026-10-06: Ana Ruiz external, Ben Cole internal';
    for (const documents of [
      { 'a.json': details('1'), 'whole.json': whole },
      { 'whole.json': whole, 'z.json': details('1') },
    ]) {
      assert.deepEqual(await pair(documents), [['whole.json', read]]);
    }
    assert.deepEqual(await pair({ 'a.json': transcripts('1'), 'whole.json': whole }), [
      ['a.json', read],
      ['whole.json', read],
    ]);
    const [mixed, kept] = await pair({ 'a.json': details('1', '2'), 'whole.json': whole });
    assert.deepEqual(kept, ['whole.json', read]);
    assert.match(mixed?.[1] ?? '', /transcript/);
    assert.doesNotMatch(mixed?.[1] ?? '', /\b1\b.*has no/);
  });

  it('give their details to every file that has the transcript', async () => {
    const read = '1 on 2026-10-06: Ana Ruiz external, Ben Cole internal';
    assert.deepEqual(await pair({ 'a.json': details('1'), 'b.json': transcripts('1'), 'c.json': transcripts('1') }), [
      ['b.json', read],
      ['c.json', read],
    ]);
  });

  it('become whole calls, with names, sides and dates, whatever the order and however many there are', async () => {
    assert.deepEqual(
      await pair({ 'a.json': details('1', '2'), 'b.json': transcripts('1'), 'c.json': transcripts('2') }),
      [
        ['b.json', '1 on 2026-10-06: Ana Ruiz external, Ben Cole internal'],
        ['c.json', '2 on 2026-10-06: Ana Ruiz external, Ben Cole internal'],
      ],
    );
    assert.deepEqual(await pair({ 'a.json': transcripts('1', '2'), 'b.json': details('1'), 'c.json': details('2') }), [
      [
        'a.json',
        '1 on 2026-10-06: Ana Ruiz external, Ben Cole internal; 2 on 2026-10-06: Ana Ruiz external, Ben Cole internal',
      ],
    ]);
  });

  it('stay as they are where the other is missing, which is named', async () => {
    const [first, second] = await pair({ 'a.json': details('1', '7784'), 'b.json': transcripts('1', '7785') });
    assert.match(first?.join(' ') ?? '', /^a\.json .*the details of one call \(7784\) and no transcript/);
    assert.match(
      second?.join(' ') ?? '',
      /^b\.json 1 on 2026-10-06: .*; 7785 on null: Speaker 1 unknown.*The details of call 7785 are not in the file/,
    );
  });

  it('leave every other file alone', async () => {
    const [first, second] = await pair({
      'a.json': { calls: [1] },
      'b.json': transcripts('1'),
      'c.json': { words: [] },
    });
    assert.match(first?.[1] ?? '', /JSON of another kind/);
    assert.match(second?.[1] ?? '', /details of call 1 are not in the file/);
  });
});

function describeCalls({ bytes, name }: { bytes: Uint8Array; name: string }): string {
  const options = { timeZone: 'UTC', timeZoneGiven: false, internalNames: [], internalDomains: [] };
  try {
    return readTranscript({ bytes, name, options })
      .transcripts.map(({ externalId, date, turns, warnings }) => {
        const people = turns.map(({ speaker, side }) => `${speaker} ${side}`).join(', ');
        const told = warnings
          .filter(({ code }) => code === 'transcript.no-details')
          .map(({ message }) => ` ${message}`);
        return `${externalId} on ${date}: ${people}${told.join('')}`;
      })
      .join('; ');
  } catch (error) {
    assert.ok(error instanceof SophiaError);
    return error.message;
  }
}
