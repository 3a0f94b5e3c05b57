export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "$2.95", "$141,600". */
export function formatMoney(minorUnits: number): string {
  const cents = minorUnits % 100;
  const whole = formatCount(Math.floor(minorUnits / 100));
  return cents === 0 ? `$${whole}` : `$${whole}.${String(cents).padStart(2, '0')}`;
}

/** As HubSpot keeps money: "141600.00". */
export function crmMoney(minorUnits: number): string {
  return (minorUnits / 100).toFixed(2);
}

export function roundTo(value: number, step: number): number {
  return Math.round(value / step) * step;
}
