import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Transcript, Turn } from '#contracts';
import { readTranscript } from '#modules/calls';

const examplesFolder = path.join(import.meta.dirname, '..', 'examples', 'calls');
const wordsOfAnHour = 9000;

/** The example calls, read as the product reads them. */
export async function readExamples(): Promise<Transcript[]> {
  const names = (await readdir(examplesFolder)).filter((name) => !name.endsWith('.truth.json')).sort();
  const transcripts: Transcript[] = [];
  for (const name of names) {
    const bytes = await readFile(path.join(examplesFolder, name));
    const options = {
      timeZone: 'America/Chicago',
      timeZoneGiven: false,
      internalNames: ['Maya Okafor', 'Daniel Reyes', 'Priya Natarajan', 'Tom Hadley', 'Lena Brandt', 'Marcus Webb'],
      internalDomains: ['tidewaterledger.example'],
      othersExternal: true,
    };
    transcripts.push(...readTranscript({ bytes, name, options }).transcripts);
  }
  return transcripts;
}

/** One call of an hour (9,000 words): the example calls behind one another, with running times. */
export async function hourCall(): Promise<Transcript> {
  const examples = await readExamples();
  const turns: Turn[] = [];
  let words = 0;
  let offsetMs = 0;
  for (const turn of examples.flatMap((example) => example.turns)) {
    if (words >= wordsOfAnHour) break;
    const count = turn.text.split(/\s+/).length;
    const lengthMs = Math.round((count / 150) * 60_000);
    const cues = [{ start: 0, end: turn.text.length, startMs: offsetMs, endMs: offsetMs + lengthMs }];
    turns.push({ ...turn, turn: turns.length, startMs: offsetMs, endMs: offsetMs + lengthMs, cues });
    words += count;
    offsetMs += lengthMs + 300;
  }
  const [first] = examples;
  if (first === undefined) throw new Error('Expected example calls, found none.');
  return { ...first, title: 'An hour', date: '2026-09-14', timeZone: 'America/Chicago', turns, warnings: [] };
}
