import { loadSentenceModels, scoreSegments } from '#modules/analysis/sentence-models';
import { type Judgement, judgeCalls } from './measures.ts';
import { type MeetingLabel, readMeetings } from './read-meetings.ts';

export interface MeetingJudgement extends Judgement {
  readonly meetings: number;
  /** What cross-validation over the training meetings gave, by measure. */
  readonly crossValidated: Readonly<Record<string, number>>;
}

/** Scores the development meetings with the committed weights and thresholds, against what people marked. */
export function judgeMeetings(options: { dataDirectory: string; label: MeetingLabel }): MeetingJudgement {
  const models = loadSentenceModels('meetings');
  const meetings = readMeetings(options.dataDirectory, 'dev').filter((meeting) => meeting.annotated);
  const calls = meetings.map((meeting) => {
    const scores = scoreSegments({ models, segments: meeting.segments, labels: [options.label] }).get(options.label);
    return {
      scores: scores?.logOdds ?? new Float64Array(meeting.segments.length),
      threshold: scores?.threshold ?? Number.MAX_VALUE,
      labels: meeting.labels[options.label],
    };
  });
  return {
    ...judgeCalls(calls),
    meetings: meetings.length,
    crossValidated: models.provenance.crossValidated[options.label] ?? {},
  };
}

/** What a row says of its sample. */
export function sampleOf(judged: MeetingJudgement): string {
  return `${judged.meetings} development meetings, ${judged.segments} utterances, ${judged.wanted} marked`;
}

/** What a row says of the training meetings. */
export function crossValidatedNote(judged: MeetingJudgement, measure: 'f1' | 'averagePrecision'): string {
  return `Cross-validated over the training meetings ${judged.crossValidated[measure]?.toFixed(3) ?? 'unknown'}.`;
}
