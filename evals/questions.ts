import { z } from 'zod';
import { createDocument, isQuestion } from '#modules/analysis/language';
import type { EvaluationRow } from './evaluation-row.ts';
import { readRecords } from './read-records.ts';

const Act = z.object({ text: z.string(), act: z.string(), act2: z.string().nullable() });
const Meeting = z.object({ utterances: z.array(z.object({ text: z.string(), da: z.string().nullable() })) });

/** Acts of PersuasionForGood in which the speaker asks the other for something to be said. */
const askingActs =
  /^(?:ask-org-info|ask-donation-procedure|ask-donation-amount|ask-persuader-donation-intention|ask-not-donate-reason|(?:task|personal|source)-related-inquiry)$/u;

interface Score {
  readonly cases: number;
  readonly positives: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

interface QuestionExample {
  readonly text: string;
  readonly isAct: boolean;
  readonly isMarked: boolean;
  readonly found: boolean;
}

/** The acts of the chats, with the question rule applied to their text without any question mark. */
function persuasionExamples(dataDirectory: string): QuestionExample[] {
  const acts = readRecords({ dataDirectory, file: 'persuasionforgood/dev_acts.jsonl', schema: Act });
  return acts.map((act) =>
    toExample(
      act.text,
      [act.act, act.act2].some((name) => name !== null && askingActs.test(name)),
    ),
  );
}

/** The same for the meetings: dialogue acts that elicit. */
function meetingExamples(dataDirectory: string): QuestionExample[] {
  const meetings = readRecords({ dataDirectory, file: 'ami_nxt/dev_dev.jsonl', schema: Meeting });
  return meetings.flatMap((meeting) =>
    meeting.utterances.map((utterance) => toExample(utterance.text, (utterance.da ?? '').startsWith('el.'))),
  );
}

function toExample(text: string, isAct: boolean): QuestionExample {
  const stripped = text.replaceAll('?', ' ').trim();
  const turn = {
    turn: 0,
    speaker: 'A',
    side: 'unknown' as const,
    text: stripped,
    startMs: null,
    endMs: null,
    cues: [],
  };
  const document = createDocument({
    transcript: {
      format: 'plain-text',
      externalId: null,
      title: null,
      startedAt: null,
      date: null,
      timeZone: 'UTC',
      parties: [],
      turns: [turn],
      warnings: [],
    },
  });
  const found = document.sentences.some((sentence) => isQuestion(sentence));
  return { text, isAct, isMarked: text.trim().endsWith('?'), found };
}

function scoreExamples(examples: readonly QuestionExample[], truth: 'isAct' | 'isMarked'): Score {
  const positives = examples.filter((example) => example[truth]).length;
  const found = examples.filter((example) => example.found).length;
  const hits = examples.filter((example) => example.found && example[truth]).length;
  const precision = hits / Math.max(1, found);
  const recall = hits / Math.max(1, positives);
  return {
    cases: examples.length,
    positives,
    precision,
    recall,
    f1: (2 * precision * recall) / Math.max(1e-9, precision + recall),
  };
}

/** Questions told by their words, with every question mark taken out of the text first. */
export function evaluate(input: { dataDirectory: string }): { rows: EvaluationRow[] } {
  const persuasion = persuasionExamples(input.dataDirectory);
  const meetings = meetingExamples(input.dataDirectory);
  return {
    rows: [
      rowOf(scoreExamples(persuasion, 'isAct'), {
        measure: 'Questions: acts that ask (PersuasionForGood)',
        floor: 0.67,
        note: 'the floor is a linear model on the test part',
      }),
      rowOf(scoreExamples(persuasion, 'isMarked'), {
        measure: 'Questions: sentences the writer marked (PersuasionForGood)',
        floor: null,
        note: 'marks taken out before',
      }),
      rowOf(scoreExamples(meetings, 'isAct'), {
        measure: 'Questions: acts that elicit (AMI)',
        floor: null,
        note: 'includes unfinished and one-word acts of overlapping speech',
      }),
    ],
  };
}

function rowOf(score: Score, about: { measure: string; floor: number | null; note: string }): EvaluationRow {
  return {
    measure: about.measure,
    sample: `${score.cases} acts, ${score.positives} of them questions`,
    floor: about.floor,
    published: null,
    reached: Math.round(score.f1 * 1000) / 1000,
    unit: 'F1',
    note: `Precision ${score.precision.toFixed(2)}, recall ${score.recall.toFixed(2)}; ${about.note}.`,
  };
}
