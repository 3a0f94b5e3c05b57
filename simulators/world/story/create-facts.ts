import { addDays, endOfMonth } from '../base/calendar.ts';
import { roundTo } from '../base/money.ts';
import type { Random } from '../base/random.ts';
import { softwareNames } from '../people/names.ts';

export const products = {
  pay: 'Tidewater Pay',
  recover: 'Tidewater Recover',
  both: 'Pay and Recover',
  insight: 'Tidewater Insight',
} as const;
export type ProductKey = keyof typeof products;

export const competitors = ['Payloom', 'DuesHarbor', 'RentForge'] as const;

/** What is true of a company and its deal, so that every call says the same numbers. Money is in cents. */
export interface Facts {
  readonly units: number;
  readonly properties: number;
  readonly software: string;
  readonly product: ProductKey;
  readonly unitPrice: number;
  readonly discountUnit: number;
  readonly threeYearUnit: number;
  readonly renewUnit: number;
  readonly setup: number;
  readonly currentUnit: number;
  readonly competitorUnit: number;
  readonly budget: number;
  readonly writeoff: number;
  readonly nsfFee: number;
  readonly cardFee: number;
  readonly signLimit: number;
  readonly recovered: number;
  readonly onlinePercent: number;
  readonly onlineNowPercent: number;
  readonly latePercent: number;
  readonly recoveryPercent: number;
  readonly agencyPercent: number;
  readonly nsf: number;
  readonly checks: number;
  readonly hours: number;
  readonly doubleCharged: number;
  readonly decisionDay: string;
  readonly goLive: string;
  readonly boardDay: string;
}

const listPrices: Readonly<Record<ProductKey, readonly [number, number]>> = {
  pay: [190, 290],
  recover: [95, 150],
  both: [270, 380],
  insight: [55, 85],
};

interface FactsInput {
  readonly random: Random;
  readonly units: number;
  readonly product: ProductKey;
  /** The dates lie some weeks after this day. */
  readonly from: string;
  /** Where it is known already, because it has been decided. */
  readonly decisionDay: string | null;
}

export function createFacts({ random, units, product, from, decisionDay }: FactsInput): Facts {
  const [cheapest, dearest] = listPrices[product];
  const unitPrice = roundTo(random.integer(cheapest, dearest), 5);
  const onlinePercent = random.integer(42, 68);
  return {
    units,
    product,
    properties: Math.max(3, Math.round(units / random.integer(110, 190))),
    software: random.pick(softwareNames),
    unitPrice,
    discountUnit: roundTo(unitPrice * (0.88 + random.fraction() * 0.05), 5),
    threeYearUnit: roundTo(unitPrice * 0.9, 5),
    renewUnit: Math.max(unitPrice + 5, roundTo(unitPrice * 1.03, 5)),
    setup: roundTo(Math.min(12_000, 2500 + units * 1.1), 500) * 100,
    currentUnit: roundTo(unitPrice * (0.5 + random.fraction() * 0.15), 5),
    competitorUnit: roundTo(unitPrice * (0.72 + random.fraction() * 0.1), 5),
    budget: roundTo((unitPrice * units * 12 * 0.82) / 100, 1000) * 100,
    writeoff: Math.max(10_000, roundTo(units * random.integer(70, 130), 10_000)) * 100,
    nsfFee: random.pick([1200, 1500, 2500, 3500]),
    cardFee: random.pick([2995, 3495, 3950]),
    signLimit: random.pick([10_000, 15_000, 25_000]) * 100,
    recovered: Math.max(2000, roundTo(units * random.integer(9, 22), 1000)) * 100,
    onlinePercent,
    onlineNowPercent: Math.min(92, onlinePercent + random.integer(14, 24)),
    latePercent: random.integer(5, 13),
    recoveryPercent: random.integer(8, 15),
    agencyPercent: random.pick([35, 40, 45, 50]),
    nsf: Math.max(6, Math.round(units / random.integer(90, 150))),
    checks: Math.max(60, roundTo((units * (100 - onlinePercent)) / 100, 10)),
    hours: Math.max(6, Math.round(units / random.integer(70, 120))),
    doubleCharged: Math.max(9, Math.round(units / 60) + random.integer(1, 12)),
    decisionDay: decisionDay ?? random.pick([endOfMonth(addDays(from, 25)), addDays(from, random.integer(28, 55))]),
    goLive: endOfMonth(addDays(from, random.integer(60, 110))),
    boardDay: addDays(from, random.integer(18, 34)),
  };
}
