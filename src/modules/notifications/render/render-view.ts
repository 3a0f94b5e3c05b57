import type { NotificationView } from '../views.ts';
import { renderApprovalCard } from './approval-card.ts';
import { context } from './blocks.ts';
import { renderCallSummary } from './call-summary.ts';
import { renderCommitmentCard } from './commitment-card.ts';
import { renderContradictionCard } from './contradiction-card.ts';
import { renderDailyDigest } from './daily-digest.ts';
import { renderDeadLettersCard } from './dead-letters-card.ts';
import { renderDealBrief } from './deal-brief.ts';
import { renderDriftCard } from './drift-card.ts';
import { type Card, fitBlocks, type RenderedMessage } from './fit-blocks.ts';
import { renderGapCard } from './gap-card.ts';
import { renderOutsideMessage } from './outside-message.ts';
import { renderRiskWarning } from './risk-warning.ts';
import { renderWebhookDisabledCard } from './webhook-disabled-card.ts';

/** A view as one or several messages that Slack takes. The notice, already escaped, stands above everything. */
export function renderView(view: NotificationView, notice: string | null = null): RenderedMessage[] {
  const card = cardOf(view);
  return fitBlocks(notice === null ? card : { ...card, head: [context(notice), ...card.head] });
}

/** The one line that stands for it where many are told at once; escaped. */
export function headlineOf(view: NotificationView): string {
  return cardOf(view).text;
}

function cardOf(view: NotificationView): Card {
  switch (view.kind) {
    case 'call_summary':
      return renderCallSummary(view);
    case 'approval_request':
      return renderApprovalCard(view);
    case 'risk_warning':
      return renderRiskWarning(view);
    case 'commitment':
      return renderCommitmentCard(view);
    case 'contradiction':
      return renderContradictionCard(view);
    case 'gap':
      return renderGapCard(view);
    case 'drift':
      return renderDriftCard(view);
    case 'webhook_disabled':
      return renderWebhookDisabledCard(view);
    case 'dead_letters':
      return renderDeadLettersCard(view);
    case 'daily_digest':
      return renderDailyDigest(view);
    case 'deal_brief':
      return renderDealBrief(view);
    case 'outside_message':
      return renderOutsideMessage(view);
  }
}
