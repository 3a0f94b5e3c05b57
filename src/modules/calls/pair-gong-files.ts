import { open, readFile } from 'node:fs/promises';
import type { BatchItemInput } from '#contracts';
import { idsOfGongAnswer, mergeGongAnswers } from './formats/index.ts';

const headBytes = 2000;

interface NamedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * Returns the files of a batch with Gong's two answers about a call in one of them: who fetches both has the details in
 * one file and the transcript in another. Details of a call that is whole in another file are no call of their own.
 * Everything else stays as it is, for its reader to take or to refuse.
 */
export async function pairGongFiles(items: readonly BatchItemInput[]): Promise<BatchItemInput[]> {
  const placeOf = new Map<number, number>();
  const files: NamedFile[] = [];
  const partial = new Set<string>();
  const wholeAt = new Map<string, BatchItemInput>();
  for (const [place, item] of items.entries()) {
    if (!looksLikeAnswer(await headOf(item))) continue;
    const file = await readItem(item);
    const ids = idsOfGongAnswer(file);
    if (ids === null) continue;
    const transcripts = new Set(ids.transcripts);
    const whole = new Set(ids.details.filter((id) => transcripts.has(id)));
    const parts = [...ids.details, ...ids.transcripts].filter((id) => !whole.has(id));
    for (const id of parts) partial.add(id);
    // Of those that are whole, which may be thousands, only the ids are kept.
    if (parts.length > 0) placeOf.set(place, files.push(file) - 1);
    else for (const id of whole) wholeAt.set(id, item);
  }
  const copies = new Set([...partial].flatMap((id) => wholeAt.get(id) ?? []));
  if (files.length + copies.size < 2 || files.length === 0) return [...items];
  const whole = await Promise.all([...copies].map((item) => readItem(item)));
  const merged = mergeGongAnswers({ files, whole });
  return items.flatMap((item, place) => {
    const document = merged.get(placeOf.get(place) ?? -1);
    if (document === undefined) return [item];
    if (document === null) return [];
    const contentBase64 = Buffer.from(JSON.stringify(document)).toString('base64');
    return [{ sourceName: item.sourceName, path: null, contentBase64 }];
  });
}

async function readItem(item: BatchItemInput): Promise<NamedFile> {
  return { name: item.sourceName, bytes: (await contentOf(item)) ?? Buffer.of() };
}

function looksLikeAnswer(head: string): boolean {
  return /^\s*\{/.test(head) && /"(?:callTranscripts|calls)"\s*:\s*\[/.test(head);
}

async function headOf({ path, contentBase64 }: BatchItemInput): Promise<string> {
  if (contentBase64 !== null) return Buffer.from(contentBase64.slice(0, headBytes), 'base64').toString();
  if (path === null || !/\.json$/i.test(path)) return '';
  try {
    const file = await open(path);
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
      return buffer.subarray(0, bytesRead).toString();
    } finally {
      await file.close();
    }
  } catch {
    // What cannot be read is told of when its turn to be imported comes.
    return '';
  }
}

async function contentOf(item: BatchItemInput): Promise<Buffer | null> {
  if (item.contentBase64 !== null) return Buffer.from(item.contentBase64, 'base64');
  try {
    return item.path === null ? null : await readFile(item.path);
  } catch {
    return null;
  }
}
