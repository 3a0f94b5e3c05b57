import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { longestDocument } from '#contracts';
import { SophiaError } from '#platform/errors';

/** No text of so many characters takes more bytes. */
const mostBytes = 4 * longestDocument;

/**
 * A document from a file, called as that is. Throws `input.invalid` where there is no such file, `document.too-large`,
 * and `document.unreadable` where it is no text in UTF-8.
 */
export async function readDocumentFile({
  file,
  from,
}: {
  file: string;
  from: string;
}): Promise<{ name: string; text: string }> {
  const place = path.resolve(from, file);
  const name = path.basename(place);
  const found = await stat(place).catch(() => null);
  if (found?.isFile() !== true) {
    throw new SophiaError('input.invalid', `Expected a file ${file}, found ${found === null ? 'none' : 'no file'}.`);
  }
  if (found.size > mostBytes) {
    throw new SophiaError(
      'document.too-large',
      `${name}: expected at most ${longestDocument.toLocaleString('en')} characters, found ${found.size.toLocaleString('en')} bytes.`,
    );
  }
  const bytes = await readFile(place);
  try {
    return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    const what = bytes.subarray(0, 4).toString('latin1') === '%PDF' ? 'a PDF' : 'something else';
    throw new SophiaError('document.unreadable', `${name}: expected text in UTF-8, found ${what}.`);
  }
}
