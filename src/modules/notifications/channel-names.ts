const legalForms = /\b(?:incorporated|inc|llc|llp|lp|ltd|limited|corporation|corp|company|co|gmbh|plc)\b\.?/gi;
const longestName = 80;

/** A company's name as Slack allows a channel to be called. */
function accountChannelName(companyName: string): string {
  return companyName
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(legalForms, ' ')
    .replaceAll('&', ' and ')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, longestName);
}

/** What the channel of a company may be called, the likeliest first. */
export function channelNames({
  companyName,
  prefixes,
}: {
  companyName: string;
  prefixes: readonly string[];
}): string[] {
  const name = accountChannelName(companyName);
  if (name === '') return [];
  const forms = [...new Set([name, name.replaceAll('-', ''), name.replaceAll('-', '_')])];
  return forms.flatMap((form) => prefixes.map((prefix) => `${prefix}${form}`.slice(0, longestName)));
}
