import { loadWindowRanker, searchTurns } from '#modules/analysis/search';
import type { EvaluationRow } from './evaluation-row.ts';
import { intervalOf, meanOf, resample } from './measures.ts';
import { readQuestions } from './read-questions.ts';

/** Search inside a call: do the best five stretches of ten turns hold the turns that answer the question? */
export async function evaluate(options: { dataDirectory: string }): Promise<{ rows: EvaluationRow[] }> {
  const ranker = loadWindowRanker();
  const meetings = readQuestions(options.dataDirectory, 'val');
  const recalls = meetings.map((meeting) =>
    meeting.questions
      .filter((question) => question.turns.size > 0)
      .map((question) => {
        const found = searchTurns({ index: meeting.index, ranker, query: question.text, limit: 5 });
        let hits = 0;
        for (const { fromTurn, toTurn } of found) {
          for (let turn = fromTurn; turn <= toTurn; turn += 1) {
            hits += question.turns.has(turn) ? 1 : 0;
          }
        }
        return hits / question.turns.size;
      }),
  );
  const hits = recalls.map((values) => values.map((recall) => (recall > 0 ? 1 : 0)));
  const sample = `${meetings.length} validation meetings, ${recalls.flat().length} questions`;
  const note =
    'Trained on training meetings. Floor: BM25 over windows of ten turns, on the test meetings; on these validation meetings it reaches hit@5 79.3 %, recall 41.8 %.';
  return {
    rows: [
      {
        measure: 'Search inside a call: hit@5 (QMSum)',
        sample,
        floor: 79.1,
        published: null,
        reached: 100 * meanOf(hits.flat()),
        interval: intervalByMeeting(hits),
        unit: '%',
        note,
      },
      {
        measure: 'Search inside a call: recall of the marked turns in five windows (QMSum)',
        sample,
        floor: 41.5,
        published: null,
        reached: 100 * meanOf(recalls.flat()),
        interval: intervalByMeeting(recalls),
        unit: '%',
        note,
      },
    ],
  };
}

/** The bootstrap interval, over meetings, of the mean over questions, in percent. */
export function intervalByMeeting(values: readonly (readonly number[])[]): readonly [number, number] {
  const means = resample({ size: values.length, samples: 1000, seed: 1 }).map((times) => {
    const drawn = values.flatMap((own, meeting) => Array.from({ length: times[meeting] ?? 0 }, () => own).flat());
    return 100 * meanOf(drawn);
  });
  return intervalOf(means);
}
