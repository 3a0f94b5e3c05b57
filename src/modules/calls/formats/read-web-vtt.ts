import { SophiaError } from '#platform/errors';
import { readCueText } from './cue-text.ts';
import { hasAmbiguousDate, momentInText } from './moment-in-text.ts';
import { nameCueSpeakers } from './name-cue-speakers.ts';
import { parseWebVtt, type WebVttFile } from './parse-web-vtt.ts';
import type { Reading, SourceText, Utterance, WarningList } from './reading.ts';
import { createWarningList } from './reading.ts';

/**
 * Returns the reading of a WebVTT file with voice tags, with `Name: text`, or with `(Name)` lines.
 * Throws `transcript.unreadable` where no cue has readable times.
 */
export function readWebVtt({ text, name }: SourceText): Reading[] {
  const file = parseWebVtt({ text: text.trimStart(), isLenient: true });
  const skippedLines = text.slice(0, text.length - text.trimStart().length).split(/\r\n|\n|\r/).length - 1;
  const warnings = createWarningList();
  if (!file.hasHeader) {
    const message = 'The first line was expected to be “WEBVTT”; the cues were read all the same.';
    warnings.add({ code: 'transcript.no-header', message, line: 1 });
  }
  warnOfProblems({ file, skippedLines, warnings });
  const [firstProblem] = file.problems.filter(({ kind }) => kind === 'times');
  if (file.cues.length === 0 && firstProblem) {
    throw new SophiaError(
      'transcript.unreadable',
      `${name}, line ${firstProblem.line + skippedLines}: cues with times such as 00:00:01.000 --> 00:00:04.200 were expected, but none of the file can be read; the first is “${firstProblem.found.trim().slice(0, 60)}”. Correct the times or export the file again.`,
    );
  }
  const notes = readNotes(file, warnings);
  return [
    {
      format: 'webvtt',
      utterances: speakersOf({ file, skippedLines, warnings }),
      parties: [],
      externalId: null,
      ...notes,
      timeZone: null,
      warnings: warnings.all(),
    },
  ];
}

interface Reader {
  readonly file: WebVttFile;
  readonly skippedLines: number;
  readonly warnings: WarningList;
}

function speakersOf({ file, skippedLines, warnings }: Reader): Utterance[] {
  const spans = file.cues.flatMap((cue) => {
    const found = readCueText(cue.text);
    const kept = found.length === 0 ? [{ voice: null, text: '' }] : found;
    return kept.map(({ voice, text }) => ({
      voice,
      text,
      startMs: cue.startMs,
      endMs: cue.endMs,
      line: cue.line + skippedLines,
    }));
  });
  if (spans.some(({ voice }) => voice !== null))
    return spans.map(({ voice, ...span }) => ({ speaker: voice, ...span }));
  return nameCueSpeakers({ cues: spans.map(({ voice: _voice, ...span }) => span), warnings }).utterances;
}

function warnOfProblems({ file, skippedLines, warnings }: Reader): void {
  const commas = file.problems.filter(({ kind }) => kind === 'commas');
  if (commas[0] !== undefined) {
    const message = `${commas.length} ${commas.length === 1 ? 'cue has' : 'cues have'} a comma before the milliseconds, where WebVTT has a full stop; ${commas.length === 1 ? 'it was' : 'they were'} read all the same.`;
    warnings.add({ code: 'transcript.comma-times', message, line: commas[0].line + skippedLines });
  }
  for (const problem of file.problems.filter(({ kind }) => kind !== 'commas')) {
    const found = problem.found.trim().slice(0, 60);
    const line = problem.line + skippedLines;
    if (problem.kind === 'hours') {
      const message = `“${found}” was read as hours and minutes, as browsers do; write hh:mm:ss.mmm to be sure.`;
      warnings.add({ code: 'transcript.assumed-hours', message, line });
    } else {
      const message = `Times such as 00:00:01.000 --> 00:00:04.200 were expected, “${found}” was found; the cue was left out.`;
      warnings.add({ code: 'transcript.broken-cue', message, line });
    }
  }
}

/** Title and date stand, if at all, behind WEBVTT, in the lines below it, or in a NOTE. */
function readNotes(file: WebVttFile, warnings: WarningList): Pick<Reading, 'title' | 'moment'> {
  let title: string | null = null;
  let moment: Reading['moment'] = null;
  for (const { text, line } of file.notes.slice(0, 50)) {
    const named = /^[-–\s]*(?:title|topic|subject|meeting)\s*[:=]\s*(\S.*)$/im.exec(text)?.[1];
    title ??= named?.trim() ?? null;
    if (!/date|start|record|\d{4}-\d\d-\d\dT/i.test(text)) continue;
    moment ??= momentInText(text);
    if (moment === null && hasAmbiguousDate(text)) {
      const message = `“${text.slice(0, 60)}” can be read as two different days; pass the day with --date.`;
      warnings.add({ code: 'transcript.ambiguous-date', message, line });
    }
  }
  return { title, moment };
}
