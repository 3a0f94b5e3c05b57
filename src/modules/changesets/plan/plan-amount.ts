import type { DraftChange } from '#contracts';
import { moneyText } from '../values/money-text.ts';
import { sameValue } from '../values/same-value.ts';
import { isDealOutdated } from './is-deal-outdated.ts';
import { nameOf, type PlanInput, referenceTo } from './plan-input.ts';
import { proofOf } from './proof-of.ts';
import { sentenceAround } from './sentence-around.ts';

/** Words that make an amount the value of the deal, and those that make it a price of a part or leave it open. */
const ofDeal =
  /\b(contract value|total|in total|all in|altogether|annual contract|for the (year|contract|deal)|a year all in|we agree(d)? (on|to)|we can do|works for us)\b/i;
const ofPart =
  /\b(a|an|per|each|every) (unit|door|month|seat|user|resident|transaction|property|building)\b|\b(setup|fee|discount|deposit)\b/i;
const doubtful =
  /\b(not|never|cannot|can't|won't|don't|if|unless|might|maybe|perhaps|more than|less than|today|currently|budget)\b|n't\b/i;

/** The amount that the buyer names for the whole deal, where it is one, plainly said, and another than the CRM has. */
export function planAmount(plan: PlanInput): DraftChange[] {
  const { report, call, deal } = plan;
  if (deal === null || deal.stage?.isClosed === true || isDealOutdated(plan)) return [];
  const { currency } = report.result.call;
  const said = report.result.findings.mentions.amounts.filter((mention) => {
    const sentence = sentenceAround({ report, place: mention });
    const isPlain = ofDeal.test(sentence) && !ofPart.test(sentence) && !doubtful.test(sentence);
    return mention.side === 'external' && mention.currency === currency && mention.minorUnits > 0 && isPlain;
  });
  const values = new Set(said.map(({ minorUnits }) => moneyText({ minorUnits, currency })));
  const [value] = values;
  const [claim] = said;
  if (values.size !== 1 || value === undefined || claim === undefined) return [];
  const known = deal.deal.properties['deal_currency_code'] ?? currency;
  if (known !== currency || sameValue({ type: 'money', left: deal.deal.properties['amount'] ?? null, right: value }))
    return [];
  return [
    {
      target: referenceTo(deal.deal),
      targetName: nameOf(deal.deal),
      action: { type: 'set_property', property: 'amount', value },
      evidence: proofOf({ callId: call.callId, claims: said }),
      confidence: claim.confidence * 0.8,
      rule: 'amount-said-by-buyer',
    },
  ];
}
