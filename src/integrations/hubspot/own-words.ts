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
  let visible = withoutBetween({ text: withoutQuotes(html), open: '<!--', close: '-->' });
  for (const name of ['style', 'script', 'head', 'title']) {
    visible = withoutBetween({ text: visible, open: `<${name}`, close: `</${name}` });
  }
  return visible
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/<br\b[^<>]*>/giu, '\n')
    .replaceAll(/<\/(p|h[1-6])\s*>/giu, '\n\n')
    .replaceAll(/<\/(div|tr|li)\s*>/giu, '\n')
    .replaceAll(/<[^<>]*>/gu, '')
    .replaceAll(/&#(x?)([0-9a-f]{1,6});/giu, (whole, hex: string, code: string) => characterOf({ whole, hex, code }))
    .replaceAll(/&([a-z]{1,32});/giu, (whole, name: string) => entities[name.toLowerCase()] ?? whole)
    .split('\n')
    .map((line) => line.trim())
    .join('\n');
}

const quoteMark =
  /\b(?:class="?[^">]*(?:gmail_quote|yahoo_quoted|moz-cite-prefix)|id="?(?:divRplyFwdMsg|appendonsend))/iu;

/** The programs' own marks of a quote: what stands behind the first of them is another's mail. */
function withoutQuotes(html: string): string {
  const apart = withoutBetween({ text: html, open: '<blockquote', close: '</blockquote' });
  // One tag at a time: whoever writes a mail decides how long looking through it takes otherwise.
  for (const { 0: tag, index } of apart.matchAll(/<div\b[^<>]{0,2000}>/giu)) {
    if (quoteMark.test(tag)) return apart.slice(0, index);
  }
  return apart;
}

/** Leaves out what stands between two marks, with them, in one go through the text; one that is never closed stays. */
function withoutBetween({ text, open, close }: { text: string; open: string; close: string }): string {
  const lower = text.toLowerCase();
  const kept: string[] = [];
  let from = 0;
  for (let start = lower.indexOf(open); start !== -1; start = lower.indexOf(open, from)) {
    const end = lower.indexOf(close, start);
    if (end === -1) break;
    const behind = close.endsWith('>') ? end + close.length : lower.indexOf('>', end) + 1;
    if (behind === 0) break;
    kept.push(text.slice(from, start), '\n');
    from = behind;
  }
  return kept.join('') + text.slice(from);
}

function characterOf({ whole, hex, code }: { whole: string; hex: string; code: string }): string {
  const point = Number.parseInt(code, hex === '' ? 10 : 16);
  if (Number.isNaN(point) || point > 0x10_ff_ff) return whole;
  // Neither is a character of a text, and the database takes neither.
  return point === 0 || (point >= 0xd8_00 && point <= 0xdf_ff) ? '' : String.fromCodePoint(point);
}
