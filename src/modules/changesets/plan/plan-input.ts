import type { AnalysisReport, CrmOwner, CrmPipeline, CrmPropertyDefinition, CrmReference } from '#contracts';
import type { FieldNames } from '../policy/policy.ts';

/** A record of the mirror, as far as planning looks at it. */
export interface PlanRecord {
  readonly objectType: CrmReference['objectType'];
  readonly externalId: string;
  readonly properties: Readonly<Record<string, string | null>>;
  readonly name: string | null;
  readonly email: string | null;
}

/** A deal with what is around it. */
export interface PlanDeal {
  readonly deal: PlanRecord;
  readonly contacts: readonly PlanRecord[];
  readonly pipeline: CrmPipeline | null;
  readonly stage: CrmPipeline['stages'][number] | null;
  /** Of the properties of deals. */
  readonly definitions: readonly CrmPropertyDefinition[];
}

export interface PlanInput {
  readonly report: AnalysisReport;
  readonly call: {
    readonly callId: string;
    /** The id at the source of the call. */
    readonly externalId: string | null;
    /** Where the call can be heard. */
    readonly url: string | null;
  };
  readonly deal: PlanDeal | null;
  /** Where the call is about no deal, the lead that it is worked for. */
  readonly lead: PlanRecord | null;
  /** The contacts that took part in the call, whether or not the deal has them. */
  readonly contacts: readonly PlanRecord[];
  readonly owners: readonly CrmOwner[];
  readonly fields: FieldNames;
}

/** What the call is about: its deal, else its lead. */
export function subjectOf({ deal, lead }: Pick<PlanInput, 'deal' | 'lead'>): PlanRecord | null {
  return deal?.deal ?? lead;
}

/** A record as a change refers to it. */
export function referenceTo({ objectType, externalId }: PlanRecord): CrmReference {
  return { objectType, externalId };
}

export function nameOf({ name, email, externalId }: PlanRecord): string {
  return name ?? email ?? externalId;
}
