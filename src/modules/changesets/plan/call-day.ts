import type { AnalysisReport } from '#contracts';

const dayMs = 86_400_000;

/** The day of the call where its source says it; null otherwise. */
export function callDay({ result }: AnalysisReport): string | null {
  return result.call.date ?? result.call.startedAt?.slice(0, 10) ?? null;
}

/** When the call took place, as an activity needs it; a source without any time leaves the time of the analysis. */
export function callInstant(report: AnalysisReport): string {
  const { startedAt } = report.result.call;
  const day = callDay(report);
  return new Date(startedAt ?? (day === null ? report.envelope.analyzedAt : `${day}T00:00:00Z`)).toISOString();
}

export function addDays({ instant, days }: { instant: string; days: number }): string {
  return new Date(Date.parse(instant) + days * dayMs).toISOString();
}

/** Whether the CRM has heard of a later call of these people already: then an older one changes nothing. */
export function isOutdated({
  report,
  field,
  properties,
}: {
  report: AnalysisReport;
  field: string | null;
  properties: Readonly<Record<string, string | null>>;
}): boolean {
  const known = field === null ? null : (properties[field] ?? null);
  const day = callDay(report);
  if (known === null || known === '' || day === null) return false;
  const knownMs = /^\d{11,}$/.test(known) ? Number(known) : Date.parse(known);
  return Number.isFinite(knownMs) && knownMs > Date.parse(day);
}
