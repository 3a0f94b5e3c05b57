import type { AnalysisReport } from '#contracts';
import type { PlanRecord } from './plan-input.ts';

export interface Voice {
  /** As the transcript calls them. */
  readonly speaker: string;
  /** Of all words of the buyer's side, 0 to 1. */
  readonly share: number;
}

/**
 * What a contact said in the call, by the name that the transcript has for them; null for one of whom no words are known.
 * A first name alone is somebody only where no other of the call's contacts has it.
 */
export function findVoice({
  report,
  contact,
  contacts,
}: {
  report: AnalysisReport;
  contact: PlanRecord;
  contacts: readonly PlanRecord[];
}): Voice | null {
  const { turns } = report.result.call;
  const first = firstNameOf(contact);
  const isShared = contacts.some((one) => one.externalId !== contact.externalId && firstNameOf(one) === first);
  const names = new Set([fold(contact.name), fold(contact.email), isShared ? '' : first].filter((name) => name !== ''));
  const own = turns.filter(({ speaker, side }) => side !== 'internal' && names.has(fold(speaker)));
  const [one] = own;
  if (one === undefined) return null;
  const all = countWords(turns.filter(({ side }) => side === 'external'));
  const words = countWords(own.filter(({ side }) => side === 'external'));
  return { speaker: one.speaker, share: all === 0 ? 0 : words / all };
}

function countWords(turns: readonly { readonly text: string }[]): number {
  return turns.reduce((sum, { text }) => sum + text.split(/\s+/u).filter((word) => word !== '').length, 0);
}

function firstNameOf({ name }: PlanRecord): string {
  return fold(name).split(/\s+/u)[0] ?? '';
}

function fold(name: string | null): string {
  return name?.trim().toLowerCase() ?? '';
}
