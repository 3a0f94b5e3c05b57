const [earliest, latest] = ['0001-01-01', '9999-12-31'];

/** The days between which a deal is to close, as the listing of records takes them; of a pair without either, nothing. */
export function closingBetween({ from, to }: { from: string | null; to: string | null }): {
  closing?: { from: string; to: string };
} {
  if (from === null && to === null) return {};
  return { closing: { from: from ?? earliest, to: to ?? latest } };
}
