import { type DealWarning, listWarnings, warningNames } from '#modules/warnings';
import type { BriefPoint } from './brief-point.ts';
import { type BriefingOptions, reportAddress } from './briefing-options.ts';

const most = 5;

/** What speaks against a deal, each where it was said; what stands on no call leads to the record. */
export async function warningPoints({
  ctx,
  baseUrl,
  recordId,
  recordAddress,
}: BriefingOptions & { recordId: string; recordAddress: string | null }): Promise<BriefPoint[]> {
  const { warnings } = await listWarnings({ ctx, input: { recordId, kind: null, standing: true, limit: most } });
  return warnings.map((warning) => ({
    text: `${warningNames[warning.kind]}: ${warning.explanation}`,
    address: placeOf({ ctx, baseUrl, warning }) ?? recordAddress,
  }));
}

function placeOf({ warning: { evidence }, ...at }: BriefingOptions & { warning: DealWarning }): string | null {
  const quote = evidence.find((one) => one.type === 'quote');
  if (quote !== undefined) return reportAddress({ ...at, callId: quote.callId, turn: quote.turn });
  const call = evidence.find((one) => one.type === 'call');
  return call === undefined ? null : reportAddress({ ...at, callId: call.callId });
}
