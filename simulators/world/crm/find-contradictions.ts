import { addDays } from '../base/calendar.ts';
import { crmMoney } from '../base/money.ts';
import type { Deal, WorldTruth } from '../schema.ts';
import type { Story } from '../story/story.ts';
import type { ToldStory } from '../story/tell-story.ts';
import { crmDay } from './write-deal.ts';

interface FindInput {
  readonly told: readonly { readonly story: Story; readonly telling: ToldStory }[];
  readonly deals: readonly Deal[];
}

const properties: Readonly<Record<string, string>> = {
  closedate: 'closedate',
  amount: 'amount',
  dealstage: 'dealstage',
  competitor: 'main_competitor',
  next: 'hs_next_step',
};

/** What was said against what the CRM holds today, where it really holds something else. */
export function findContradictions({ told, deals }: FindInput): WorldTruth['contradictions'] {
  return told.flatMap(({ story, telling }) =>
    telling.said.flatMap(({ callKey, property, value, quote }) => {
      const name = properties[property] ?? property;
      const deal = deals.find(({ key }) => key === story.key);
      const crmValue = deal?.changes.findLast((change) => change.property === name)?.value ?? '';
      const saidValue = sayValue({ story, property, value });
      return crmValue === '' || crmValue === saidValue
        ? []
        : [{ dealKey: story.key, callKey, property: name, crmValue, saidValue, quote }];
    }),
  );
}

function sayValue({ story, property, value }: { story: Story; property: string; value: string }): string {
  const { facts, crm, competitor } = story;
  switch (property) {
    case 'closedate':
      return crmDay(addDays(crm.closeDate, 61));
    case 'amount':
      return crmMoney(Math.round((facts.units * 0.55) / 10) * 10 * facts.unitPrice * 12);
    case 'dealstage':
      return 'evaluation';
    case 'competitor':
      return (competitor ?? '').toLowerCase();
    default:
      return value;
  }
}
