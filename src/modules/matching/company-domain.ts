/** Providers of mail whose domain says nothing of a company. */
const freeMailDomains: ReadonlySet<string> = new Set([
  'gmail.com',
  'googlemail.com',
  'yahoo.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'icloud.com',
  'me.com',
  'aol.com',
  'proton.me',
  'protonmail.com',
  'gmx.com',
  'gmx.de',
  'msn.com',
  'comcast.net',
  'att.net',
]);

/** The domain of a company in an address; null where it is a provider's, or there is none. */
export function companyDomain(email: string | null): string | null {
  const domain = email?.split('@')[1]?.toLowerCase() ?? '';
  return domain === '' || freeMailDomains.has(domain) ? null : domain;
}
