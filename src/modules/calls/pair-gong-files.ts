import { open, readFile } from 'node:fs/promises';
import type { BatchItemInput } from '#contracts';
import { mergeGongAnswers } from './formats/index.ts';

const headBytes = 2000;

/**
 * Returns the files of a batch with Gong's two answers about a call in one of them: who fetches both has the details in
 * one file and the transcript in another. Everything else stays as it is, for its reader to take or to refuse.
 */
export async function pairGongFiles(items: readonly BatchItemInput[]): Promise<BatchItemInput[]> {
  const candidates: { place: number; name: string }[] = [];
  for (const [place, item] of items.entries()) {
    if (looksLikeAnswer(await headOf(item))) candidates.push({ place, name: item.sourceName });
  }
  if (candidates.length < 2) return [...items];
  const files = [];
  for (const { place, name } of candidates) files.push({ name, bytes: (await contentOf(items[place])) ?? Buffer.of() });
  const merged = mergeGongAnswers(files);
  const placeOf = new Map(candidates.map(({ place }, index) => [place, index]));
  return items.flatMap((item, place) => {
    const document = merged.get(placeOf.get(place) ?? -1);
    if (document === undefined) return [item];
    if (document === null) return [];
    const contentBase64 = Buffer.from(JSON.stringify(document)).toString('base64');
    return [{ sourceName: item.sourceName, path: null, contentBase64 }];
  });
}

function looksLikeAnswer(head: string): boolean {
  return /^\s*\{/.test(head) && /"(?:callTranscripts|calls)"\s*:\s*\[/.test(head);
}

async function headOf({ path, contentBase64 }: BatchItemInput): Promise<string> {
  if (contentBase64 !== null) return Buffer.from(contentBase64.slice(0, headBytes), 'base64').toString();
  if (path === null || !/\.json$/i.test(path)) return '';
  try {
    await using file = await open(path);
    const { bytesRead, buffer } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead).toString();
  } catch {
    // What cannot be read is told of when its turn to be imported comes.
    return '';
  }
}

async function contentOf(item: BatchItemInput | undefined): Promise<Buffer | null> {
  if (item === undefined) return null;
  if (item.contentBase64 !== null) return Buffer.from(item.contentBase64, 'base64');
  try {
    return item.path === null ? null : await readFile(item.path);
  } catch {
    return null;
  }
}
