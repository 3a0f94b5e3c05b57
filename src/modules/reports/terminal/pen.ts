import type { Evidence } from '#contracts';
import { type Paint, wrapped } from '#platform/wording';
import type { ReportView } from '../view/report-view.ts';
import { momentOf } from '../wording/describe-call.ts';

/** What a block of a terminal report is written with. */
export interface Pen {
  readonly view: ReportView;
  readonly paint: Paint;
  readonly width: number;
}

/** A heading with its lines, or nothing. */
export function block({ paint }: Pen, { title, lines }: { title: string; lines: readonly string[] }): string[] {
  return lines.length === 0 ? [] : [paint.bold(paint.cyan(title)), ...lines];
}

/** A bullet that is wrapped under itself, with its proof below. */
export function bullet(pen: Pen, { text, ink }: { text: string; ink?: (line: string) => string }): string[] {
  const paintLine = ink ?? ((line: string) => line);
  return wrapped(text, pen.width - 4).map((line, position) => `${position === 0 ? '  • ' : '    '}${paintLine(line)}`);
}

/** The quote with who said it and when, wrapped and set back; red with the reason where it no longer holds. */
export function proofLines(pen: Pen, { field, evidence }: { field: string; evidence: Evidence }): string[] {
  const broken = pen.view.brokenReason(field, evidence);
  const quote = `“${evidence.quote}” ${evidence.speaker}, ${momentOf(evidence)}`;
  const ink = broken === null ? pen.paint.dim : pen.paint.red;
  const lines = wrapped(quote, pen.width - 6).map((line) => `      ${ink(line)}`);
  if (broken === null) return lines;
  return [...lines, ...wrapped(`No longer holds: ${broken}`, pen.width - 6).map((line) => `      ${ink(line)}`)];
}
