import type { Evidence } from '#contracts';
import { oneLine } from '#platform/wording';
import type { ReportView } from '../view/report-view.ts';
import { momentOf, saysTheSame } from '../wording/describe-call.ts';

/** Text on one line in which nothing is taken for formatting, a link, a mention or markup. */
export function plain(text: string): string {
  return oneLine(text)
    .replace(/[\\`*[\]<>|~]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/^([#+>-])/, '\\$1')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

/** `“quote” (Carla Whitcomb, 1:05)`, with a warning where the claim no longer holds. */
export function proof({ view, field, evidence }: { view: ReportView; field: string; evidence: Evidence }): string {
  const broken = view.brokenReason(field, evidence);
  const quote = `“${plain(evidence.quote)}” (${plain(evidence.speaker)}, ${moment(view, evidence)})`;
  return broken === null ? quote : `${quote} **[no longer holds: ${plain(broken)}]**`;
}

/** `1:05`, or `[1:05](…)` where it can be heard. */
function moment(view: ReportView, evidence: Evidence): string {
  const address = view.listenAddress(evidence);
  return address === null ? momentOf(evidence) : `[${momentOf(evidence)}](<${linkTarget(address)}>)`;
}

/** What would end a link's target in angle brackets goes as its percent sign form. */
export function linkTarget(address: string): string {
  return address.replaceAll(/[<>\\\s]/gu, encodeURIComponent);
}

/** A wording with its proof, or the proof alone where the wording is the quote. */
export function worded(options: { view: ReportView; field: string; evidence: Evidence; text: string }): string {
  const { text, evidence } = options;
  return saysTheSame(text, evidence.quote) ? proof(options) : `${plain(text)} ${proof(options)}`;
}

/** A heading with its list, or nothing where the list is empty. */
export function listSection(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, lines.map((line) => `- ${line}`).join('\n')];
}
