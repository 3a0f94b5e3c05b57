import {
  Analysis,
  type AnalysisSettings,
  type AnalyzedCall,
  analysisSchemaVersion,
  type EngineMark,
  type Findings,
  type RefusedClaim,
  type Transcript,
} from '#contracts';
import { createDocument } from './language/index.ts';
import { verifyFindings } from './verify/verify-findings.ts';

export interface ComposeOptions {
  readonly transcript: Transcript;
  readonly settings: AnalysisSettings;
  readonly engine: EngineMark;
  readonly findings: Findings;
  /** Claims of an engine that could not be found in the call at all. */
  readonly unlocated: readonly RefusedClaim[];
}

/**
 * Passes what an engine found through the verifier and makes the result of it. Deterministic: the same input gives
 * the same bytes when written as JSON. Throws a ZodError when an engine breaks the contract.
 */
export function composeAnalysis({ transcript, settings, engine, findings, unlocated }: ComposeOptions): Analysis {
  const document = createDocument({ transcript });
  const verified = verifyFindings({ document, findings, unlocated, currency: settings.currency });
  return Analysis.parse({
    schemaVersion: analysisSchemaVersion,
    engine,
    call: describeCall({ transcript, currency: settings.currency }),
    ...verified,
  });
}

/** What a result says of its call: who, when, and the turns that the claims point into. */
export function describeCall({ transcript, currency }: { transcript: Transcript; currency: string }): AnalyzedCall {
  return {
    title: transcript.title,
    date: transcript.date,
    startedAt: transcript.startedAt,
    timeZone: transcript.timeZone,
    currency,
    parties: transcript.parties.map(({ name, side, title }) => ({ name, side, title })),
    turns: transcript.turns.map(({ cues: _cues, ...turn }) => turn),
  };
}
