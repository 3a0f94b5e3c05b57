import type { Party, ReadingWarning, TranscriptFormat } from '#contracts';

/** What the reader knows beside the bytes. */
export interface ReadOptions {
  /** Overrides the detected format. */
  readonly format?: TranscriptFormat | undefined;
  /** The day of the call, YYYY-MM-DD; wins over whatever the source says. */
  readonly date?: string | undefined;
  /** IANA name of the zone to use where the source names none. */
  readonly timeZone: string;
  /** Whether the zone was asked for explicitly; then it wins over the source's. */
  readonly timeZoneGiven: boolean;
  /** Whole names of our people; `*` makes everybody internal, an entry with `@` is an e-mail address. */
  readonly internalNames: readonly string[];
  readonly internalDomains: readonly string[];
  /** Whether whoever is not ours is the other side's, once at least one of ours was found. */
  readonly othersExternal?: boolean | undefined;
  /** The title to use where the source has none. */
  readonly titleHint?: string | undefined;
}

/** One stretch of speech as the file has it: a cue, a line, a sentence or a word. */
export interface Utterance {
  /** Null where the file does not say who spoke. */
  readonly speaker: string | null;
  readonly text: string;
  readonly startMs: number | null;
  readonly endMs: number | null;
  /** Counted from 1; null where the format has no lines worth naming. */
  readonly line: number | null;
}

/** What one format's reader found, before turns, sides and dates are settled. */
export interface Reading {
  readonly format: TranscriptFormat;
  readonly utterances: readonly Utterance[];
  /** Whom the source lists, with the side it gives them; empty where it lists nobody. */
  readonly parties: readonly Party[];
  readonly externalId: string | null;
  readonly title: string | null;
  /** When it began, in whatever detail the source gives. */
  readonly moment: Moment | null;
  readonly timeZone: string | null;
  readonly warnings: readonly ReadingWarning[];
}

/** When a call took place, as far as a source says. */
export interface Moment {
  /** The instant, where it is known. */
  readonly instant: Date | null;
  /** The day as written in the source (YYYY-MM-DD); null where only an instant without a zone of its own is known. */
  readonly day: string | null;
}

/** A text file on its way to a reader. */
export interface SourceText {
  readonly text: string;
  /** The file's name, for messages and for a date in it. */
  readonly name: string;
}

/** Collects the oddities of one file; beyond a limit it only counts them. */
export interface WarningList {
  add(warning: ReadingWarning): void;
  all(): ReadingWarning[];
}

const warningsPerCode = 20;

/** Returns an empty list that keeps the first twenty warnings of a kind and then says how many more there were. */
export function createWarningList(): WarningList {
  const kept: ReadingWarning[] = [];
  const countByCode = new Map<string, number>();
  return {
    add: (warning) => {
      const count = (countByCode.get(warning.code) ?? 0) + 1;
      countByCode.set(warning.code, count);
      if (count <= warningsPerCode) kept.push(warning);
    },
    all: () => {
      const surplus = [...countByCode].filter(([, count]) => count > warningsPerCode);
      return [
        ...kept,
        ...surplus.map(([code, count]) => ({
          code,
          message: `${count - warningsPerCode} more of the same kind are not listed.`,
          line: null,
        })),
      ];
    },
  };
}
