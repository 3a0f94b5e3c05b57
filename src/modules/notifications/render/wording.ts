import type { ChangeState } from '#contracts';
import type { Severity } from '../schema.ts';
import type { PointView, QuoteView } from '../views.ts';
import { bold, line, link, quoteLines } from './mrkdwn.ts';

export const severityMarks: Readonly<Record<Severity, string>> = { low: 'Low', medium: 'Medium', high: '*High*' };

/** Where a change stands, for people. */
export const stateWords: Readonly<Record<ChangeState, string>> = {
  proposed: 'Proposed',
  waiting: 'Waits for a decision',
  approved: 'Approved',
  rejected: 'Rejected',
  expired: 'Expired without a decision',
  suggested: 'Only a suggestion: a person set this value',
  refused: 'Not allowed by the policy',
  applying: 'Being written',
  applied: 'Written',
  not_applied: 'Not applied: the CRM kept another value',
  conflict: 'Conflict: a person changed it meanwhile',
  failed: 'Failed',
  undoing: 'Being undone',
  undone: 'Undone',
  undo_refused: 'Undo refused',
};

/** An instant in the reader's own time zone, with plain words where Slack cannot show it. */
export function instant(iso: string): string {
  const seconds = Math.floor(Date.parse(iso) / 1000);
  if (Number.isNaN(seconds)) return line(iso, 40);
  return `<!date^${seconds}^{date_short_pretty} at {time}|${iso.slice(0, 16).replace('T', ' ')} UTC>`;
}

const written = /\b(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z)\b/gu;
const spelled = /\b([A-Z][a-z]{2}, [A-Z][a-z]{2} \d{1,2}, \d{4}), (\d{2}:\d{2}) UTC\b/gu;

/** Instants of UTC in words that are escaped already, in the reader's own time zone. */
export function withInstants(escaped: string): string {
  return escaped
    .replaceAll(written, (iso: string) => instant(iso))
    .replaceAll(spelled, (text: string, day: string, time: string) => {
      const at = new Date(`${day} ${time} UTC`);
      return Number.isNaN(at.getTime()) ? text : instant(at.toISOString());
    });
}

/** A calendar day, the same everywhere. */
export function day(date: string): string {
  const parsed = new Date(`${date}T12:00:00Z`);
  if (Number.isNaN(parsed.getTime())) return line(date, 40);
  return parsed.toLocaleDateString('en-US', { weekday: 'short', month: 'short', day: 'numeric', timeZone: 'UTC' });
}

/** A quote with its speaker, and where it can be heard and read. */
export function quoted({ text, speaker, address, turnAddress }: QuoteView): string {
  const heard = address === null ? '' : ` · ${link({ address, words: 'listen' })}`;
  const read = turnAddress === null ? '' : ` · ${link({ address: turnAddress, words: 'read' })}`;
  return `${quoteLines(text)}\n${line(speaker, 80)}${heard}${read}`;
}

export function point({ text, address }: PointView): string {
  return address === null ? line(text) : `${line(text)} ${link({ address, words: '↗' })}`;
}

/** A heading and its lines; nothing where there are none. */
export function listed({ heading, lines }: { heading: string; lines: readonly string[] }): string | null {
  return lines.length === 0 ? null : `${bold(heading)}\n${lines.join('\n')}`;
}

export function percent(confidence: number): string {
  return `${Math.round(confidence * 100)} %`;
}
