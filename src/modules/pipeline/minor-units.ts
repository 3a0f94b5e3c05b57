const usualDigits = 2;
const digitsOf = new Map<string, number>();

/** How many digits the currency has behind its point: two for USD, none for JPY; two where nobody knows the code. */
export function fractionDigits(currency: string): number {
  const known = digitsOf.get(currency);
  if (known !== undefined) return known;
  const digits = /^[A-Z]{3}$/u.test(currency)
    ? new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits
    : usualDigits;
  digitsOf.set(currency, digits ?? usualDigits);
  return digits ?? usualDigits;
}

/**
 * The decimal text of a CRM in minor units, digit by digit and not by way of a fraction: `48600.5` in USD is 4860050.
 * What is finer than a minor unit is rounded, half of one away from zero. Null where it is no amount.
 */
export function minorUnitsOf({ text, currency }: { text: string | null; currency: string }): number | null {
  const parts = /^\s*(-?)(\d+)(?:\.(\d*))?\s*$/u.exec(text ?? '');
  if (parts === null) return null;
  const [, sign = '', whole = '', fraction = ''] = parts;
  const digits = fractionDigits(currency);
  const kept = Number(`${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`);
  const minor = kept + (Number(fraction[digits] ?? '0') >= 5 ? 1 : 0);
  if (!Number.isSafeInteger(minor)) return null;
  return sign === '-' && minor !== 0 ? -minor : minor;
}
