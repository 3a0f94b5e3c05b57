/** What was typed, without mentions and with the signs that Slack writes out. */
export function plainText(text: string): string {
  return text
    .replaceAll(/<[@!#][^>]*>/g, ' ')
    .replaceAll(/<([^>|]+)\|([^>]+)>/g, '$2')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s,:;-]+/, '')
    .trim();
}
