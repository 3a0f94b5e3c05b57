import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import type { Transcript } from '#contracts';
import { readTranscript } from '#modules/calls';
import { Truth } from '../../evals/truth.ts';

/** What the buyer models learn of a truth; the truths of the development calls hold no more. */
const BuyerTruth = Truth.pick({
  timeZone: true,
  internal: true,
  stage: true,
  objections: true,
  buyingSignals: true,
  risks: true,
  traps: true,
}).extend({ qualification: Truth.shape.qualification.default({}) });

/** One call with what a careful reader marked in the buyer's words. */
export interface JudgedCall {
  readonly name: string;
  readonly transcript: Transcript;
  readonly truth: z.infer<typeof BuyerTruth>;
}

/** Reads every call of a folder that has a truth; the sides are those of the truth. */
export function readDevelopmentCalls(folder: URL): JudgedCall[] {
  const files = readdirSync(folder).sort();
  return files
    .filter((file) => file.endsWith('.truth.json'))
    .flatMap((file) => {
      const name = basename(file, '.truth.json');
      const call = files.find((other) => other !== file && other.startsWith(`${name}.`));
      if (call === undefined) return [];
      const truth = BuyerTruth.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
      const { transcripts } = readTranscript({
        bytes: readFileSync(new URL(call, folder)),
        name: call,
        options: {
          timeZone: truth.timeZone ?? 'UTC',
          timeZoneGiven: true,
          internalNames: truth.internal,
          internalDomains: [],
          othersExternal: true,
        },
      });
      return transcripts.slice(0, 1).map((transcript) => ({ name, transcript, truth }));
    });
}
