import type { ConnectedContext } from '#platform/context';
import type { NotificationKind, NotificationSubject } from './schema.ts';
import type { NotificationView } from './views.ts';

/** What a subject belongs to; null is what is not known. */
export interface AccountOfSubject {
  readonly recordId: string | null;
  /** Where it is about a deal of a company: a deal may have a channel of its own. */
  readonly dealRecordId?: string;
  readonly companyName: string | null;
  readonly ownerEmail: string | null;
  /** The record names an owner, and who that is has not been read from the CRM yet. */
  readonly isOwnerUnread?: boolean;
  /** The names of the teams that the owner is in. */
  readonly teams: readonly string[];
}

export interface SubjectOfNotification {
  readonly ctx: ConnectedContext;
  readonly kind: NotificationKind;
  readonly subject: NotificationSubject;
  /** Where it was looked up already. */
  readonly account?: AccountOfSubject;
}

/** Reads what a notification says, out of the modules that know it. */
export interface NotificationReaders {
  accountOf(question: SubjectOfNotification): Promise<AccountOfSubject>;
  /** As it stands now; null where it is gone, and then nobody is told. */
  loadView(question: SubjectOfNotification): Promise<NotificationView | null>;
}

/** What the verbs that send are given beyond the connections. */
export interface NotificationContext extends ConnectedContext {
  readonly notify: {
    readonly readers: NotificationReaders;
    /** From the environment; the settings of the workspace go before it. */
    readonly defaultChannel: string | null;
    /** Everything is worked out, and nothing is sent. */
    readonly dryRun: boolean;
  };
}
