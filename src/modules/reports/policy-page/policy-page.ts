import type { PolicyVerdict } from '#contracts';
import type { IndexTab, Viewer } from '../schema.ts';

export interface PolicyTerms {
  readonly approvers: readonly string[];
  readonly needed: number;
  readonly remindAfterHours: number;
  readonly expireAfterHours: number;
  readonly staleAfterHours: number;
}

export interface PolicyWhen {
  readonly actions: readonly string[] | null;
  readonly objects: readonly string[] | null;
  readonly fields: readonly string[] | null;
  readonly values: readonly string[] | null;
  readonly activities: readonly string[] | null;
  readonly stakes: readonly string[] | null;
  readonly ownership: readonly string[] | null;
  readonly tainted: boolean | null;
  readonly confidenceAtLeast: number | null;
}

/** What a rule says of a change that fits it. */
export interface PolicySpoken {
  readonly name: string;
  readonly line: number;
  readonly verdict: PolicyVerdict;
  readonly because: string | null;
  readonly terms: PolicyTerms;
}

/** The page of the policy in force. */
export interface PolicyPage {
  readonly workspaceName: string;
  /** Null for the operator of a machine without accounts. */
  readonly viewer: Viewer | null;
  readonly tab: IndexTab;
  readonly file: string;
  /** Of what is in force. */
  readonly version: string;
  readonly origin:
    | { readonly kind: 'shipped' }
    | { readonly kind: 'set'; readonly who: string; readonly at: Date }
    | { readonly kind: 'edited' | 'common'; readonly at: Date };
  readonly rules: readonly (PolicySpoken & { readonly when: PolicyWhen })[];
  readonly otherwise: PolicySpoken;
  /** Why what is written down is not in force; null where it is. */
  readonly fault: string | null;
}
