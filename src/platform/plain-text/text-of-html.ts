/** Elements whose content nobody reads as text. */
const unread: ReadonlySet<string> = new Set(['head', 'script', 'style', 'template', 'noscript', 'svg', 'iframe']);

/** Elements that stand on lines of their own. */
const blocks: ReadonlySet<string> = new Set(
  'address article aside blockquote body br dd div dl dt fieldset figure footer form header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);

const namedEntities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['ndash', '–'],
  ['mdash', '—'],
  ['hellip', '…'],
  ['lsquo', '‘'],
  ['rsquo', '’'],
  ['ldquo', '“'],
  ['rdquo', '”'],
  ['bull', '•'],
  ['euro', '€'],
  ['pound', '£'],
  ['copy', '©'],
  ['reg', '®'],
  ['trade', '™'],
]);

/**
 * What a reader of some HTML sees, a block a line: headings with `#` as in Markdown, items with `-`. Markup, comments,
 * scripts and styles go, whatever they hold; it takes time in proportion to its length.
 */
export function textOfHtml(html: string): string {
  let text = '';
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open === -1) break;
    text += inline(html.slice(at, open));
    const tag = tagAt(html, open);
    if (tag === null) {
      text += '<';
      at = open + 1;
      continue;
    }
    at = tag.end;
    if (!tag.closes && unread.has(tag.name)) at = endOf({ html, name: tag.name, from: tag.end });
    else text += mark(tag);
  }
  return tidy(text + inline(html.slice(at)));
}

interface Tag {
  readonly name: string;
  readonly closes: boolean;
  readonly end: number;
}

/** Null where the sign begins no tag and no comment: then it is a sign of the text. */
function tagAt(html: string, open: number): Tag | null {
  if (html.startsWith('<!--', open)) {
    const end = html.indexOf('-->', open + 4);
    return { name: '', closes: false, end: end === -1 ? html.length : end + 3 };
  }
  const [, slash, name] = /^<([/!?]?)([a-z][a-z\d]*)/iu.exec(html.slice(open, open + 40)) ?? [];
  if (name === undefined) return null;
  return { name: name.toLowerCase(), closes: slash === '/', end: endOfTag({ html, from: open + 1 }) };
}

/** Behind the tag; one that never ends takes the rest with it. */
function endOfTag({ html, from }: { html: string; from: number }): number {
  let quote: string | null = null;
  for (let at = from; at < html.length; at += 1) {
    const sign = html[at];
    if (quote !== null) {
      if (sign === quote) quote = null;
    } else if ((sign === '"' || sign === "'") && html[at - 1] === '=') quote = sign;
    else if (sign === '>') return at + 1;
  }
  return html.length;
}

function endOf({ html, name, from }: { html: string; name: string; from: number }): number {
  const end = new RegExp(`</${name}\\s*>`, 'giu');
  end.lastIndex = from;
  return end.test(html) ? end.lastIndex : html.length;
}

function mark({ name, closes }: Tag): string {
  const level = /^h([1-6])$/u.exec(name)?.[1];
  if (level !== undefined) return closes ? '\n\n' : `\n\n${'#'.repeat(Number(level))} `;
  if (name === 'li') return closes ? '\n' : '\n- ';
  return name === 'p' ? '\n\n' : blocks.has(name) ? '\n' : '';
}

function inline(text: string): string {
  return text
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});/giu, (entity) => characterOf(entity.slice(1, -1)) ?? entity);
}

function characterOf(name: string): string | null {
  if (!name.startsWith('#')) return namedEntities.get(name.toLowerCase()) ?? null;
  const code = /^#x/iu.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null;
  return String.fromCodePoint(code);
}

function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replaceAll(/[ \t\u{A0}]+/gu, ' ').trim())
    .filter((line) => !/^(?:-|#{1,6})$/u.test(line))
    .join('\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim();
}
