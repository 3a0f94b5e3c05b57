import type { TranscriptFormat } from '#contracts';
import { describeJson, looksLikeJson, parseJsonDocument } from './json-document.ts';
import { isCtmLine } from './read-ctm.ts';
import { isGongDocument } from './read-gong.ts';
import { isSophiaDocument } from './read-sophia-json.ts';
import { isBrokenTimes, isSubRipTimes } from './read-srt.ts';
import { isWordJson } from './read-word-json.ts';

/** What a file seems to be, and why; `format` is null where it is none of the formats. */
export interface DetectedFormat {
  readonly format: TranscriptFormat | null;
  /** A clause for messages: “its first line is WEBVTT”. */
  readonly evidence: string;
  /** The parsed document, where the file is JSON. */
  readonly json?: unknown;
}

/** Returns the format of a transcript, told by its content and not by its name. Throws `transcript.unreadable` for broken JSON. */
export function detectFormat({ text, name }: { text: string; name: string }): DetectedFormat {
  const start = text.trimStart();
  if (/^WEBVTT(?:\s|$)/.test(start)) return { format: 'webvtt', evidence: 'it begins with “WEBVTT”' };
  if (looksLikeJson(start)) return detectJson({ text, name });
  const markup = nameMarkup(start);
  if (markup !== null) return { format: null, evidence: markup };
  const lines = firstLines(start);
  const times = lines.find(isSubRipTimes);
  if (times !== undefined) return { format: 'srt', evidence: `it has the times of a cue (“${times.trim()}”)` };
  const ctm = lines.filter((line) => line.trim() !== '' && !line.startsWith(';;'));
  if (ctm.length > 0 && ctm.filter(isCtmLine).length >= ctm.length * 0.8) {
    return { format: 'ctm', evidence: 'its lines have the columns recording, channel, begin, duration, word' };
  }
  if (lines.some(isBrokenTimes)) {
    return { format: 'srt', evidence: 'it has arrows between times' };
  }
  return { format: 'plain-text', evidence: 'it has no header, no cues, no columns and is no JSON' };
}

function detectJson(source: { text: string; name: string }): DetectedFormat {
  const { value } = parseJsonDocument(source);
  if (isSophiaDocument(value))
    return { format: 'sophia', evidence: 'its “format” is “sophia.transcript/1”', json: value };
  if (isGongDocument(value)) return { format: 'gong', evidence: 'it has the keys of Gong’s API', json: value };
  if (isWordJson(value)) return { format: 'word-json', evidence: `it is ${describeJson(value)}`, json: value };
  return { format: null, evidence: `it is JSON of another kind: ${describeJson(value)}`, json: value };
}

function nameMarkup(start: string): string | null {
  const head = start.slice(0, 1000).toLowerCase();
  if (/^(?:<!--[^>]*-->\s*)?(?:<!doctype html|<html|<head|<body)/.test(head)) return 'it is an HTML page';
  if (/^<tt[\s>]/.test(head) || /^<\?xml[^>]*>\s*<tt[\s>]/.test(head)) return 'it is TTML';
  if (head.startsWith('<?xml')) return 'it is XML';
  if (head.startsWith('[script info]')) return 'it is in the SubStation Alpha format (.ass, .ssa)';
  return null;
}

function firstLines(text: string): string[] {
  return text.slice(0, 200_000).split(/\r\n|\n|\r/, 2000);
}
