import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { AnalysisSettings, type Findings, type Transcript } from '#contracts';
import { analyzeByRules, createDocument, verifyFindings } from '#modules/analysis';
import { readTranscript } from '#modules/calls';
import { overlaps, placesOf, type Scores, scoreCall } from './match-truth.ts';
import { Truth } from './truth.ts';

/** What the rules found in a folder of calls against the truths beside them. */
export interface CallsScore {
  readonly calls: number;
  readonly words: number;
  readonly scores: Scores;
  readonly traps: { readonly fired: number; readonly asked: number };
  /** Claims that the verifier refused, of all that the rules proposed. */
  readonly refused: number;
  readonly proposed: number;
}

/** One call with its truth, read as a workspace of the example world reads it. */
export interface JudgedCall {
  readonly name: string;
  readonly transcript: Transcript;
  readonly truth: Truth;
}

const Workspace = z.object({
  currency: AnalysisSettings.shape.currency,
  competitors: AnalysisSettings.shape.competitors,
  products: AnalysisSettings.shape.products,
  internalDomains: z.array(z.string()),
});

/** The settings of the example world, from examples/workspace.json. */
export function exampleSettings(): AnalysisSettings {
  const { currency, competitors, products } = readWorkspace();
  return { currency, competitors, products, trackers: [], lexicons: {} };
}

/** Reads every call of a folder that has a truth; the sides are those of the truth. */
export function readJudgedCalls(folder: URL): JudgedCall[] {
  const files = readdirSync(folder).sort();
  return files
    .filter((file) => file.endsWith('.truth.json'))
    .flatMap((file) => {
      const name = basename(file, '.truth.json');
      const call = files.find((other) => other !== file && other.startsWith(`${name}.`));
      if (call === undefined) return [];
      const truth = Truth.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
      const { transcripts } = readTranscript({
        bytes: readFileSync(new URL(call, folder)),
        name: call,
        options: {
          timeZone: truth.timeZone ?? 'UTC',
          timeZoneGiven: true,
          internalNames: truth.internal,
          internalDomains: readWorkspace().internalDomains,
          othersExternal: true,
        },
      });
      return transcripts.slice(0, 1).map((transcript) => ({ name, transcript, truth }));
    });
}

/** Runs the rules and the verifier over judged calls and adds up hits and misses. */
export function scoreCalls(calls: readonly JudgedCall[]): CallsScore {
  const scores: Scores = new Map();
  const settings = exampleSettings();
  const total = { words: 0, fired: 0, asked: 0, refused: 0, proposed: 0 };
  for (const { transcript, truth } of calls) {
    const document = createDocument({ transcript });
    const proposed = analyzeByRules({ input: { transcript, settings } });
    const { findings, verification } = verifyFindings({
      document,
      findings: proposed,
      unlocated: [],
      currency: settings.currency,
    });
    scoreCall({ transcript, findings, truth, scores });
    const traps = trapsOf({ transcript, findings, truth });
    total.words += findings.interaction.words;
    total.fired += traps.filter((fired) => fired).length;
    total.asked += traps.length;
    total.refused += verification.refused.length;
    total.proposed += verification.proposed;
  }
  const { words, refused, proposed } = total;
  return {
    calls: calls.length,
    words,
    scores,
    traps: { fired: total.fired, asked: total.asked },
    refused,
    proposed,
  };
}

/** For each trap of a call whether a finding of the kind it must not be fell into it. */
function trapsOf(options: { transcript: Transcript; findings: Findings; truth: Truth }): boolean[] {
  const { transcript, findings, truth } = options;
  const lists: Readonly<Record<string, readonly { turn: number; start: number; end: number }[]>> = {
    objection: findings.objections,
    commitment: findings.commitments,
    question: findings.questions,
    buyingSignal: findings.buyingSignals,
    risk: findings.risks,
    competitor: findings.mentions.competitors.flatMap((named) => named.mentions),
  };
  return truth.traps.flatMap((trap) => {
    const list = lists[trap.not];
    if (list === undefined) return [];
    const places = placesOf(transcript, trap);
    return [list.some((claim) => places.some((place) => overlaps(place, claim)))];
  });
}

function readWorkspace(): z.infer<typeof Workspace> {
  return Workspace.parse(JSON.parse(readFileSync(new URL('../examples/workspace.json', import.meta.url), 'utf8')));
}
