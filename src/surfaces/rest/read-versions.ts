import { SophiaError } from '#platform/errors';

/** What stands behind a dot is of what was shown beside the version. */
const oneTag = /^\s*(?:W\/)?"([^".]*)(?:\.[^"]*)?"\s*$/;

/**
 * The versions that a header `if-match` lets be replaced; null where it is not there or is `*`, which names none. A weak
 * tag stands for no version. Throws `input.invalid` where a tag lacks its quotes.
 */
export function readVersions(header: string | null): string[] | null {
  if (header === null || header.trim() === '*') return null;
  const parts = header.split(',');
  if (!parts.every((part) => oneTag.test(part))) {
    throw new SophiaError(
      'input.invalid',
      'Expected in the header if-match the etag of what was read, with its quotes, found otherwise.',
    );
  }
  return parts.flatMap((part) => (part.trim().startsWith('W/') ? [] : [oneTag.exec(part)?.[1] ?? '']));
}
