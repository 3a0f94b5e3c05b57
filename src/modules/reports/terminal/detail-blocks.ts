import { displayWidth, fitted, formatLength, formatMoney, formatShare, wrapped } from '#platform/wording';
import { qualifiedMethods } from '../view/qualified-methods.ts';
import { describeDays } from '../wording/describe-due.ts';
import { describeMood, drawCourse } from '../wording/describe-mood.ts';
import { describeQuestionRate } from '../wording/describe-question-rate.ts';
import {
  abstentionLabels,
  answerLabels,
  flagLabels,
  objectionLabels,
  sideLabels,
  signalLabels,
  topicLabel,
} from '../wording/labels.ts';
import { block, bullet, type Pen, proofLines } from './pen.ts';

const signalLimit = 6;
const questionLimit = 6;
const valueLimit = 8;

/** The sections below the first screen of a terminal report; empty ones are left out by whoever joins them. */
export function detailBlocks(pen: Pen): string[][] {
  return [
    block(pen, { title: 'Objections', lines: objectionLines(pen) }),
    block(pen, { title: 'Buying signals', lines: signalLines(pen) }),
    block(pen, { title: 'Questions', lines: questionLines(pen) }),
    block(pen, { title: 'Qualification', lines: qualificationLines(pen) }),
    block(pen, { title: 'Mood', lines: moodLines(pen) }),
    block(pen, { title: 'Topics', lines: topicLines(pen) }),
    block(pen, { title: 'Conversation', lines: conversationLines(pen) }),
    block(pen, { title: 'Mentioned', lines: mentionLines(pen) }),
    block(pen, { title: 'Coaching', lines: coachingLines(pen) }),
    block(pen, { title: 'Trackers', lines: trackerLines(pen) }),
    block(pen, { title: 'Suspicious text', lines: flagLines(pen) }),
    block(pen, { title: 'Not answered by this report', lines: abstentionLines(pen) }),
  ];
}

function objectionLines(pen: Pen): string[] {
  return pen.view.findings.objections.flatMap((objection) => {
    const open = objection.answer !== 'answered';
    const { answerEvidence } = objection;
    return [
      ...bullet(pen, {
        text: `${objectionLabels[objection.kind]}, ${answerLabels[objection.answer].toLowerCase()}`,
        ink: open ? pen.paint.yellow : pen.paint.green,
      }),
      ...proofLines(pen, { field: 'objections', evidence: objection }),
      ...(answerEvidence === null ? [] : proofLines(pen, { field: 'objections.answer', evidence: answerEvidence })),
    ];
  });
}

function signalLines(pen: Pen): string[] {
  const { buyingSignals } = pen.view.findings;
  const shown = buyingSignals
    .slice(0, signalLimit)
    .flatMap((signal) => [
      ...bullet(pen, { text: signalLabels[signal.kind], ink: pen.paint.green }),
      ...proofLines(pen, { field: 'buyingSignals', evidence: signal }),
    ]);
  return [...shown, ...more(pen, buyingSignals.length - signalLimit)];
}

function questionLines(pen: Pen): string[] {
  const { questions } = pen.view.findings;
  if (questions.length === 0) return [];
  const open = questions.filter(({ answered }) => !answered);
  const shown = open
    .slice(0, questionLimit)
    .flatMap((question) => proofLines(pen, { field: 'questions', evidence: question }));
  const counts = `${questions.length - open.length} answered, ${open.length} left open${open.length === 0 ? '' : ':'}`;
  return [...bullet(pen, { text: counts }), ...shown, ...more(pen, open.length - questionLimit)];
}

function more({ paint }: Pen, count: number): string[] {
  return count > 0 ? [paint.dim(`    and ${count} more`)] : [];
}

function qualificationLines(pen: Pen): string[] {
  return qualifiedMethods(pen.view.findings).flatMap(({ name, elements }) => {
    const known = elements.flatMap(({ label, value }) =>
      value.status === 'known' ? [`${label}: ${value.value}`] : [],
    );
    const unknown = elements.filter(({ value }) => value.status === 'unknown').map(({ label }) => label);
    const partly = known.length > 0 && unknown.length > 0;
    const missing = partly ? `; unknown: ${unknown.join(', ').toLowerCase()}` : '';
    return [
      ...bullet(pen, { text: `${name} ${known.length} of ${elements.length} known${missing}`, ink: pen.paint.bold }),
      ...known.flatMap((text) => wrapped(text, pen.width - 6).map((line) => `      ${line}`)),
    ];
  });
}

function moodLines(pen: Pen): string[] {
  const { sides, turningPoints } = pen.view.findings.sentiment;
  return [
    ...sides
      .filter(({ sentences }) => sentences > 0)
      .flatMap((side) =>
        bullet(pen, { text: `${sideLabels[side.side]}: ${describeMood(side)} ${drawCourse(side.course)}`.trimEnd() }),
      ),
    ...turningPoints.flatMap((point) => [
      ...bullet(pen, { text: point.direction === 'better' ? 'Turns better' : 'Turns worse' }),
      ...proofLines(pen, { field: 'sentiment', evidence: point }),
    ]),
  ];
}

function topicLines(pen: Pen): string[] {
  const { topics } = pen.view.findings;
  const room = Math.min(24, Math.max(8, ...topics.map(({ name }) => displayWidth(topicLabel(name)))));
  const bar = Math.max(4, Math.min(40, pen.width - room - 14));
  return topics.map(({ name, share }) => {
    const length = Math.round(share * bar);
    const label = fitted(topicLabel(name), { columns: room, fill: true });
    return `    ${label}  ${formatShare(share).padStart(4)}  ${pen.paint.blue('█'.repeat(length))}`.trimEnd();
  });
}

function conversationLines(pen: Pen): string[] {
  const { basis, speakers, sides } = pen.view.findings.interaction;
  const unit = basis === 'time' ? 'talking time' : 'words';
  const ofSpeakers = speakers.flatMap(({ speaker, talkRatio, longestMonologue, questions, fillersPer100Words }) => {
    const longest = basis === 'time' ? formatLength(longestMonologue) : `${longestMonologue} words`;
    const share = `${formatShare(talkRatio)} of the ${unit}`;
    return bullet(pen, {
      text: `${speaker}: ${share}, longest stretch ${longest}, ${questions} questions, ${fillersPer100Words} fillers per 100 words`,
    });
  });
  const ofSides = sides
    .filter(({ words }) => words > 0)
    .flatMap((side) =>
      bullet(pen, {
        text: `${sideLabels[side.side]}: ${formatShare(side.talkRatio)} of the ${unit}, ${describeQuestionRate(side)}`,
      }),
    );
  return [...ofSpeakers, ...ofSides];
}

function mentionLines(pen: Pen): string[] {
  const { competitors, products, people, amounts, dates } = pen.view.findings.mentions;
  const rival = competitors.map(
    ({ name, count, sufficient }) => `${name} ×${count}${sufficient ? '' : ' (insufficient signal)'}`,
  );
  const rows = [
    { label: 'Competitors', names: rival },
    { label: 'Products', names: products.map(({ name, count }) => `${name} ×${count}`) },
    { label: 'People', names: people.map(({ name, count }) => `${name} ×${count}`) },
    { label: 'Amounts', names: counted(amounts.map((amount) => formatMoney(amount.minorUnits, amount.currency))) },
    { label: 'Dates', names: counted(dates.map((date) => describeDays(date, pen.view.call.date))) },
  ];
  return rows
    .filter(({ names }) => names.length > 0)
    .flatMap(({ label, names }) => bullet(pen, { text: `${label}: ${names.join('; ')}` }));
}

/** The first values, each once, in the order of their first mention, with how often they were said. */
function counted(values: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const shown = [...counts].slice(0, valueLimit).map(([value, count]) => (count === 1 ? value : `${value} ×${count}`));
  return counts.size > valueLimit ? [...shown, `and ${counts.size - valueLimit} more`] : shown;
}

function coachingLines(pen: Pen): string[] {
  return pen.view.findings.coaching.flatMap(({ message, evidence }) => [
    ...bullet(pen, { text: message }),
    ...evidence.slice(0, 1).flatMap((claim) => proofLines(pen, { field: 'coaching', evidence: claim })),
  ]);
}

function trackerLines(pen: Pen): string[] {
  return pen.view.findings.trackers
    .filter(({ hits }) => hits.length > 0)
    .flatMap(({ name, hits }) => [
      ...bullet(pen, { text: `${name} ×${hits.length}` }),
      ...hits.slice(0, 1).flatMap((claim) => proofLines(pen, { field: 'trackers', evidence: claim })),
    ]);
}

function flagLines(pen: Pen): string[] {
  return pen.view.findings.flags.flatMap((flag) => [
    ...bullet(pen, { text: flagLabels[flag.kind], ink: pen.paint.red }),
    ...proofLines(pen, { field: 'flags', evidence: flag }),
  ]);
}

function abstentionLines(pen: Pen): string[] {
  return pen.view.findings.abstentions.flatMap(({ message, reason }) =>
    bullet(pen, { text: `${message} (${abstentionLabels[reason].toLowerCase()})` }),
  );
}
