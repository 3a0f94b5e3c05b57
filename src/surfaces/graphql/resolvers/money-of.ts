/** An amount in the smallest unit of its currency. */
export interface Money {
  readonly minorUnits: number;
  readonly currency: string;
}

/** The decimal text that a CRM keeps as money; null where it is none, or no amount that a number can hold. */
export function moneyOf({ amount, currency }: { amount: string | null; currency: string }): Money | null {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount?.trim() ?? '') ?? [];
  if (whole === '') return null;
  const digits = digitsOf(currency);
  if (digits === null) return null;
  const kept = `${fraction}${'0'.repeat(digits)}`.slice(0, digits);
  const rounded = Number(fraction[digits] ?? '0') >= 5 ? 1 : 0;
  const minorUnits = Number(`${whole}${kept}`) + rounded;
  if (!Number.isSafeInteger(minorUnits)) return null;
  return { minorUnits: sign === '-' && minorUnits !== 0 ? -minorUnits : minorUnits, currency };
}

/** How many digits the currency has behind its point; null where it is none. */
function digitsOf(currency: string): number | null {
  if (!/^[A-Z]{3}$/.test(currency)) return null;
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
