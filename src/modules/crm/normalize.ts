/** Lower case and trimmed; null where it is no address. */
export function normalizeEmail(text: string | null | undefined): string | null {
  const email = text?.trim().toLowerCase() ?? '';
  return /^[^\s@]+@[^\s@]+$/u.test(email) ? email : null;
}

/** `https://www.Alder.example/contact` and `alder.example.` are one domain; null where it is none. */
export function normalizeDomain(text: string | null | undefined): string | null {
  const bare = (text ?? '')
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//u, '')
    .replace(/[/?#:].*$/u, '')
    .replace(/^www\./u, '')
    .replace(/\.+$/u, '');
  return /^[^\s.@]+(\.[^\s.@]+)+$/u.test(bare) ? bare : null;
}

/** Several values in one property, as HubSpot writes them. */
export function splitValues(text: string | null | undefined): string[] {
  return (text ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Words without accents, case, punctuation or spacing. */
export function normalizeName(text: string | null | undefined): string {
  return (text ?? '')
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/&/gu, ' and ')
    .replace(/['’]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The last ten digits; null where there are fewer than seven, which are no full number. */
export function normalizePhone(text: string | null | undefined): string | null {
  const digits = (text ?? '').replace(/(ext\.?|x)\s*\d+\s*$/iu, '').replace(/\D/gu, '');
  return digits.length < 7 ? null : digits.slice(-10);
}
