import type { Random } from '../base/random.ts';
import type { Account, CallKind, Contact, Employee } from '../schema.ts';
import type { Archetype } from './archetypes.ts';
import type { Facts } from './create-facts.ts';

export type Plot = Archetype['plots'][number];
export type ContradictionKind = 'closedate' | 'amount' | 'dealstage' | 'competitor' | 'next';

/** A call that is to be written: when, of what kind, and who is on it. */
export interface PlannedCall {
  readonly key: string;
  readonly kind: CallKind;
  readonly date: string;
  /** Minute of the local day at the account. */
  readonly minute: number;
  readonly isUpcoming: boolean;
}

/** One deal with everything that its calls and its record are told from. */
export interface Story {
  readonly key: string;
  readonly archetype: Archetype;
  readonly account: Account;
  readonly contacts: readonly Contact[];
  readonly champion: Contact;
  /** Who carries it on after the champion has left. */
  readonly successor: Contact;
  readonly economicBuyer: Contact;
  readonly technical: Contact;
  readonly owner: Employee;
  readonly facts: Facts;
  readonly competitor: string | null;
  /** First name of who does the books there and is in no call. */
  readonly accountant: string;
  readonly plots: ReadonlySet<Plot>;
  readonly contradiction: ContradictionKind | null;
  readonly calls: readonly PlannedCall[];
  readonly createdAt: string;
  /** What the CRM holds today where a call says otherwise. */
  readonly crm: CrmView;
  readonly random: Random;
}

export interface CrmView {
  readonly closeDate: string;
  readonly competitor: string | null;
  readonly nextStep: string | null;
}
