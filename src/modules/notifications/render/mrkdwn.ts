/** Text from outside, made harmless for Slack's mrkdwn: no mention, no link and no channel comes out of it. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** On one line, cut where it is too long; what was cut is said. */
export function line(text: string, longest = 300): string {
  return escapeText(clip(text.replaceAll(/\s+/g, ' ').trim(), longest));
}

/** Lines of a quote, as a block quote. */
export function quoteLines(text: string, longest = 600): string {
  const lines = clip(text.trim(), longest).split(/\r?\n/);
  return lines.map((each) => `> ${escapeText(each)}`).join('\n');
}

export function bold(escaped: string): string {
  return escaped === '' ? '' : `*${escaped.replaceAll('*', '∗')}*`;
}

/** A link where there is an address, the words alone where there is none. */
export function link({ address, words }: { address: string | null; words: string }): string {
  const label = line(words, 150).replaceAll('|', '¦');
  if (address === null || !/^https?:\/\//.test(address) || address.length > 2000) return label;
  return `<${escapeText(address).replaceAll('|', '%7C')}|${label}>`;
}

/** Never silently: the reader sees that there is more, and how much. */
export function clip(text: string, longest: number): string {
  const signs = [...text];
  if (signs.length <= longest) return text;
  const more = signs.length - longest;
  return `${signs.slice(0, longest).join('').trimEnd()}… (${more.toLocaleString('en-US')} more characters)`;
}
