import { z } from 'zod';
import type { Transcript } from '#contracts';
import { createDocument } from '#modules/analysis/language';
import { findBreaks } from '#modules/analysis/topics';
import type { EvaluationRow } from './evaluation-row.ts';
import { readRecords } from './read-records.ts';

const Meeting = z.object({
  topic_list: z.array(z.object({ relevant_text_span: z.array(z.tuple([z.string(), z.string()])) })),
  meeting_transcripts: z.array(z.object({ speaker: z.string(), content: z.string() })),
});
type Meeting = z.infer<typeof Meeting>;

/**
 * Compares the breaks between subjects with the topic spans that people marked in meetings: Pk and WindowDiff over
 * turns, lower is better. The floor knows how many topics there are and spaces them evenly; ours does not know it.
 */
export function evaluate(input: { dataDirectory: string }): { rows: EvaluationRow[] } {
  const meetings = readRecords({ dataDirectory: input.dataDirectory, file: 'qmsum/dev_val.jsonl', schema: Meeting });
  const judged = meetings.map((meeting) => {
    const wanted = wantedLabels(meeting);
    const found = labelsBetween(findBreaks(createDocument({ transcript: transcriptFrom(meeting) })), wanted.length);
    const topics = new Set(wanted).size;
    const even = wanted.map((_, index) => String(Math.floor((index * topics) / wanted.length)));
    const size = Math.max(2, Math.round(wanted.length / topics / 2));
    return { reached: errorOf(wanted, { found, size }), floor: errorOf(wanted, { found: even, size }) };
  });
  const turns = meetings.reduce((total, meeting) => total + meeting.meeting_transcripts.length, 0);
  const about = {
    sample: `${meetings.length} meetings, ${turns} turns`,
    published: null,
    unit: 'error, lower is better',
    note: 'Window and distance chosen on the training meetings, their scale for short calls on these. The floor spaces the true number of topics evenly.',
  };
  return {
    rows: [
      {
        ...about,
        measure: 'Topic boundaries: Pk (QMSum)',
        floor: mean(judged.map(({ floor }) => floor.pk)),
        reached: mean(judged.map(({ reached }) => reached.pk)),
      },
      {
        ...about,
        measure: 'Topic boundaries: WindowDiff (QMSum)',
        floor: mean(judged.map(({ floor }) => floor.windowDiff)),
        reached: mean(judged.map(({ reached }) => reached.windowDiff)),
      },
    ],
  };
}

function labelsBetween(breaks: readonly number[], length: number): string[] {
  return Array.from({ length }, (_, turn) => String(breaks.filter((start) => start <= turn).length));
}

function transcriptFrom(meeting: Meeting): Transcript {
  return {
    format: 'plain-text',
    externalId: null,
    title: null,
    startedAt: null,
    date: null,
    timeZone: 'UTC',
    parties: [],
    turns: meeting.meeting_transcripts.map(({ speaker, content }, turn) => ({
      turn,
      speaker: speaker === '' ? 'Unknown' : speaker,
      side: 'unknown',
      text: content,
      startMs: null,
      endMs: null,
      cues: [],
    })),
    warnings: [],
  };
}

/** The topic of each turn; turns between spans go on with the one before. */
function wantedLabels(meeting: Meeting): string[] {
  const labels: string[] = meeting.meeting_transcripts.map(() => '');
  meeting.topic_list.forEach((topic, name) => {
    for (const [from, to] of topic.relevant_text_span) {
      for (let turn = Number(from); turn <= Number(to); turn += 1)
        if (turn < labels.length) labels[turn] = String(name);
    }
  });
  labels.forEach((label, turn) => {
    if (label === '') labels[turn] = labels[turn - 1] ?? 'start';
  });
  return labels;
}

/** Pk: pairs a window apart that one side holds together and the other parts; WindowDiff counts boundaries between. */
function errorOf(
  wanted: readonly string[],
  { found, size }: { found: readonly string[]; size: number },
): { pk: number; windowDiff: number } {
  let apart = 0;
  let different = 0;
  const windows = Math.max(1, wanted.length - size);
  for (let from = 0; from + size < wanted.length; from += 1) {
    const one = changesWithin(wanted, { from, size });
    const other = changesWithin(found, { from, size });
    if ((one === 0) !== (other === 0)) apart += 1;
    if (one !== other) different += 1;
  }
  return { pk: apart / windows, windowDiff: different / windows };
}

function changesWithin(labels: readonly string[], { from, size }: { from: number; size: number }): number {
  let count = 0;
  for (let at = from + 1; at <= from + size; at += 1) if (labels[at] !== labels[at - 1]) count += 1;
  return count;
}

function mean(values: readonly number[]): number {
  return Math.round((values.reduce((total, value) => total + value, 0) / Math.max(1, values.length)) * 1000) / 1000;
}
