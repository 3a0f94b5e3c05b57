import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { parseWebVtt } from '#modules/calls/formats';
import type { EvaluationRow } from './evaluation-row.ts';
import { readRecords } from './read-records.ts';

const Vector = z.object({
  name: z.string(),
  vtt_b64: z.base64(),
  expected: z
    .object({
      cues: z.array(z.object({ id: z.string(), startTime: z.number(), endTime: z.number(), text: z.string() })),
    })
    .nullable(),
});

/** Returns the row of the table of results for the WebVTT vectors of the evaluation data. */
export async function evaluate({ dataDirectory }: { dataDirectory: string }): Promise<{ rows: EvaluationRow[] }> {
  const { passed, expected, unjudged } = measureImportConformance(dataDirectory);
  return {
    rows: [
      {
        measure: 'WebVTT conformance',
        sample: `${expected} files with the expected cues, ${unjudged} without`,
        floor: null,
        published: null,
        reached: passed / expected,
        unit: 'share of files',
        note: `${passed} of ${expected} give exactly the expected cues: number, ids, times and texts`,
      },
    ],
  };
}

interface ConformanceResult {
  readonly passed: number;
  readonly expected: number;
  /** Vectors without expected cues: they must be read without an exception. */
  readonly unjudged: number;
  readonly failures: readonly { readonly name: string; readonly expected: string; readonly found: string }[];
}

/** Returns how many WebVTT vectors of the evaluation data in `dataDirectory` give exactly the expected cues. */
function measureImportConformance(dataDirectory: string): ConformanceResult {
  const vectors = readRecords({
    dataDirectory,
    file: path.join('conformance', 'webvtt', 'vectors.jsonl'),
    schema: Vector,
  });
  const judged = vectors.map(judgeVector);
  const failures = judged.filter((verdict) => verdict !== 'unjudged' && verdict !== 'passed');
  const unjudged = judged.filter((verdict) => verdict === 'unjudged').length;
  const expected = vectors.length - unjudged;
  return { passed: expected - failures.length, expected, unjudged, failures };
}

function judgeVector(vector: z.infer<typeof Vector>): 'passed' | 'unjudged' | ConformanceResult['failures'][number] {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.from(vector.vtt_b64, 'base64'));
  const found = parseWebVtt({ text }).cues.map((cue) => [cue.id, cue.startMs, cue.endMs, cue.text]);
  if (vector.expected === null) return 'unjudged';
  const expected = vector.expected.cues.map((cue) => [
    cue.id,
    Math.round(cue.startTime * 1000),
    Math.round(cue.endTime * 1000),
    cue.text,
  ]);
  const same = JSON.stringify(found) === JSON.stringify(expected);
  return same ? 'passed' : { name: vector.name, expected: JSON.stringify(expected), found: JSON.stringify(found) };
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { data: { type: 'string' } } });
  const dataDirectory = values.data ?? process.env['SOPHIA_EVAL_DATA'] ?? path.join('..', 'shared', 'data');
  const result = measureImportConformance(dataDirectory);
  for (const failure of result.failures) {
    process.stdout.write(`${failure.name}\n  expected ${failure.expected}\n  found    ${failure.found}\n`);
  }
  process.stdout.write(`WebVTT: ${result.passed} of ${result.expected} vectors with expected cues pass`);
  process.stdout.write(`, ${result.unjudged} without were read\n`);
  process.exitCode = result.failures.length === 0 ? 0 : 1;
}
