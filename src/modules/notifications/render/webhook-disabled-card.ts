import type { WebhookDisabledView } from '../views.ts';
import { context, header, section } from './blocks.ts';
import { type Card, notificationText } from './fit-blocks.ts';
import { line } from './mrkdwn.ts';

/** A program that is told of events no more, and what is to be done. */
export function renderWebhookDisabledCard({ host, endpointId, reason, advice }: WebhookDisabledView): Card {
  return {
    text: notificationText(`A webhook is disabled: ${host}`),
    head: [header(`A webhook is disabled: ${host}`), context(endpointId)],
    groups: [[section(`${line(reason, 500)}\n${line(advice, 500)}`)]],
    foot: [],
  };
}
