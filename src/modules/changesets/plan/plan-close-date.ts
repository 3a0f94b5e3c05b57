import type { DraftChange } from '#contracts';
import { sameValue } from '../values/same-value.ts';
import { callDay } from './call-day.ts';
import { isDealOutdated } from './is-deal-outdated.ts';
import { nameOf, type PlanInput, referenceTo } from './plan-input.ts';
import { proofOf } from './proof-of.ts';
import { sentenceAround } from './sentence-around.ts';

/** Words that make a day the day of the signature, and those that turn it around or leave it open. */
const signing =
  /\b(sign|signed|signing|signature|ink|execute the (contract|agreement)|close (this|the deal|it)|paperwork done|contract done)\b/i;
const doubtful =
  /\b(not|never|cannot|can't|won't|don't|couldn't|wouldn't|unless|before|if|might|maybe|perhaps)\b|n't\b/i;

/** The day that the buyer names for signing, where it is one day, plainly said, and another than the CRM has. */
export function planCloseDate(plan: PlanInput): DraftChange[] {
  const { report, call, deal } = plan;
  if (deal === null || deal.stage?.isClosed === true || isDealOutdated(plan)) return [];
  const day = callDay(report);
  const said = report.result.findings.mentions.dates.filter((mention) => {
    const sentence = sentenceAround({ report, place: mention });
    return mention.side === 'external' && mention.date !== null && signing.test(sentence) && !doubtful.test(sentence);
  });
  const days = new Set(said.map(({ date, endDate }) => endDate ?? date));
  const [value] = days;
  const [claim] = said;
  if (days.size !== 1 || claim === undefined || value === undefined || value === null || (day !== null && value < day))
    return [];
  const known = deal.deal.properties['closedate'] ?? null;
  if (
    sameValue({ type: 'date', left: known?.slice(0, /^\d{11,}$/.test(known) ? undefined : 10) ?? null, right: value })
  )
    return [];
  return [
    {
      target: referenceTo(deal.deal),
      targetName: nameOf(deal.deal),
      action: { type: 'set_property', property: 'closedate', value },
      evidence: proofOf({ callId: call.callId, claims: said }),
      confidence: claim.confidence * 0.9,
      rule: 'close-date-said-by-buyer',
    },
  ];
}
