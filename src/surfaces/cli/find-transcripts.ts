import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

export const transcriptExtensions: ReadonlySet<string> = new Set([
  '.vtt',
  '.srt',
  '.json',
  '.txt',
  '.ctm',
  '.sbv',
  '.md',
]);

/** What stands in a folder and cannot be looked at, with the code of the system's error. */
interface Unreadable {
  readonly path: string;
  readonly what: 'folder' | 'link';
  readonly code: string;
}

export interface FoundTranscripts {
  /** In the order of their names. */
  readonly files: readonly string[];
  readonly unreadable: readonly Unreadable[];
}

/**
 * The transcripts in a folder, at any depth and behind links; each folder is looked into and each file taken once, so
 * that links may go round and beside what they name.
 */
export async function findTranscripts(folder: string): Promise<FoundTranscripts> {
  const files: string[] = [];
  const linkedFiles: string[] = [];
  const unreadable: Unreadable[] = [];
  const seen = new Set<string>();
  const open = [folder];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    try {
      const real = await realpath(next);
      if (seen.has(real)) continue;
      seen.add(real);
      const content = await lookInto(next);
      files.push(...content.files);
      linkedFiles.push(...content.linkedFiles);
      open.push(...content.folders);
      // Links are followed last, so that a file is called by the folder in which it stands.
      open.unshift(...content.linkedFolders);
      unreadable.push(...content.broken);
    } catch (error) {
      unreadable.push({ path: next, what: 'folder', code: codeOf(error) });
    }
  }
  files.push(...(await notYetAmong(files, linkedFiles)));
  return { files: files.sort(), unreadable: unreadable.sort((one, other) => (one.path < other.path ? -1 : 1)) };
}

/** The links whose files stand nowhere among those that were found, one for each file. */
async function notYetAmong(files: readonly string[], links: readonly string[]): Promise<string[]> {
  if (links.length === 0) return [];
  const seen = new Set(await Promise.all(files.map((file) => realpath(file))));
  const others: string[] = [];
  for (const link of links.toSorted()) {
    const real = await realpath(link);
    if (!seen.has(real)) others.push(link);
    seen.add(real);
  }
  return others;
}

interface Content {
  readonly files: string[];
  readonly linkedFiles: string[];
  readonly folders: string[];
  readonly linkedFolders: string[];
  readonly broken: Unreadable[];
}

async function lookInto(folder: string): Promise<Content> {
  const content: Content = { files: [], linkedFiles: [], folders: [], linkedFolders: [], broken: [] };
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    try {
      const kind = entry.isSymbolicLink() ? await stat(place) : entry;
      const folders = entry.isSymbolicLink() ? content.linkedFolders : content.folders;
      if (kind.isDirectory() && entry.name !== 'node_modules') folders.push(place);
      const places = entry.isSymbolicLink() ? content.linkedFiles : content.files;
      if (kind.isFile() && isTranscript(entry.name)) places.push(place);
    } catch (error) {
      if (isTranscript(entry.name)) content.broken.push({ path: place, what: 'link', code: codeOf(error) });
    }
  }
  return content;
}

function isTranscript(name: string): boolean {
  return transcriptExtensions.has(path.extname(name).toLowerCase()) && !name.endsWith('.truth.json');
}

function codeOf(error: unknown): string {
  const parsed = z.object({ code: z.string() }).safeParse(error);
  if (!parsed.success) throw error;
  return parsed.data.code;
}
