import { textOfHtml } from '#platform/plain-text';

interface Body {
  readonly text: string | null;
  readonly html: string | null;
}

/** The line above a quoted mail, in the languages that mail programs are used in; it may be broken in two. */
const attribution =
  /^(on\b.{4,200}\bwrote|am\b.{4,200}\bschrieb.{0,120}|le\b.{4,200}\ba écrit|el\b.{4,200}\bescribió)\s?:\s*$/iu;
const forwarded =
  /^(-{2,}|_{2,})\s*(original message|forwarded message|ursprüngliche nachricht)\b|^begin forwarded message:/iu;
const rule = /^_{10,}\s*$/u;
const from = /^(\*?from|von|de)\*?:\s.+/iu;
const furtherHeader = /^\*?(sent|date|to|subject|gesendet|an|betreff|envoyé|objet)\*?:\s/iu;
const headerLines = 4;

/**
 * What the author of a mail has written: the text, or its HTML as text, without the mails of others that it quotes or
 * forwards and without what follows the sign of a signature. Answers between the lines of a quote stay.
 */
export function ownWords({ text, html }: Body): string {
  const plain = (text ?? '').trim() === '' ? textOfHtml(withoutQuotes(html ?? '')) : (text ?? '');
  const lines = plain.replaceAll(/\r\n?/gu, '\n').split('\n');
  return beforeQuote(lines)
    .join('\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim();
}

function beforeQuote(lines: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.trimEnd() === '--' || isForwarded({ lines, at })) return kept;
    const length = attributionAt({ lines, at });
    if (length > 0) {
      const rest = lines.slice(at + length);
      return rest.some(isQuoted) ? [...kept, ...rest.filter((one) => !isQuoted(one))] : kept;
    }
    if (!isQuoted(line)) kept.push(line);
  }
  return kept;
}

function isQuoted(line: string): boolean {
  return /^\s*(>|&gt;)/u.test(line);
}

/** How many lines name whoever wrote what follows; 0 where none does. */
function attributionAt({ lines, at }: { lines: readonly string[]; at: number }): number {
  const first = (lines[at] ?? '').trim();
  if (attribution.test(first)) return 1;
  return attribution.test(`${first} ${(lines[at + 1] ?? '').trim()}`) ? 2 : 0;
}

/** Mail programs that quote without marks set the heads of the earlier mail above it. */
function isForwarded({ lines, at }: { lines: readonly string[]; at: number }): boolean {
  const line = (lines[at] ?? '').trim();
  if (forwarded.test(line) || rule.test(line)) return true;
  if (!from.test(line)) return false;
  return lines.slice(at + 1, at + 1 + headerLines).some((next) => furtherHeader.test(next.trim()));
}

const quoteMark =
  /\b(?:class="?[^">]*(?:gmail_quote|yahoo_quoted|moz-cite-prefix)|id="?(?:divRplyFwdMsg|appendonsend))/iu;

/** The programs' own marks of a quote: what stands behind the first of them is another's mail. */
function withoutQuotes(html: string): string {
  const apart = withoutBlockquotes(html);
  // One tag at a time: whoever writes a mail decides how long looking through it takes otherwise.
  for (const { 0: tag, index } of apart.matchAll(/<div\b[^<>]{0,2000}>/giu)) {
    if (quoteMark.test(tag)) return apart.slice(0, index);
  }
  return apart;
}

/** In one go through the markup; a quote that is never closed stays. */
function withoutBlockquotes(html: string): string {
  const lower = html.toLowerCase();
  const kept: string[] = [];
  let from = 0;
  for (let start = lower.indexOf('<blockquote'); start !== -1; start = lower.indexOf('<blockquote', from)) {
    const close = lower.indexOf('</blockquote', start);
    const end = close === -1 ? -1 : lower.indexOf('>', close);
    if (end === -1) break;
    kept.push(html.slice(from, start), '\n');
    from = end + 1;
  }
  return kept.join('') + html.slice(from);
}
