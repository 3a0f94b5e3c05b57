import type { EvaluationRow } from './evaluation-row.ts';
import { crossValidatedNote, judgeMeetings, sampleOf } from './judge-meetings.ts';

/** Which utterances of meetings people linked to an action item of the minutes. */
export async function evaluate(options: { dataDirectory: string }): Promise<{ rows: EvaluationRow[] }> {
  const judged = judgeMeetings({ dataDirectory: options.dataDirectory, label: 'actionItem' });
  return {
    rows: [
      {
        measure: 'Action items: F1 of utterances (AMI)',
        sample: sampleOf(judged),
        floor: 0.43,
        published: 0.431,
        reached: judged.f1,
        interval: judged.f1Interval,
        unit: 'F1',
        note: `${crossValidatedNote(judged, 'f1')} Precision ${judged.precision.toFixed(2)}, recall ${judged.recall.toFixed(2)}. Weights and threshold from training meetings only. Floor: a linear model on words, neighbors and position; a regular expression reaches .05. Both are on the test meetings.`,
      },
      {
        measure: 'Action items: average precision of utterances (AMI)',
        sample: sampleOf(judged),
        floor: null,
        published: null,
        reached: judged.averagePrecision,
        interval: judged.averagePrecisionInterval,
        unit: 'AP',
        note: `${crossValidatedNote(judged, 'averagePrecision')} Mean over meetings ${judged.meanOverCalls.toFixed(2)}.`,
      },
    ],
  };
}
