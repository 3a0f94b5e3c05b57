import type { Question } from '#contracts';
import { formatCount } from '#platform/wording';
import { html, type Markup } from '../markup/html.ts';
import { claimAnchor } from '../view/collect-claims.ts';
import type { ReportView } from '../view/report-view.ts';
import { sideLabels } from '../wording/labels.ts';
import { quoteLink } from './claim-markup.ts';
import { foldedList, nothingFound, section } from './section.ts';

/** Questions of each side, those that were left open first. */
export function questionsPart(view: ReportView): Markup {
  const { questions } = view.findings;
  const placed = questions.map((question, position) => ({ question, position }));
  const open = placed.filter(({ question }) => !question.answered);
  const groups = (['external', 'internal', 'unknown'] as const)
    .map((side) => ({ side, asked: placed.filter(({ question }) => question.answered && question.side === side) }))
    .filter(({ asked }) => asked.length > 0);
  return section({
    id: 'questions',
    title: 'Questions',
    note: questions.length === 0 ? null : `${formatCount(questions.length, 'question')}, ${open.length} left open`,
    body: [
      questions.length === 0 && nothingFound('Nobody asked anything.'),
      open.length > 0 && html`<h3>Left open</h3>${questionList(view, open)}`,
      groups.map(
        ({ side, asked }) =>
          html`<h3>Answered, asked by ${sideLabels[side].toLowerCase()}</h3>${questionList(view, asked)}`,
      ),
    ],
  });
}

function questionList(view: ReportView, placed: readonly { question: Question; position: number }[]): Markup {
  return foldedList({
    items: placed.map(({ question, position }) => {
      const { answerEvidence } = question;
      const reply =
        answerEvidence === null
          ? null
          : html`<div class="reply"><span class="reply-name">Answer</span> ${quoteLink({ view, field: 'questions.answer', evidence: answerEvidence })}</div>`;
      return html`<li id="${claimAnchor('questions', position)}">${quoteLink({ view, field: 'questions', evidence: question })}${reply}</li>`;
    }),
    shown: 6,
    rest: 'more questions',
    className: 'plain-list',
  });
}
