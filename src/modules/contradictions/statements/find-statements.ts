import type { Findings, Transcript } from '#contracts';
import { readCues } from '#modules/analysis';
import { findAmount } from './find-amount.ts';
import { findCloseDate } from './find-close-date.ts';
import { findCompetitor } from './find-competitor.ts';
import { findDeparture } from './find-departure.ts';
import { findNextStep } from './find-next-step.ts';
import { findRole } from './find-role.ts';
import { findStage } from './find-stage.ts';
import type { Statement } from './statement.ts';

export interface CallToRead {
  readonly transcript: Transcript;
  readonly findings: Findings;
  readonly currency: string;
  /** Phrases that the workspace adds to lexicons, by section. */
  readonly lexicons: Readonly<Record<string, readonly string[]>>;
}

const lexicon = 'contradictions.txt';

/** What a call says of fields of the CRM, one statement a field at most; without a day of the call nothing is dated. */
export function findStatements({ transcript, findings, currency, lexicons }: CallToRead): Statement[] {
  const day = transcript.date ?? transcript.startedAt?.slice(0, 10) ?? null;
  if (day === null) return [];
  const sentences = readCues({ transcript, findings, lexicon, added: lexicons });
  const said = { transcript, findings, currency, day, sentences };
  return [findCloseDate, findAmount, findCompetitor, findNextStep, findStage, findDeparture, findRole].flatMap((find) =>
    find(said),
  );
}
