/** Minor units as the decimal text that a CRM keeps: 4860050 is `48600.50`, and 4860000 is `48600`. */
export function moneyText({ minorUnits, currency }: { minorUnits: number; currency: string }): string {
  const digits = fractionDigits(currency);
  const whole = String(Math.abs(minorUnits)).padStart(digits + 1, '0');
  const sign = minorUnits < 0 ? '-' : '';
  const units = whole.slice(0, whole.length - digits);
  const rest = whole.slice(whole.length - digits);
  return /^0*$/.test(rest) ? `${sign}${units}` : `${sign}${units}.${rest}`;
}

/** How many digits the currency has behind its point: two for USD, none for JPY. */
function fractionDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
