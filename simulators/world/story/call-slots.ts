import { addDays } from '../base/calendar.ts';
import { formatCount, formatMoney } from '../base/money.ts';
import type { Random } from '../base/random.ts';
import type { Letter } from '../scenes/load-phrasings.ts';
import { pickDue, sayFarDay, sayMeeting } from '../scenes/pick-due.ts';
import { day, money, plain, type Slots, type SlotValue } from '../scenes/slots.ts';
import { products } from './create-facts.ts';
import type { PlannedCall, Story } from './story.ts';

interface SlotsInput {
  readonly random: Random;
  readonly story: Story;
  readonly call: PlannedCall;
  readonly nextCall: PlannedCall | undefined;
  readonly firstNames: ReadonlyMap<Letter, string>;
  readonly hasChampionLeft: boolean;
  readonly isBossThere: boolean;
  readonly today: string;
}

/** What the phrasings may speak of in this call. What is not known or would be wrong is not among them. */
export function callSlots(input: SlotsInput): Slots {
  const slots = new Map<string, () => SlotValue>([
    ...factSlots(input),
    ...dateSlots(input),
    ...contradictionSlots(input),
  ]);
  for (const [letter, name] of input.firstNames) {
    slots.set(letter.toLowerCase(), () => plain(name));
  }
  if (!input.isBossThere) {
    slots.set('boss', () => plain(input.story.economicBuyer.firstName));
  }
  if (input.hasChampionLeft) {
    slots.set('old', () => plain(input.story.champion.firstName));
  }
  const { competitor } = input.story;
  if (competitor !== null) {
    slots.set('competitor', () => plain(competitor));
  }
  return slots;
}

function factSlots({ story }: SlotsInput): [string, () => SlotValue][] {
  const { facts, account } = story;
  const yearly = facts.unitPrice * facts.units * 12;
  const words: Readonly<Record<string, string>> = {
    account: account.name,
    city: account.city,
    units: formatCount(facts.units),
    properties: String(facts.properties),
    software: facts.software,
    product: products[facts.product],
    user: story.accountant,
    online: `${facts.onlinePercent}%`,
    onlineNow: `${facts.onlineNowPercent}%`,
    late: `${facts.latePercent}%`,
    recovery: `${facts.recoveryPercent}%`,
    agencyCut: `${facts.agencyPercent}%`,
    share: '11%',
    nsf: String(facts.nsf),
    checks: formatCount(facts.checks),
    hours: String(facts.hours),
    dupCount: String(facts.doubleCharged),
  };
  const sums: Readonly<Record<string, number>> = {
    unitPrice: facts.unitPrice,
    monthly: facts.unitPrice * facts.units,
    annual: yearly,
    discountUnit: facts.discountUnit,
    discountAnnual: facts.discountUnit * facts.units * 12,
    threeYearUnit: facts.threeYearUnit,
    renewUnit: facts.renewUnit,
    renewAnnual: facts.renewUnit * facts.units * 12,
    setup: facts.setup,
    currentUnit: facts.currentUnit,
    budget: facts.budget,
    writeoff: facts.writeoff,
    nsfFee: facts.nsfFee,
    cardFee: facts.cardFee,
    signLimit: facts.signLimit,
    recovered: facts.recovered,
    ...(story.competitor === null ? {} : { competitorUnit: facts.competitorUnit }),
  };
  return [
    ...Object.entries(words).map(([name, text]): [string, () => SlotValue] => [name, () => plain(text)]),
    ...Object.entries(sums).map(([name, cents]): [string, () => SlotValue] => [
      name,
      () => money(formatMoney(cents), cents),
    ]),
  ];
}

function dateSlots({ random, story, call, nextCall, today }: SlotsInput): [string, () => SlotValue][] {
  const far = { decisionDay: story.facts.decisionDay, goLive: story.facts.goLive, boardDay: story.facts.boardDay };
  const hasOtherDay =
    story.plots.has('passed') || (story.contradiction === 'closedate' && nextCall?.isUpcoming !== false);
  const slots = Object.entries(far)
    .filter(([name, date]) => date > addDays(call.date, 6) && !(name === 'decisionDay' && hasOtherDay))
    .map(([name, date]): [string, () => SlotValue] => [name, () => sayFarDay(date)]);
  slots.push(['due', () => pickDue({ random, date: call.date })], ['today', () => day('today', call.date)]);
  const missed = { date: addDays(call.date, 7), minute: 600 };
  const meeting = nextCall ?? (missed.date < today && story.plots.has('silent') ? missed : undefined);
  if (meeting !== undefined) {
    slots.push(['meet', () => sayMeeting({ from: call.date, date: meeting.date, minute: meeting.minute })]);
  }
  return slots;
}

/** What the buyer says where the CRM holds something else. */
function contradictionSlots({ story }: SlotsInput): [string, () => SlotValue][] {
  const { facts, crm } = story;
  const saidUnits = Math.round((facts.units * 0.55) / 10) * 10;
  const saidAmount = saidUnits * facts.unitPrice * 12;
  const saidDate = addDays(crm.closeDate, 61);
  const slots: [string, () => SlotValue][] = [
    ['closeDate', () => sayFarDay(crm.closeDate)],
    ['saidDate', () => sayFarDay(saidDate)],
    ['saidUnits', () => plain(formatCount(saidUnits))],
    ['saidAmount', () => money(formatMoney(saidAmount), saidAmount)],
  ];
  const { competitor, nextStep } = crm;
  if (competitor !== null && story.competitor !== null) {
    const said = story.competitor;
    slots.push(['crmCompetitor', () => plain(competitor)], ['saidCompetitor', () => plain(said)]);
  }
  if (nextStep !== null) {
    slots.push(['crmNext', () => plain(nextStep.charAt(0).toLowerCase() + nextStep.slice(1))]);
  }
  return slots;
}
