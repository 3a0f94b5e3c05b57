import type { ObjectType } from './object-types.ts';
import type { HubspotState, SourceType } from './state.ts';

/** Who is writing, as the history will say it. */
export interface Source {
  readonly sourceType: SourceType;
  readonly sourceId: string | null;
  readonly userId: number | null;
}

/** Something that happened to a record and that an app may have subscribed to. */
export type CrmEvent =
  | {
      readonly kind: 'creation' | 'deletion' | 'restore' | 'privacyDeletion';
      readonly objectType: ObjectType;
      readonly id: string;
    }
  | {
      readonly kind: 'propertyChange';
      readonly objectType: ObjectType;
      readonly id: string;
      readonly property: string;
      readonly value: string;
    }
  | {
      readonly kind: 'merge';
      readonly objectType: ObjectType;
      readonly id: string;
      readonly mergedIds: readonly string[];
      readonly newId: string;
      readonly movedProperties: number;
    }
  | {
      readonly kind: 'associationChange';
      readonly objectType: ObjectType;
      readonly id: string;
      readonly toType: ObjectType;
      readonly toId: string;
      readonly removed: boolean;
      readonly isPrimary: boolean;
    };

/** What every change of the portal is made with. */
export interface WriteContext {
  readonly state: HubspotState;
  readonly nowMs: number;
  readonly source: Source;
  /** Rules of the portal's own, which the API holds from 2026-09 on. */
  readonly holdsPortalRules: boolean;
  /** A value that the portal drops without a word, though it answers as if it had taken it. */
  readonly isRefused: (place: { objectType: ObjectType; property: string }) => boolean;
  readonly emit: (event: CrmEvent) => void;
}
