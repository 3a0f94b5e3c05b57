import { createDocument } from '#modules/analysis/language';
import { findBreaks } from '#modules/analysis/topics';
import type { EvaluationRow } from './evaluation-row.ts';
import { intervalOf, meanOf, resample } from './measures.ts';
import { type Meeting, readMeetings } from './read-meetings.ts';
import { transcriptOf } from './transcript-of.ts';

/**
 * Compares the breaks between subjects with the topics of the first level that people marked (AMI): Pk over
 * utterances, lower is better. The floor knows how many topics there are and spaces them evenly; ours does not.
 */
export async function evaluate(options: { dataDirectory: string }): Promise<{ rows: EvaluationRow[] }> {
  const meetings = readMeetings(options.dataDirectory, 'dev').filter((meeting) => firstLevel(meeting).length > 1);
  const judged = meetings.map(judge);
  const errors = judged.map((meeting) => meeting.reached);
  return {
    rows: [
      {
        measure: 'Topic boundaries: Pk (AMI)',
        sample: `${meetings.length} development meetings, ${judged.reduce((sum, meeting) => sum + meeting.topics, 0)} topics`,
        floor: meanOf(judged.map((meeting) => meeting.even)),
        published: null,
        reached: meanOf(errors),
        interval: intervalOf(
          resample({ size: errors.length, samples: 1000, seed: 1 }).map(
            (times) => errors.reduce((sum, error, place) => sum + error * (times[place] ?? 0), 0) / errors.length,
          ),
        ),
        unit: 'error, lower is better',
        note: 'Not tuned on these meetings. The floor spaces the true number of topics evenly.',
      },
    ],
  };
}

function firstLevel(meeting: Meeting): Meeting['topics'] {
  return meeting.topics.filter((topic) => topic.level === 0);
}

function judge(meeting: Meeting): { reached: number; even: number; topics: number } {
  const count = meeting.segments.length;
  const topics = firstLevel(meeting);
  const wanted = new Float64Array(count);
  topics.forEach((topic, name) => wanted.fill(name, topic.first));
  const turns = meeting.segments.map((segment, place) => ({
    speaker: segment.speaker,
    text: meeting.texts[place] ?? '',
  }));
  const breaks = findBreaks(createDocument({ transcript: transcriptOf(turns) }));
  const found = wanted.map((_name, place) => breaks.filter((start) => start <= place).length);
  const even = wanted.map((_name, place) => Math.floor((place * topics.length) / count));
  const distance = Math.max(2, Math.round(count / topics.length / 2));
  return {
    reached: errorOf({ wanted, found, distance }),
    even: errorOf({ wanted, found: even, distance }),
    topics: topics.length,
  };
}

/** Pk: how often two places `distance` apart are wrongly told to be of one topic, or of two. */
function errorOf(options: { wanted: Float64Array; found: Float64Array; distance: number }): number {
  const { wanted, found, distance } = options;
  let wrong = 0;
  const pairs = wanted.length - distance;
  for (let place = 0; place < pairs; place += 1) {
    const isOne = wanted[place] === wanted[place + distance];
    wrong += isOne === (found[place] === found[place + distance]) ? 0 : 1;
  }
  return wrong / Math.max(1, pairs);
}
