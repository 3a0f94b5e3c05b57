import { z } from 'zod';
import { type Segment, wordsOf } from '#modules/analysis/sentence-models';
import { readRecords } from './read-records.ts';

const Utterance = z.object({
  speaker: z.string(),
  start: z.number(),
  end: z.number(),
  text: z.string(),
  da: z.string().nullish(),
  ext: z.number().nullish(),
  links: z.array(z.tuple([z.string(), z.number()])).nullish(),
});

const MeetingTopic = z.object({ level: z.number(), type: z.string().nullish(), first: z.number(), last: z.number() });

const MeetingLine = z.object({ id: z.string(), topics: z.array(MeetingTopic), utterances: z.array(Utterance) });

export type MeetingTopic = z.infer<typeof MeetingTopic>;

/** One meeting of the evaluation data: its utterances as segments, with the marks that people made on them. */
export interface Meeting {
  readonly id: string;
  /** The meetings of one team; they share people and a product, so they are never split between folds. */
  readonly series: string;
  readonly segments: readonly Segment[];
  readonly texts: readonly string[];
  readonly dialogueActs: readonly (string | null)[];
  readonly topics: readonly MeetingTopic[];
  /** Whether people linked its utterances to the summary; two meetings were never linked. */
  readonly annotated: boolean;
  readonly labels: { readonly [label in MeetingLabel]: Float64Array };
}

export const meetingLabels = ['actionItem', 'decision', 'problem', 'summary'] as const;
export type MeetingLabel = (typeof meetingLabels)[number];

export function readMeetings(dataDirectory: string, part: 'train' | 'dev'): Meeting[] {
  const file = part === 'train' ? 'ami_nxt/dev_train.jsonl.gz' : 'ami_nxt/dev_dev.jsonl';
  return readRecords({ dataDirectory, file, schema: MeetingLine }).map(meetingFrom);
}

function meetingFrom(line: z.infer<typeof MeetingLine>): Meeting {
  return {
    id: line.id,
    series: line.id.slice(0, 6),
    texts: line.utterances.map((utterance) => utterance.text),
    dialogueActs: line.utterances.map((utterance) => utterance.da ?? null),
    topics: line.topics,
    annotated: line.utterances.some((utterance) => (utterance.links ?? []).length > 0),
    segments: line.utterances.map((utterance) => ({
      words: wordsOf(utterance.text),
      speaker: utterance.speaker,
      startMs: Math.round(utterance.start * 1000),
      endMs: Math.round(utterance.end * 1000),
    })),
    labels: {
      actionItem: linkedTo(line, 'actions'),
      decision: linkedTo(line, 'decisions'),
      problem: linkedTo(line, 'problems'),
      summary: Float64Array.from(line.utterances, (utterance) => (utterance.ext === 1 ? 1 : 0)),
    },
  };
}

/** 1 for each utterance that people linked to a section of the minutes. */
function linkedTo(line: z.infer<typeof MeetingLine>, section: string): Float64Array {
  return Float64Array.from(line.utterances, (utterance) =>
    (utterance.links ?? []).some((link) => link[0] === section) ? 1 : 0,
  );
}
