import { z } from 'zod';
import { SophiaError } from '#platform/errors';
import { decodeBytes } from './decode-bytes.ts';
import { parseJsonDocument } from './json-document.ts';
import { isGongDocument } from './read-gong.ts';

/** A JSON file of a batch. */
interface JsonFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a file becomes: a document with more or fewer calls in it, or null where all of its calls went into others. */
type MergedDocument = { readonly calls: readonly unknown[]; readonly callTranscripts: readonly unknown[] } | null;

/** The ids of the calls whose details and whose transcripts stand in a file; null where it is no answer of Gong's. */
export function idsOfGongAnswer(file: JsonFile): { details: string[]; transcripts: string[] } | null {
  const answer = readAnswer(file);
  return answer === null ? null : { details: [...answer.calls.keys()], transcripts: [...answer.transcripts.keys()] };
}

/**
 * Brings Gong's two answers about a call together where they lie in two files: its details go to each file that has its
 * transcript alone. A whole copy of the call in another file serves as either of them. Returns only what changes, by the
 * file's place; what has no partner, and what is whole, stays.
 */
export function mergeGongAnswers({
  files,
  whole,
}: {
  files: readonly JsonFile[];
  whole: readonly JsonFile[];
}): ReadonlyMap<number, MergedDocument> {
  const answers = answersIn(files);
  const sources = [...answers, ...answersIn(whole)];
  const spoken = new Set(sources.flatMap(({ transcripts }) => [...transcripts.keys()]));
  const changed = new Map<number, MergedDocument>();
  for (const answer of answers) {
    const kept = [...answer.calls].filter(([id]) => answer.transcripts.has(id) || !spoken.has(id));
    const missing = [...answer.transcripts.keys()].filter((id) => !answer.calls.has(id));
    const gained = missing.flatMap((id) => {
      const source = sources.find((other) => other.calls.has(id));
      return source === undefined ? [] : [source.calls.get(id)];
    });
    if (gained.length === 0 && kept.length === answer.calls.size) continue;
    const calls = [...kept.map(([, call]) => call), ...gained];
    const callTranscripts = [...answer.transcripts.values()].flat();
    changed.set(answer.place, calls.length + callTranscripts.length === 0 ? null : { calls, callTranscripts });
  }
  return changed;
}

function answersIn(files: readonly JsonFile[]): (Answer & { readonly place: number })[] {
  return files.flatMap((file, place) => {
    const answer = readAnswer(file);
    return answer === null ? [] : [{ place, ...answer }];
  });
}

interface Answer {
  readonly calls: ReadonlyMap<string, unknown>;
  readonly transcripts: ReadonlyMap<string, readonly unknown[]>;
}

const Id = z.union([z.string(), z.number()]).transform(String);
const Details = z.object({ metaData: z.object({ id: Id }) });
const Transcript = z.object({ callId: Id });
const Document = z.object({
  /** The answer about a single call: such a file is left as it is. */
  call: z.undefined().optional(),
  calls: z.array(z.unknown()).nullish(),
  callTranscripts: z.array(z.unknown()).nullish(),
});

/** A document with anything in it that has no id cannot be taken apart, and is left to its reader. */
function readAnswer({ name, bytes }: JsonFile): Answer | null {
  const document = parseQuietly({ name, bytes });
  if (document === null) return null;
  const calls = new Map<string, unknown>();
  for (const call of document.calls ?? []) {
    const id = Details.safeParse(call).data?.metaData.id;
    if (id === undefined) return null;
    calls.set(id, call);
  }
  const transcripts = new Map<string, unknown[]>();
  for (const transcript of document.callTranscripts ?? []) {
    const id = Transcript.safeParse(transcript).data?.callId;
    if (id === undefined) return null;
    transcripts.set(id, [...(transcripts.get(id) ?? []), transcript]);
  }
  return { calls, transcripts };
}

function parseQuietly(file: JsonFile): z.infer<typeof Document> | null {
  try {
    const { text } = decodeBytes(file);
    const { value } = parseJsonDocument({ text, name: file.name });
    return isGongDocument(value) ? (Document.safeParse(value).data ?? null) : null;
  } catch (error) {
    if (error instanceof SophiaError) return null;
    throw error;
  }
}
