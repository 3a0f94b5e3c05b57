import type { AnalysisReport, Evidence } from '#contracts';
import { formatClock, formatDay, formatLength, formatNumber, formatStart } from '#platform/wording';
import { sentenceCase } from './labels.ts';

/** The call's title, or what the name of its file says. */
export function callTitle({ result, envelope }: AnalysisReport): string {
  return result.call.title ?? titleOfSource(envelope.source);
}

/** `Escalation Harrow Pine` for `03-escalation-harrow-pine-2026-06-17.vtt`; the name itself where no word is left. */
export function titleOfSource(source: string): string {
  const words = fileNameOf(source)
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/^\d{1,3}[-_. ]+|\d{4}-\d{2}-\d{2}/g, ' ')
    .split(/[-_\s]+/)
    .filter((word) => word !== '');
  const title = words.map((word) => (word === word.toLowerCase() ? sentenceCase(word) : word)).join(' ');
  return /\p{L}/u.test(title) ? title : source;
}

/** The last part of a path of any system; the whole where that is empty. */
export function fileNameOf(source: string): string {
  const name = source.split(/[\\/]/).at(-1) ?? '';
  return name === '' ? source : name;
}

/** When the call took place and how long it was, in the parts that are known. */
export function callFacts({ result }: AnalysisReport): string[] {
  const { call, findings } = result;
  const { durationMs, words } = findings.interaction;
  return [
    call.date === null ? 'Date not known' : formatDay(call.date),
    formatStart(call.startedAt, call.timeZone),
    durationMs === null ? `${formatNumber(words)} words` : formatLength(durationMs),
  ].filter((fact) => fact !== null);
}

/** Where something was said: `1:05`, or `turn 12` where the source has no times. */
export function momentOf(evidence: Pick<Evidence, 'startMs' | 'turn'>): string {
  return evidence.startMs === null ? `turn ${evidence.turn}` : formatClock(evidence.startMs);
}

/** Whether a wording is the quote, or the quote without a few words around it: showing both would say it twice. */
export function saysTheSame(text: string, quote: string): boolean {
  const [worded, said] = [lettersOf(text), lettersOf(quote)];
  return said.includes(worded) && worded.length >= said.length * 0.6;
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
