import { formatLength, formatShare } from '#platform/wording';
import { qualifiedMethods } from '../view/qualified-methods.ts';
import type { ReportView } from '../view/report-view.ts';
import { describeMood, drawCourse } from '../wording/describe-mood.ts';
import { describeQuestionRate } from '../wording/describe-question-rate.ts';
import {
  abstentionLabels,
  answerLabels,
  flagLabels,
  gapLabels,
  objectionLabels,
  riskLabels,
  severityLabels,
  sideLabels,
  signalLabels,
  topicLabel,
} from '../wording/labels.ts';
import { listSection, plain, proof } from './markdown-text.ts';
import { mentionSection } from './mention-section.ts';

/** Everything else that was found, a section each; a section without content is left out. */
export function detailSections(view: ReportView): string[] {
  return [
    ...objectionSections(view),
    ...qualificationSection(view),
    ...shapeSections(view),
    ...mentionSection(view),
    ...watchedSections(view),
  ];
}

function objectionSections(view: ReportView): string[] {
  const { objections, buyingSignals, questions, risks, gaps } = view.findings;
  const openFirst = questions.toSorted((left, right) => Number(left.answered) - Number(right.answered));
  return [
    ...listSection(
      'Objections',
      objections.map((objection) => {
        const answer =
          objection.answerEvidence === null
            ? ''
            : `\n  - Answer: ${proof({ view, field: 'objections.answer', evidence: objection.answerEvidence })}`;
        const label = `**${objectionLabels[objection.kind]}**, ${answerLabels[objection.answer].toLowerCase()}`;
        return `${label}: ${proof({ view, field: 'objections', evidence: objection })}${answer}`;
      }),
    ),
    ...listSection(
      'Buying signals',
      buyingSignals.map(
        (signal) => `**${signalLabels[signal.kind]}**: ${proof({ view, field: 'buyingSignals', evidence: signal })}`,
      ),
    ),
    ...listSection(
      'Questions',
      openFirst.map((question) => {
        const state = question.answered ? '' : '**Left open**: ';
        return `${state}${proof({ view, field: 'questions', evidence: question })}`;
      }),
    ),
    ...listSection('Risks', [
      ...risks.map((risk) => {
        const label = `**${riskLabels[risk.kind]}** (${severityLabels[risk.severity].toLowerCase()})`;
        return `${label}: ${proof({ view, field: 'risks', evidence: risk })}`;
      }),
      ...gaps.map((gap) => `**${gapLabels[gap.kind]}**: ${plain(gap.message)}`),
    ]),
  ];
}

function qualificationSection(view: ReportView): string[] {
  const lines = qualifiedMethods(view.findings).map(({ id, name, elements }) => {
    const rows = elements.map(({ key, label, value }) => {
      if (value.status === 'unknown') return `  - ${plain(label)}: unknown`;
      const field = `qualification.${id}.${key}`;
      return `  - ${plain(label)}: ${plain(value.value)} ${proof({ view, field, evidence: value })}`;
    });
    return [`**${plain(name)}**`, ...rows].join('\n');
  });
  return listSection('Qualification', lines);
}

function shapeSections({ findings }: ReportView): string[] {
  const { sentiment, topics, interaction } = findings;
  const mood = sentiment.sides.filter(({ sentences }) => sentences > 0);
  const unit = interaction.basis === 'time' ? 'of the talking time' : 'of the words';
  return [
    ...listSection(
      'Topics',
      topics.map(({ name, share }) => `${plain(topicLabel(name))}: ${formatShare(share)}`),
    ),
    ...listSection(
      'Mood',
      mood.map((side) => `${sideLabels[side.side]}: ${describeMood(side)} ${drawCourse(side.course)}`.trimEnd()),
    ),
    ...listSection('Conversation', [
      ...interaction.speakers.map(({ speaker, talkRatio, questions, longestMonologue }) => {
        const longest = interaction.basis === 'time' ? formatLength(longestMonologue) : `${longestMonologue} words`;
        return `${plain(speaker)}: ${formatShare(talkRatio)} ${unit}, longest stretch ${longest}, ${questions} questions`;
      }),
      ...interaction.sides
        .filter(({ words }) => words > 0)
        .map(
          (side) => `${sideLabels[side.side]}: ${formatShare(side.talkRatio)} ${unit}, ${describeQuestionRate(side)}`,
        ),
    ]),
  ];
}

function watchedSections(view: ReportView): string[] {
  const { coaching, trackers, flags, abstentions } = view.findings;
  const hits = trackers.filter((tracker) => tracker.hits.length > 0);
  return [
    ...listSection(
      'Coaching',
      coaching.map(({ message, evidence }) => {
        const [first] = evidence;
        return first === undefined
          ? plain(message)
          : `${plain(message)} ${proof({ view, field: 'coaching', evidence: first })}`;
      }),
    ),
    ...listSection(
      'Trackers',
      hits.map(({ name, hits: found }) => {
        const [first] = found;
        const example = first === undefined ? '' : `: ${proof({ view, field: 'trackers', evidence: first })}`;
        return `${plain(name)} ×${found.length}${example}`;
      }),
    ),
    ...listSection(
      'Suspicious text',
      flags.map((flag) => `**${flagLabels[flag.kind]}**: ${proof({ view, field: 'flags', evidence: flag })}`),
    ),
    ...listSection(
      'Not answered by this report',
      abstentions.map(({ message, reason }) => `${plain(message)} (${abstentionLabels[reason].toLowerCase()})`),
    ),
  ];
}
