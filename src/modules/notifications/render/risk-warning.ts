import type { RiskWarningView } from '../views.ts';
import { context, header, section } from './blocks.ts';
import { type Card, notificationText } from './fit-blocks.ts';
import { line, link } from './mrkdwn.ts';
import { quoted, severityMarks } from './wording.ts';

const mostQuotes = 3;

/** What speaks against a deal, with what it stands on. */
export function renderRiskWarning(view: RiskWarningView): Card {
  const title = `${view.isCleared ? 'Cleared: ' : ''}${view.warning}`;
  const quotes = view.quotes.slice(0, mostQuotes);
  const more = view.quotes.length - quotes.length;
  const state = view.isCleared
    ? `Cleared${view.clearedBecause === null ? '' : `: ${line(view.clearedBecause)}`}`
    : `Severity: ${severityMarks[view.severity]}`;
  return {
    text: notificationText(`${view.isCleared ? 'Risk cleared' : 'Risk'} in ${view.deal}: ${view.warning}`),
    head: [header(title), context(`${link({ address: view.dealAddress, words: view.deal })} · ${state}`)],
    groups: [[section(line(view.explanation, 1000))], ...quotes.map((quote) => [section(quoted(quote))])],
    foot: more > 0 ? [context(`_and ${more} more quotes_`)] : [],
  };
}
