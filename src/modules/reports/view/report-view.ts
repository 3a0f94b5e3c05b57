import type { AnalysisReport, AnalyzedCall, Evidence, Findings, RefusedClaim } from '#contracts';
import { refusalLabels } from '../wording/labels.ts';
import { type ClaimEntry, collectClaims } from './collect-claims.ts';
import { listSpeakers, type SpeakerView } from './list-speakers.ts';
import { type Span, spanTurns } from './span-turns.ts';

export type CallTurn = AnalyzedCall['turns'][number];

/** A report made ready to be shown: every claim found by its turn, and which of them no longer hold. */
export interface ReportView {
  readonly report: AnalysisReport;
  readonly call: AnalyzedCall;
  readonly findings: Findings;
  readonly speakers: readonly SpeakerView[];
  readonly entries: readonly ClaimEntry[];
  readonly entriesByTurn: ReadonlyMap<number, readonly ClaimEntry[]>;
  readonly turns: ReadonlyMap<number, CallTurn>;
  /** Where each turn lies in the call, 0 to 1. */
  readonly spans: ReadonlyMap<number, Span>;
  /** What no longer holds, each quote once: by the check made while reading, and by the transcript shown here. */
  readonly broken: readonly BrokenClaim[];
  /** Why a claim no longer holds, or null where it does. */
  brokenReason(field: string, evidence: Evidence): string | null;
  /** Where the moment of a claim can be heard; null where that is not known. */
  listenAddress(evidence: Pick<Evidence, 'startMs'>): string | null;
  /** The part of the page that proves a claim: the quote, or its turn where the quote is not found in it. */
  placeOf(evidence: Evidence): string;
}

/** A claim that no longer holds, with the reason in a sentence. */
export interface BrokenClaim {
  readonly quote: string;
  readonly turn: number | null;
  readonly reason: string;
}

/** Whether the stored turn still holds the quote at its place, to the letter. */
export function standsInTurn(turn: CallTurn | undefined, evidence: Evidence): boolean {
  return turn !== undefined && turn.text.slice(evidence.start, evidence.end) === evidence.quote;
}

/** Where the player of the call's source opens at a moment. */
export type Player = (startMs: number) => string | null;

/** Makes a report ready to be shown; pure. */
export function createReportView(report: AnalysisReport, player: Player = () => null): ReportView {
  const { call, findings } = report.result;
  const turns = new Map(call.turns.map((turn) => [turn.turn, turn]));
  const entries = collectClaims(findings);
  const entriesByTurn = Map.groupBy(entries, (entry) => entry.evidence.turn);
  const listed = new Map(report.envelope.brokenClaims.map((claim) => [brokenKey(claim), claim]));
  function brokenReason(field: string, { turn, quote, ...place }: Evidence): string | null {
    const found = listed.get(brokenKey({ field, turn, quote })) ?? listed.get(brokenKey({ field: '', turn, quote }));
    if (found !== undefined) return brokenSentence(found);
    return standsInTurn(turns.get(turn), { turn, quote, ...place }) ? null : `${refusalLabels.quote_not_found}.`;
  }
  return {
    report,
    call,
    findings,
    speakers: listSpeakers(call),
    entries,
    entriesByTurn,
    turns,
    spans: spanTurns(call.turns),
    broken: listBroken({ report, entries, brokenReason }),
    brokenReason,
    listenAddress: ({ startMs }) => (startMs === null ? null : player(startMs)),
    placeOf: (evidence) =>
      standsInTurn(turns.get(evidence.turn), evidence) ? placeId(evidence) : `turn-${evidence.turn}`,
  };
}

/** The id of a quote in the transcript. */
export function placeId({ turn, start, end }: Pick<Evidence, 'turn' | 'start' | 'end'>): string {
  return `q-${turn}-${start}-${end}`;
}

function listBroken({
  report,
  entries,
  brokenReason,
}: Pick<ReportView, 'report' | 'entries' | 'brokenReason'>): BrokenClaim[] {
  const broken = new Map<string, BrokenClaim>();
  for (const claim of report.envelope.brokenClaims) {
    const { quote, turn } = claim;
    broken.set(`${turn ?? ''}\n${quote}`, { quote, turn, reason: brokenSentence(claim) });
  }
  for (const { field, evidence } of entries) {
    const key = `${evidence.turn}\n${evidence.quote}`;
    const reason = broken.has(key) ? null : brokenReason(field, evidence);
    if (reason !== null) broken.set(key, { quote: evidence.quote, turn: evidence.turn, reason });
  }
  return [...broken.values()];
}

const wherever = new Set(['quote_not_found', 'turn_not_found', 'range_mismatch', 'speaker_mismatch']);

/** A quote that is not there is not there for any field; other faults concern the one field. */
function brokenKey(
  claim: Pick<RefusedClaim, 'turn' | 'quote' | 'field'> & { reason?: RefusedClaim['reason'] },
): string {
  const field = claim.reason !== undefined && wherever.has(claim.reason) ? '' : listOf(claim.field);
  return `${field}\n${claim.turn ?? ''}\n${claim.quote}`;
}

/** `findings.objections.0.answerEvidence`, as stored claims are named, is `objections.answer` to the verifier. */
function listOf(field: string): string {
  return field
    .replace(/^findings\./, '')
    .replaceAll(/\.\d+/g, '')
    .replace(/\.answerEvidence$/, '.answer')
    .replace(/\.(evidence|hits|mentions|turningPoints)$/, '');
}

function brokenSentence({ reason, detail }: RefusedClaim): string {
  return detail === '' ? `${refusalLabels[reason]}.` : `${refusalLabels[reason]}: ${detail}`;
}
