import type { Conditions } from './conditions.ts';
import type { Stay } from './find-stay.ts';
import type { NamedThing } from './named-thing.ts';
import type { Period } from './period.ts';
import type { Side } from './side.ts';

/** What somebody may be asking about; several where one name fits several. */
export interface Slots extends Conditions {
  readonly deals: readonly NamedThing[];
  readonly accounts: readonly NamedThing[];
  readonly contacts: readonly NamedThing[];
  readonly owners: readonly NamedThing[];
  /** Whether it is about whoever asks: my deals. */
  readonly me: boolean;
  readonly period: Period | null;
  /** When the deals came in, where a question names that beside another period. */
  readonly created: Period | null;
  /** How long deals have been in their stage, where a question bounds that. */
  readonly stay: Stay | null;
  /** Representatives who are meant together. */
  readonly team: { readonly name: string; readonly ownerIds: readonly string[] } | null;
  readonly stage: {
    readonly ids: readonly string[];
    readonly name: string;
    /** How a deal in it has ended; null where it is open there. */
    readonly ended: 'won' | 'lost' | null;
  } | null;
  readonly competitor: string | null;
  readonly objection: string | null;
  readonly warning: string | null;
  readonly topic: string | null;
  /** `renewals` or `new business`, where the question is about those alone. */
  readonly pipeline: 'renewal' | 'sales' | null;
  /** What is set side by side, in the order of the question; fewer than two where nothing is. */
  readonly sides: readonly Side[];
  /** Names that were said and that nobody here bears. */
  readonly strangers: readonly string[];
}

/** A question as it was understood: what it names, and its words with placeholders in their stead. */
export interface ReadQuestion {
  readonly slots: Slots;
  readonly masked: string;
}

export const emptySlots: Slots = {
  deals: [],
  accounts: [],
  contacts: [],
  owners: [],
  me: false,
  period: null,
  created: null,
  stay: null,
  team: null,
  stage: null,
  competitor: null,
  objection: null,
  warning: null,
  topic: null,
  pipeline: null,
  strangers: [],
  sides: [],
  amount: null,
  lacks: [],
  group: null,
  rank: null,
  unread: null,
};
