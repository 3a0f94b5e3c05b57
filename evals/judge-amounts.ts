import { z } from 'zod';
import { findAmountsInText } from '#modules/analysis/language';
import { readRecords } from './read-records.ts';

const Case = z.object({
  id: z.string(),
  model: z.string(),
  input: z.string(),
  not_supported: z.string().nullable(),
  results: z.array(
    z.object({
      Text: z.string(),
      Resolution: z.looseObject({
        value: z.unknown().optional(),
        unit: z.string().optional(),
        isoCurrency: z.string().optional(),
      }),
    }),
  ),
});
type Case = z.infer<typeof Case>;

/** Units of the cases that are fractions of a currency: their value is in our smallest unit. */
const smallUnits = new Set(['Cent', 'Pence', 'Penny', 'Peseta']);
const withoutMinorUnits = new Set(['JPY', 'KRW', 'VND', 'PYG', 'ISK', 'CLP']);

export interface CaseVerdict {
  readonly id: string;
  readonly input: string;
  readonly supported: boolean;
  readonly passed: boolean;
  readonly expected: string;
  readonly found: string;
}

/**
 * Judges every currency case: all its sums and no other must be found, at their place, with their value, and with
 * their ISO code where the case has one. Not supported, by the product's contract, are a currency without a sum and
 * units without an ISO 4217 code (bitcoins).
 */
export function judgeAmounts(dataDirectory: string): { verdicts: CaseVerdict[]; portFailures: CaseVerdict[] } {
  const cases = readRecords({ dataDirectory, file: 'entities_recognizers_text/dev.jsonl', schema: z.unknown() })
    .map((record) => Case.safeParse(record))
    .flatMap((parsed) => (parsed.success ? [parsed.data] : []))
    .filter((record) => record.model === 'NumberWithUnit_CurrencyModel');
  return {
    verdicts: cases.filter((record) => record.not_supported === null).map(judge),
    portFailures: cases.filter((record) => record.not_supported !== null).map(judge),
  };
}

function judge(record: Case): CaseVerdict {
  const expected = record.results.map((result) => {
    const { value, unit = '', isoCurrency } = result.Resolution;
    const factor = smallUnits.has(unit) || withoutMinorUnits.has(isoCurrency ?? '') ? 1 : 100;
    return `${tidy(result.Text)}=${Math.round(Number(value) * factor)} ${isoCurrency ?? '*'}`;
  });
  const found = findAmountsInText({ text: record.input, currency: 'USD' }).map((amount, index) => {
    const wanted = record.results[index]?.Resolution.isoCurrency;
    const code = wanted === undefined ? '*' : amount.currency;
    return `${tidy(record.input.slice(amount.start, amount.end))}=${amount.minorUnits} ${code}`;
  });
  return {
    id: record.id,
    input: record.input,
    supported: record.results.every(isSupported),
    passed: expected.join('; ') === found.join('; '),
    expected: expected.join('; '),
    found: found.join('; '),
  };
}

function isSupported(result: Case['results'][number]): boolean {
  const { value, unit = '' } = result.Resolution;
  return typeof value === 'string' && !/bitcoin|satoshi/iu.test(unit);
}

function tidy(text: string): string {
  return text.toLowerCase().replaceAll(/\s+/gu, ' ').trim();
}
