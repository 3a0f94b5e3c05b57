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
  const plain = (text ?? '').trim() === '' ? textOf(html ?? '') : (text ?? '');
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

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”',
  ndash: '–',
  mdash: '—',
};

/** Of markup the words, line by line; what it quotes, hides or runs is no word. */
function textOf(html: string): string {
  return withoutQuotes(html)
    .replaceAll(/<!--[\s\S]*?-->/gu, '')
    .replaceAll(/<(style|script|head|title)\b[\s\S]*?<\/\1\s*>/giu, '')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/<br\b[^>]*>/giu, '\n')
    .replaceAll(/<\/(p|h[1-6])\s*>/giu, '\n\n')
    .replaceAll(/<\/(div|tr|li)\s*>/giu, '\n')
    .replaceAll(/<[^>]*>/gu, '')
    .replaceAll(/&#(x?)([0-9a-f]{1,6});/giu, (whole, hex: string, code: string) => characterOf({ whole, hex, code }))
    .replaceAll(/&([a-z]+);/giu, (whole, name: string) => entities[name.toLowerCase()] ?? whole)
    .split('\n')
    .map((line) => line.trim())
    .join('\n');
}

/** The programs' own marks of a quote: what stands behind the first of them is another's mail. */
function withoutQuotes(html: string): string {
  const apart = html.replaceAll(/<blockquote\b[\s\S]*?<\/blockquote\s*>/giu, '\n');
  const mark =
    /<div\b[^>]*(class="?[^">]*(gmail_quote|yahoo_quoted|moz-cite-prefix)|id="?(divRplyFwdMsg|appendonsend))/iu;
  const place = apart.search(mark);
  return place === -1 ? apart : apart.slice(0, place);
}

function characterOf({ whole, hex, code }: { whole: string; hex: string; code: string }): string {
  const point = Number.parseInt(code, hex === '' ? 10 : 16);
  return Number.isNaN(point) || point > 0x10_ff_ff ? whole : String.fromCodePoint(point);
}
