import { endsSentence, findSpeakerLabels } from './find-speaker-labels.ts';
import type { Utterance, WarningList } from './reading.ts';
import { isNameLike } from './split-label.ts';

export interface UnnamedCue {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly line: number;
}

/**
 * Returns who speaks each cue of a file that writes names into its texts: `Name: text`, or `(Name)` or `Name` on a line
 * of its own. A cue without a name goes on with the speaker before it, and that is told.
 */
export function nameCueSpeakers(input: { cues: readonly UnnamedCue[]; warnings: WarningList }): {
  utterances: Utterance[];
} {
  const cues = input.cues.map((cue) => ({ ...cue, text: cue.text.trim() }));
  const read = isBracketed(cues) ? readBracketed : hasNameLines(cues) ? readNameLine : labelReader(cues);
  let speaker: string | null = null;
  let unnamed = 0;
  let firstUnnamed: number | null = null;
  const utterances = cues.map((cue): Utterance => {
    const found = read(cue.text);
    if (found !== null) {
      speaker = found.speaker;
      return { ...cue, speaker, text: found.text };
    }
    if (speaker !== null && cue.text !== '') {
      unnamed += 1;
      firstUnnamed ??= cue.line;
    }
    return { ...cue, speaker };
  });
  if (unnamed > 0) {
    const message = `${unnamed} ${unnamed === 1 ? 'cue names' : 'cues name'} nobody and went to the speaker before.`;
    input.warnings.add({ code: 'transcript.carried-speaker', message, line: firstUnnamed });
  }
  return { utterances };
}

type ReadName = (text: string) => { speaker: string; text: string } | null;

function labelReader(cues: readonly UnnamedCue[]): ReadName {
  const reader = findSpeakerLabels({
    lines: cues.map(({ text }, index) => ({ text, opensSentence: endsSentence(cues[index - 1]?.text) })),
  });
  return (text) => reader.read(text);
}

/** `(Ana Ruiz)` above the words; `(laughs)` is no name, and a mark that stands alone names nobody. */
function readBracketed(text: string): { speaker: string; text: string } | null {
  const match = /^\(([^()\n]{1,80}(?:\([^()\n]*\)[^()\n]{0,20})?)\)[ \t]*\n(.+)$/s.exec(text);
  const speaker = match?.[1]?.trim() ?? '';
  return match && isNameLike(speaker) ? { speaker, text: match[2] ?? '' } : null;
}

function isBracketed(cues: readonly UnnamedCue[]): boolean {
  const names = cues.map(({ text }) => readBracketed(text)?.speaker).filter((name) => name !== undefined);
  return names.length > 0 && (names.length >= cues.length / 2 || new Set(names).size < names.length);
}

/** The name alone above the words, as in what Teams writes into documents. */
function readNameLine(text: string): { speaker: string; text: string } | null {
  const match = /^([^\n:.?!]{1,60})[ \t]*\n(.+)$/s.exec(text);
  const speaker = match?.[1]?.trim() ?? '';
  return match && isNameLike(speaker) ? { speaker, text: match[2] ?? '' } : null;
}

/** Nearly every cue has a first line like a name, and few names come again and again. */
function hasNameLines(cues: readonly UnnamedCue[]): boolean {
  const names = cues.map(({ text }) => readNameLine(text)?.speaker).filter((name) => name !== undefined);
  const filled = cues.filter(({ text }) => text !== '').length;
  return names.length >= 3 && names.length >= filled * 0.9 && new Set(names).size <= names.length / 2 + 1;
}
