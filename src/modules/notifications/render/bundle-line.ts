import type { CallSummaryView, ContradictionView, NotificationView, RiskWarningView } from '../views.ts';
import { line, link } from './mrkdwn.ts';
import { outsideLine } from './outside-message.ts';
import { headlineOf } from './render-view.ts';
import { point, severityMarks } from './wording.ts';

const longestWords = 200;

interface Target {
  readonly address: string | null;
  readonly words: string;
}

/**
 * One of many that are told at once: what it is, what is in it, and where the rest stands; escaped. Of what another
 * system has told it is plain words, for a block in which Slack reads nothing but words.
 */
export function bundleLine(view: NotificationView): string {
  if (view.kind === 'outside_message') return outsideLine(view);
  const links = targetsOf(view)
    .filter(({ address }) => address !== null)
    .map(link);
  const words = wordsOf(view);
  const first = [`• ${markOf(view)}${headlineOf(view)}`, ...links].join(' · ');
  return words === '' ? first : `${first}\n   ${words}`;
}

function markOf(view: NotificationView): string {
  return view.kind === 'risk_warning' && view.severity === 'high' ? `${severityMarks.high}: ` : '';
}

function wordsOf(view: NotificationView): string {
  switch (view.kind) {
    case 'call_summary':
      return view.outcome === null ? '' : point(view.outcome);
    case 'risk_warning':
    case 'gap':
      return line(view.kind === 'gap' ? view.detail : view.explanation, longestWords);
    default:
      return '';
  }
}

function targetsOf(view: NotificationView): readonly Target[] {
  switch (view.kind) {
    case 'call_summary':
      return callTargets(view);
    case 'approval_request':
      return [{ address: view.reportAddress, words: 'Report' }];
    case 'risk_warning':
      return [{ address: view.dealAddress, words: view.deal }, ...proofTargets(view)];
    case 'contradiction':
      return [{ address: view.recordAddress, words: view.record }, ...saidTargets(view)];
    case 'commitment':
      return view.call === null ? [] : [{ address: view.call.address, words: view.call.text }];
    case 'deal_brief':
      return [{ address: view.address, words: view.deal }];
    case 'gap':
      return [
        { address: view.reportAddress, words: 'Report' },
        { address: view.sourceAddress, words: 'Recording in Gong' },
        { address: view.address, words: 'Ledger' },
      ];
    case 'drift':
    case 'dead_letters':
    case 'daily_digest':
      return [{ address: view.address, words: 'Ledger' }];
    case 'webhook_disabled':
    case 'outside_message':
      return [];
  }
}

function callTargets({ reportAddress, playerAddress, deal }: CallSummaryView): readonly Target[] {
  return [
    { address: reportAddress, words: 'Report' },
    { address: playerAddress, words: 'Recording in Gong' },
    ...(deal === null ? [] : [{ address: deal.address, words: deal.name }]),
  ];
}

function proofTargets({ quotes }: RiskWarningView): readonly Target[] {
  return quotes.slice(0, 1).map(({ turnAddress }) => ({ address: turnAddress, words: 'said here' }));
}

function saidTargets({ quote }: ContradictionView): readonly Target[] {
  return [{ address: quote.turnAddress ?? quote.address, words: 'said here' }];
}
