/** What a quota lacks, or by how much it is surpassed: `$130,000 lack`, `reached`, `surpassed by $50`. */
export function gapWords(gapMinor: number, written: (amountMinor: number) => string): string {
  if (gapMinor === 0) return 'reached';
  return gapMinor > 0 ? `${written(gapMinor)} lack` : `surpassed by ${written(-gapMinor)}`;
}
