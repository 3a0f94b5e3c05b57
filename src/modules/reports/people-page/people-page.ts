import type { Permission, PersonRole, Role } from '#contracts';
import type { IndexTab, Viewer } from '../schema.ts';

/** Somebody with an account. */
interface PersonRow {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: PersonRole;
  readonly state: 'invited' | 'active' | 'ended';
  readonly teams: readonly { readonly name: string; readonly leads: boolean }[];
  readonly lastSignInAt: string | null;
  /** Null where it is not for whoever looks. */
  readonly openSessions: number | null;
  /** What the form of the role sends back, so that nobody writes over what another has changed meanwhile. */
  readonly version: string;
}

/** A key, without the key. */
interface KeyRow {
  readonly keyId: string;
  readonly kind: 'personal' | 'service';
  readonly name: string;
  readonly owner: string | null;
  readonly role: Role | null;
  readonly scopes: readonly Permission[] | null;
  readonly hint: string;
  readonly state: 'valid' | 'ended' | 'revoked';
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
}

interface SessionRow {
  readonly sessionId: string;
  readonly email: string;
  readonly openedAt: string;
  readonly expiresAt: string;
  readonly ipAddress: string | null;
}

/** What is shown this once. */
export interface ShownSecret {
  /** A link is an address. */
  readonly kind: 'link' | 'key';
  readonly title: string;
  readonly secret: string;
  readonly expiresAt: string | null;
}

/** The page of people, their sessions and keys, as far as whoever looks at it may see and change them. */
export interface PeoplePage {
  readonly workspaceName: string;
  /** Null for the operator of a machine without accounts. */
  readonly viewer: Viewer | null;
  readonly tab: IndexTab;
  /** Null where they are not for whoever looks. */
  readonly people: readonly PersonRow[] | null;
  readonly nextHref: string | null;
  readonly manages: boolean;
  readonly managesServices: boolean;
  readonly readsTrail: boolean;
  readonly readsSettings: boolean;
  /** Null where nobody has asked for them: that somebody looks is recorded. */
  readonly sessions: readonly SessionRow[] | null;
  readonly keys: readonly KeyRow[];
  /** Whether there are sessions, or keys, beyond those that are shown. */
  readonly more: { readonly sessions: boolean; readonly keys: boolean };
  readonly shown: ShownSecret | null;
  readonly problem: string | null;
}
