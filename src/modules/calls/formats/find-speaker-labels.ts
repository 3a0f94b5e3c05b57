import {
  hasTitleOrRole,
  isCertainName,
  isCommonKey,
  isNameLike,
  type SplitLine,
  splitLabel,
  startsLikeClause,
  wordsOf,
} from './split-label.ts';

/** A line, or a cue, that may begin with the name of who speaks. */
export interface LabelLine {
  readonly text: string;
  /** Whether a new sentence can begin with it: what stands before it is finished, blank, or not there. */
  readonly opensSentence: boolean;
}

/** Whether a sentence can begin behind `previous`, the line or cue before; undefined where there is none. */
export function endsSentence(previous: string | undefined): boolean {
  return previous === undefined || /(?:^|[.?!…。？！♪\])"”’»*])\s*$/u.test(previous.slice(-20));
}

export interface LabelReader {
  /** Returns who speaks and what, or null where the line begins with no speaker's name. */
  read(line: string): { readonly speaker: string; readonly text: string } | null;
  /** How many of the lines begin with a speaker's name. */
  readonly labeledLines: number;
}

/**
 * Finds out which of the words before a colon are speakers. One line alone cannot tell `Ana: yes` from
 * `The thing is: yes`; the file can: names recur, and look like names.
 */
export function findSpeakerLabels(input: {
  lines: readonly LabelLine[];
  knownNames?: ReadonlySet<string>;
}): LabelReader {
  const splits = input.lines.flatMap(({ text, opensSentence }) => {
    const split = splitLabel(text);
    return split === null ? [] : [{ ...split, opensSentence }];
  });
  const filled = input.lines.filter(({ text }) => text.trim() !== '').length;
  const counts = countLabels(splits);
  const evidence: Evidence = {
    counts,
    everyLine: splits.length >= filled * 0.9,
    labeledShare: shareOfLikelyLabels(splits, { counts, lines: filled }),
    anyRecurs: [...counts.values()].some((count) => count > 1),
    namesPrevail: splits.filter(({ label }) => isNameLike(label)).length >= splits.length / 2,
    allShort: everyLabelIsShort(counts),
    known: input.knownNames ?? new Set(),
  };
  const speakers = new Set<string>();
  for (const split of splits) if (isSpeaker(split, evidence)) speakers.add(split.label);
  const compound = findCompoundLabels(splits.filter(({ label }) => speakers.has(label)));
  return {
    labeledLines: splits.filter(({ label }) => speakers.has(label)).length,
    read: (line) => {
      const split = splitLabel(line);
      if (split === null || !speakers.has(split.label)) return null;
      const inner = compound.has(split.label) ? splitLabel(split.text) : null;
      return inner === null
        ? { speaker: split.label, text: split.text }
        : { speaker: `${split.label}: ${inner.label}`, text: inner.text };
    },
  };
}

interface Evidence {
  readonly counts: ReadonlyMap<string, number>;
  /** Whether nearly every line has a colon after a few words. */
  readonly everyLine: boolean;
  /** The share of lines that begin with a name that recurs or is certain. */
  readonly labeledShare: number;
  /** Whether any of the labels comes twice. */
  readonly anyRecurs: boolean;
  /** Whether at least half of the lines with a label have one that is written as names are. */
  readonly namesPrevail: boolean;
  /** Whether all of the labels have one or two words. */
  readonly allShort: boolean;
  readonly known: ReadonlySet<string>;
}

function isSpeaker(split: SplitLine & { opensSentence: boolean }, evidence: Evidence): boolean {
  const count = evidence.counts.get(split.label) ?? 0;
  if (evidence.known.has(split.label)) return true;
  if (isNameLike(split.label)) {
    if (count > 1 || evidence.everyLine) return true;
    const stands = split.opensSentence || evidence.labeledShare >= 0.5 || !evidence.anyRecurs;
    return hasTitleOrRole(split.label) || (stands && isCertainName(split.label));
  }
  const words = wordsOf(split.label).length;
  if (!evidence.everyLine || startsLikeClause(split.label)) return false;
  if (evidence.namesPrevail) return count > 2 && words === 1 && !isCommonKey(split.label);
  return count > 1 ? words <= 4 : words <= 2 && !isCommonKey(split.label) && evidence.allShort;
}

/** `agent: …`, `customer: …`: a file of one or two words before each colon, none of which need recur. */
function everyLabelIsShort(counts: ReadonlyMap<string, number>): boolean {
  return [...counts.keys()].every((label) => wordsOf(label).length <= 2);
}

function countLabels(splits: readonly SplitLine[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { label } of splits) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

function shareOfLikelyLabels(
  splits: readonly SplitLine[],
  { counts, lines }: { counts: ReadonlyMap<string, number>; lines: number },
): number {
  const likely = splits.filter(
    ({ label }) => isNameLike(label) && ((counts.get(label) ?? 0) > 1 || isCertainName(label)),
  );
  return lines === 0 ? 0 : likely.length / lines;
}

/**
 * Names with a colon of their own (`Tidewater: Ana Ruiz: …`): every line under such a label goes on with a second
 * name, and the second names recur.
 */
function findCompoundLabels(splits: readonly SplitLine[]): Set<string> {
  const inner = new Map<string, { lines: number; named: number; names: Map<string, number> }>();
  for (const { label, text } of splits) {
    const entry = inner.get(label) ?? { lines: 0, named: 0, names: new Map<string, number>() };
    const second = splitLabel(text);
    entry.lines += 1;
    if (second !== null && isNameLike(second.label)) {
      entry.named += 1;
      entry.names.set(second.label, (entry.names.get(second.label) ?? 0) + 1);
    }
    inner.set(label, entry);
  }
  const compound = [...inner].filter(
    ([, { lines, named, names }]) => named === lines && lines > 1 && [...names.values()].every((count) => count > 1),
  );
  return new Set(compound.map(([label]) => label));
}
