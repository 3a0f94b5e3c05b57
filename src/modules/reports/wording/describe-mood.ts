import type { Sentiment } from '#contracts';
import { formatScore } from '#platform/wording';
import { moodLabels } from './labels.ts';

type SideMood = Sentiment['sides'][number];

const levels = '▁▂▃▄▅▆▇█';
/** A mood that hardly moves must not look like a storm. */
const smallestScale = 0.4;

/** How the mood of one side goes along the call; null where too little was said to tell. */
export const trendLabels = {
  better: 'getting better',
  steady: 'no clear trend',
  worse: 'getting worse',
} as const satisfies Record<NonNullable<SideMood['trend']>, string>;

/** The mood of one side: `mixed (−0.1), getting better`. */
export function describeMood({ label, score, trend }: Pick<SideMood, 'label' | 'score' | 'trend'>): string {
  const mood = `${moodLabels[label].toLowerCase()} (${formatScore(score)})`;
  return trend === null ? mood : `${mood}, ${trendLabels[trend]}`;
}

/** The parts of a course as a row of bars, from the worst to the best mood; nothing where there are too few. */
export function drawCourse(course: Sentiment['course']): string {
  if (course.length < 3) return '';
  const scale = Math.max(smallestScale, ...course.map(({ score }) => Math.abs(score)));
  return course
    .map(
      ({ score }) => levels[Math.min(levels.length - 1, Math.floor(((score / scale + 1) / 2) * levels.length))] ?? '',
    )
    .join('');
}
