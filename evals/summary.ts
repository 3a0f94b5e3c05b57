import { createDocument, findWords } from '#modules/analysis/language';
import { stem } from '#modules/analysis/search';
import { loadSentenceModels, scoreSentences } from '#modules/analysis/sentence-models';
import { findSmallTalk, loadSummaryLexicon, summarize } from '#modules/analysis/summary';
import type { EvaluationRow } from './evaluation-row.ts';
import { crossValidatedNote, judgeMeetings, sampleOf } from './judge-meetings.ts';
import { intervalOf, meanOf, resample } from './measures.ts';
import { readQuestions } from './read-questions.ts';
import { transcriptOf } from './transcript-of.ts';

/** Sentences for a summary against those that people picked (AMI), and the summary against theirs (QMSum). */
export async function evaluate(options: { dataDirectory: string }): Promise<{ rows: EvaluationRow[] }> {
  const judged = judgeMeetings({ dataDirectory: options.dataDirectory, label: 'summary' });
  const written = judgeSummaries(options.dataDirectory);
  return {
    rows: [
      {
        measure: 'Summary: average precision of utterances (AMI)',
        sample: sampleOf(judged),
        floor: 0.58,
        published: null,
        reached: judged.averagePrecision,
        interval: judged.averagePrecisionInterval,
        unit: 'AP',
        note: `${crossValidatedNote(judged, 'averagePrecision')} Mean over meetings ${judged.meanOverCalls.toFixed(2)}; F1 at the chosen threshold ${judged.f1.toFixed(2)}. Floor: a linear model, on the test meetings.`,
      },
      {
        measure: 'Summary: ROUGE-1 of the key points against people’s summaries (QMSum)',
        sample: `${written.values.length} summaries of validation meetings`,
        floor: 27,
        published: null,
        reached: 100 * meanOf(written.values),
        interval: intervalOf(
          resample({ size: written.values.length, samples: 1000, seed: 1 }).map(
            (times) =>
              (100 * written.values.reduce((sum, value, place) => sum + value * (times[place] ?? 0), 0)) /
              written.values.length,
          ),
        ),
        unit: '% F1',
        note: `Extracts of ${Math.round(meanOf(written.lengths))} words on average, against TextRank 27.0 and the first turns 24.3 on the test meetings; the first turns of these meetings, cut to the same length, reach ${(100 * meanOf(written.leads)).toFixed(1)}.`,
      },
    ],
  };
}

function judgeSummaries(dataDirectory: string): { values: number[]; leads: number[]; lengths: number[] } {
  const models = loadSentenceModels('meetings');
  const lexicon = loadSummaryLexicon({});
  const values: number[] = [];
  const leads: number[] = [];
  const lengths: number[] = [];
  for (const meeting of readQuestions(dataDirectory, 'val')) {
    const document = createDocument({ transcript: transcriptOf(meeting.index.turns) });
    const scores = scoreSentences({ document, models });
    const { keyPoints } = summarize({
      document,
      scores,
      lexicon,
      claims: [],
      commitments: [],
      excluded: new Set(),
      smallTalk: findSmallTalk(document, lexicon),
    });
    const words = wordsOf(keyPoints.map((point) => point.text).join(' '));
    const lead = wordsOf(meeting.index.turns.map((turn) => turn.text).join(' ')).slice(0, words.length);
    for (const summary of meeting.summaries) {
      values.push(rouge1(words, wordsOf(summary)));
      leads.push(rouge1(lead, wordsOf(summary)));
      lengths.push(words.length);
    }
  }
  return { values, leads, lengths };
}

/** The stems of a text, as the measure has them: contractions parted, endings cut. */
function wordsOf(text: string): string[] {
  return findWords(text).flatMap((word) => word.lower.split("'").map(stem));
}

/** F1 of single stems, each counted as often as it stands in both. */
function rouge1(candidate: readonly string[], reference: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const word of reference) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  let shared = 0;
  for (const word of candidate) {
    const left = counts.get(word) ?? 0;
    shared += left > 0 ? 1 : 0;
    counts.set(word, left - 1);
  }
  return shared === 0 ? 0 : (2 * shared) / (candidate.length + reference.length);
}
