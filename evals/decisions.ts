import type { EvaluationRow } from './evaluation-row.ts';
import { crossValidatedNote, judgeMeetings, sampleOf } from './judge-meetings.ts';

/** Which utterances of meetings people linked to the decisions of the minutes. */
export async function evaluate(options: { dataDirectory: string }): Promise<{ rows: EvaluationRow[] }> {
  const judged = judgeMeetings({ dataDirectory: options.dataDirectory, label: 'decision' });
  return {
    rows: [
      {
        measure: 'Decisions: average precision of utterances (AMI)',
        sample: sampleOf(judged),
        floor: 0.09,
        published: null,
        reached: judged.averagePrecision,
        interval: judged.averagePrecisionInterval,
        unit: 'AP',
        note: `${crossValidatedNote(judged, 'averagePrecision')} Mean over meetings ${judged.meanOverCalls.toFixed(2)}; F1 at the chosen threshold ${judged.f1.toFixed(2)}. Floor: a linear model, on the test meetings.`,
      },
    ],
  };
}
