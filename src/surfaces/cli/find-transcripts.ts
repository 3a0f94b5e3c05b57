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

/** So many folders are looked into behind one link that leads out of the folder that was named. */
export const mostFoldersBehindLink = 1000;

/** What stands in a folder and cannot be looked at, with the code of the system's error; or a link to too much. */
interface Unreadable {
  readonly path: string;
  readonly what: 'folder' | 'link' | 'too-much';
  readonly code: string;
}

export interface FoundTranscripts {
  /** In the order of their names. */
  readonly files: readonly string[];
  readonly unreadable: readonly Unreadable[];
}

/** What was found in the folder itself, or behind one link that leads out of it. */
interface Part {
  /** Null for the folder itself. */
  readonly link: string | null;
  readonly seen: string[];
  readonly files: string[];
  readonly linkedFiles: string[];
  readonly unreadable: Unreadable[];
}

/**
 * The transcripts in a folder, at any depth and behind links; each folder is looked into and each file taken once, so
 * that links may go round and beside what they name. A link that leads out of the folder to more folders than anybody
 * means by it, such as one to a whole disk, is named, and nothing behind it is taken.
 */
export async function findTranscripts(folder: string): Promise<FoundTranscripts> {
  const seen = new Set<string>();
  const open: { place: string; part: Part }[] = [{ place: folder, part: createPart(null) }];
  const parts = new Set<Part>();
  const rootPath = await realpath(folder).catch(() => folder);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { place } = next;
    try {
      const real = await realpath(place);
      if (seen.has(real)) continue;
      const leavesHere = next.part.link === null && !isWithin({ folder: rootPath, place: real });
      const part = leavesHere ? createPart(place) : next.part;
      parts.add(part);
      seen.add(real);
      part.seen.push(real);
      if (part.link !== null && part.seen.length > mostFoldersBehindLink) {
        // Another link may lead to a part of this that is small enough.
        for (const gone of part.seen) seen.delete(gone);
        giveUp({ part, open });
        continue;
      }
      const content = await lookInto(place);
      part.files.push(...content.files);
      part.linkedFiles.push(...content.linkedFiles);
      open.push(...content.folders.map((inner) => ({ place: inner, part })));
      // Links are followed last, so that a file is called by the folder in which it stands.
      const linked = content.linkedFolders.map((inner) => ({ place: inner, part }));
      if (part.link === null) open.unshift(...linked);
      else open.push(...linked);
      part.unreadable.push(...content.broken);
    } catch (error) {
      parts.add(next.part);
      next.part.unreadable.push({ path: place, what: 'folder', code: codeOf(error) });
    }
  }
  const found = [...parts];
  const files = found.flatMap((part) => part.files);
  files.push(
    ...(await notYetAmong(
      files,
      found.flatMap(({ linkedFiles }) => linkedFiles),
    )),
  );
  const unreadable = found.flatMap((part) => part.unreadable);
  return { files: files.sort(), unreadable: unreadable.sort((one, other) => (one.path < other.path ? -1 : 1)) };
}

function createPart(link: string | null): Part {
  return { link, seen: [], files: [], linkedFiles: [], unreadable: [] };
}

/** Nothing of a part is taken, and nothing more of it is looked into: the link is told of in its place. */
function giveUp({ part, open }: { part: Part; open: { place: string; part: Part }[] }): void {
  const others = open.filter((each) => each.part !== part);
  open.splice(0, open.length, ...others);
  for (const list of [part.seen, part.files, part.linkedFiles, part.unreadable]) list.length = 0;
  part.unreadable.push({ path: part.link ?? '', what: 'too-much', code: 'too-much' });
}

function isWithin({ folder, place }: { folder: string; place: string }): boolean {
  return place === folder || place.startsWith(folder.endsWith(path.sep) ? folder : `${folder}${path.sep}`);
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
