import { getRecord } from '#modules/crm';
import { type RiskWarningView, readQuotes } from '#modules/notifications';
import { getWarning, warningNames } from '#modules/warnings';
import type { BriefingOptions } from './briefing-options.ts';

/** What speaks against a deal, as it stands now. */
export async function loadRiskWarning({
  ctx,
  baseUrl,
  warningId,
}: BriefingOptions & { warningId: string }): Promise<RiskWarningView> {
  const warning = await getWarning({ ctx, input: { warningId } });
  const deal = await getRecord({ ctx, input: { recordId: warning.recordId } });
  const { crm } = ctx.connections;
  const quotes: RiskWarningView['quotes'][number][] = [];
  for (const evidence of warning.evidence) {
    if (evidence.type === 'quote') quotes.push((await readQuotes({ ctx, callId: evidence.callId, baseUrl }))(evidence));
  }
  return {
    kind: 'risk_warning',
    severity: warning.severity,
    warning: warningNames[warning.kind],
    deal: deal.name ?? deal.externalId,
    dealAddress: crm.state === 'on' ? crm.client.recordAddress(deal) : null,
    explanation: warning.explanation,
    quotes,
    isCleared: warning.clearedAt !== null,
    clearedBecause: warning.clearedBecause,
  };
}
