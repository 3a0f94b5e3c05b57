import type { Permission, Role, TerritoryRule } from '#contracts';
import type { Cache } from '#platform/cache';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/db';
import type { Ids } from '#platform/ids';
import type { Log } from '#platform/log';

/** A deal lies in a territory where each of its rules holds. */
export type Territory = readonly TerritoryRule[];

/** What somebody who has signed in may do and see. */
export interface Grant {
  readonly role: Role;
  /** What a key is limited to; null for all that the role allows. */
  readonly scopes: readonly Permission[] | null;
  /** The addresses of those whose calls and deals are seen; null for everybody's. */
  readonly seesOnly: readonly string[] | null;
  /** The parts of the market whose deals are seen beside; none where it is left out. */
  readonly territories?: readonly Territory[];
}

/** A person with an account, in a session or with a key of their own. */
export interface UserActor {
  readonly type: 'user';
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly grant: Grant;
  /** The session or the key. */
  readonly credentialId: string;
}

/** Who acts. */
export type Actor =
  | UserActor
  /** A program with a key of its own. */
  | { readonly type: 'service'; readonly keyId: string; readonly name: string; readonly grant: Grant }
  /** A program that acts for a person, and never sees or does more than that person. */
  | { readonly type: 'agent'; readonly keyId: string; readonly name: string; readonly actsFor: UserActor }
  /** Somebody who has not signed in. */
  | { readonly type: 'visitor' }
  /** Whoever has the files of this machine, and anybody on it before the first person has an account. */
  | { readonly type: 'operator'; readonly name: string }
  | { readonly type: 'schedule'; readonly name: string }
  | { readonly type: 'system'; readonly component: string }
  /** A vendor whose signature was checked. */
  | { readonly type: 'webhook'; readonly source: string }
  /** A person in the chat, by the address that the chat's vendor has verified. */
  | {
      readonly type: 'chat_user';
      readonly source: string;
      readonly userId: string;
      readonly name: string;
      readonly email: string | null;
    };

/** What every verb is given: who acts, for which workspace, and the resources to act with. */
export interface Context {
  readonly actor: Actor;
  readonly workspaceId: string;
  /** The workspace whose accounts and teams hold here as well; this one where it is left out. */
  readonly accountsIn?: string;
  /** One per command or request; stands in the audit trail and in the logs. */
  readonly requestId: string;
  /** Where the request comes from, where it came over the network. */
  readonly ipAddress?: string | null;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** The database, or the transaction that a verb has been called in. */
  readonly db: Database;
  /** What this process has read before; without one everything is read anew. */
  readonly cache?: Cache;
}

/** What a verb takes. */
export interface Verb<Input> {
  readonly ctx: Context;
  readonly input: Input;
}
