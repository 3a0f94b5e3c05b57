import { createHash } from 'node:crypto';
import { type DocumentFormat, longestDocument, type NewDocument } from '#contracts';
import { SophiaError } from '#platform/errors';
import { textOfHtml } from '#platform/plain-text';

export interface ReadDocument {
  readonly format: DocumentFormat;
  readonly title: string;
  /** Without markup, but for headings; lines end with \n. */
  readonly text: string;
  /** SHA-256 of what was sent. */
  readonly contentHash: string;
}

/**
 * What a document says, told by its format or the end of its name. Throws `document.too-large`, and
 * `document.unreadable` for one that is empty or no text.
 */
export function readDocument({
  name,
  text: sent,
  format: named,
  title,
}: Pick<NewDocument, 'name' | 'text' | 'format' | 'title'>): ReadDocument {
  if (sent.length > longestDocument) {
    throw new SophiaError(
      'document.too-large',
      `${name}: expected at most ${longestDocument.toLocaleString('en')} characters, found ${sent.length.toLocaleString('en')}.`,
    );
  }
  if (/[\0\u{FFFD}]/u.test(sent) || !sent.isWellFormed()) {
    throw new SophiaError(
      'document.unreadable',
      `${name}: expected text in UTF-8, found ${sent.startsWith('%PDF') ? 'a PDF' : 'something else'}.`,
    );
  }
  const format = named ?? formatOf(name);
  const plain = (format === 'html' ? textOfHtml(sent) : sent.replace(/^\u{FEFF}/u, ''))
    .replaceAll(/\r\n?/gu, '\n')
    .trim();
  if (plain === '') throw new SophiaError('document.unreadable', `${name}: expected a text, found none.`);
  const heading = format === 'text' ? undefined : /^#{1,6}[ \t]+(\S.*)$/mu.exec(plain)?.[1]?.trim();
  return {
    format,
    title: title ?? heading?.slice(0, 300) ?? name,
    text: plain,
    contentHash: createHash('sha256').update(sent).digest('hex'),
  };
}

function formatOf(name: string): DocumentFormat {
  if (/\.html?$/iu.test(name)) return 'html';
  return /\.(?:md|markdown)$/iu.test(name) ? 'markdown' : 'text';
}
