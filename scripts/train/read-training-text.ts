import { readdirSync, readFileSync } from 'node:fs';
import type { Turn } from '#contracts';

/** A sentence of data/training with its labels, such as `objection.price`. */
export interface WrittenLine {
  readonly text: string;
  readonly labels: readonly string[];
}

/** A short written call; `marks` are the ranges of its turns that carry labels. */
export interface WrittenCall {
  readonly name: string;
  readonly turns: readonly Turn[];
  readonly marks: readonly { turn: number; start: number; end: number; labels: readonly string[] }[];
}

const callsFile = 'calls.txt';

/** Reads the single sentences of data/training: a heading `[label label]`, then a sentence on every line. */
export function readWrittenLines(folder: URL): WrittenLine[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.txt') && file !== callsFile);
  return files.sort().flatMap((file) => {
    const found: WrittenLine[] = [];
    let labels: string[] = [];
    for (const line of readFileSync(new URL(file, folder), 'utf8').split('\n')) {
      const heading = /^\[(.+)\]$/u.exec(line)?.[1];
      if (heading !== undefined)
        labels = heading.split(' ').filter((label) => label !== 'none' && !label.endsWith('?'));
      else if (line.trim() !== '' && !line.startsWith('# ')) found.push({ text: line, labels });
    }
    return found;
  });
}

/** Reads the short calls of data/training: `I:` is ours, `E:` the buyer; labels follow their sentence in brackets. */
export function readWrittenCalls(folder: URL): WrittenCall[] {
  const parts = readFileSync(new URL(callsFile, folder), 'utf8').split(/^== (.+)$/mu);
  const calls: WrittenCall[] = [];
  for (let index = 1; index + 1 < parts.length; index += 2) {
    calls.push(readWrittenCall(`written: ${parts[index]}`, parts[index + 1] ?? ''));
  }
  return calls;
}

function readWrittenCall(name: string, body: string): WrittenCall {
  const turns: Turn[] = [];
  const marks: WrittenCall['marks'][number][] = [];
  for (const line of body.split('\n')) {
    const [, who, said] = /^([IE]): (.+)$/u.exec(line) ?? [];
    if (said === undefined) continue;
    const side = who === 'I' ? ('internal' as const) : ('external' as const);
    const last = turns.at(-1)?.side === side ? turns.pop() : undefined;
    let text = last === undefined ? '' : `${last.text} `;
    for (const [, part = '', labels] of said.matchAll(/([^[]+)(?:\[([^\]]+)\]\s*)?/gu)) {
      const from = text.length;
      text += labels === undefined ? part : `${part.trim()} `;
      if (labels !== undefined) {
        marks.push({ turn: turns.length, ...lastSentenceOf(text, from), labels: labels.split(' ') });
      }
    }
    turns.push({ turn: turns.length, speaker: side, side, text: text.trim(), startMs: null, endMs: null, cues: [] });
  }
  return { name, turns, marks };
}

/** Labels belong to the sentence right before them. */
function lastSentenceOf(text: string, from: number): { start: number; end: number } {
  const part = text.slice(from).trimEnd();
  const begin = part.slice(0, -1).search(/[.?!]\s+(?=[^.?!]*[.?!]?$)/u);
  return { start: begin < 0 ? from : from + begin + 2, end: from + part.length };
}
