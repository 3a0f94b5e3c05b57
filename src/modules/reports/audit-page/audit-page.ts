import type { AuditRecord, AuditVerdict } from '#contracts';
import type { IndexTab, Viewer } from '../schema.ts';

/** What the page of the audit trail was asked for, as it stands in the form. */
interface AuditFilter {
  readonly actor: string;
  readonly action: string;
  readonly resource: string;
  readonly result: '' | 'done' | 'refused' | 'failed';
  readonly from: string;
  readonly to: string;
}

/** The page of the audit trail: what was done by whom, and what a check of it has found. */
export interface AuditPage {
  readonly workspaceName: string;
  readonly viewer: Viewer | null;
  readonly tab: IndexTab;
  readonly filter: AuditFilter;
  readonly records: readonly AuditRecord[];
  readonly olderHref: string | null;
  /** Of a check that was asked for, with the end of an earlier one, or an empty text. */
  readonly check: { readonly anchor: string; readonly verdict: AuditVerdict } | null;
}
