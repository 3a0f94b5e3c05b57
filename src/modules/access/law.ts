import type { Permission, Role } from '#contracts';
import type { Action } from './actions.ts';

/** What a role may do, whose calls and deals it sees, and which fields of a record are kept from it. */
export interface Article {
  readonly may: 'everything' | readonly Action[];
  /** `team`: of oneself and of the teams that one leads. `own`: of oneself. */
  readonly sees: 'everything' | 'team' | 'own';
  /** Properties of contacts in the CRM. */
  readonly withheld: readonly string[];
}

/** One's own session and keys. */
export const oneself = [
  'session.read',
  'session.end',
  'key.read',
  'key.create',
  'key.revoke',
] as const satisfies Action[];

/** The calls, and what was found in them. */
const calls = ['workspace.read', 'call.read', 'analysis.read', 'tracker.read'] as const satisfies Action[];

/** The records of the CRM, who is who, and the documents of the workspace. */
const records = ['crm.read', 'person.read', 'document.read'] as const satisfies Action[];

/** What calls have brought: promises, warnings, where call and CRM disagree. */
const signals = ['commitment.read', 'contradiction.read', 'warning.read'] as const satisfies Action[];

/** Looking for something in all of it, and asking in one's own words. */
const questions = ['search.run', 'assistant.ask'] as const satisfies Action[];

/** What has arrived of the calls that one sees, which of one's records seem to be one, and what happens to either. */
const upkeep = ['ledger.read', 'duplicate.read', 'event.read'] as const satisfies Action[];

/** What is known of the whole company, where no bound of a team applies. */
const company = ['policy.read', 'settings.read', 'channel.read'] as const satisfies Action[];

/** The word of a person on what calls have brought to what is theirs; on a change the policy has the second word. */
const ownDecisions = [
  'change_set.decide',
  'change_set.undo',
  'commitment.settle',
  'contradiction.resolve',
  'assistant.rate',
  'assistant.share',
] as const satisfies Action[];

/** The word of a person on what belongs to nobody in particular. */
const decisions = ['match.correct', 'person.correct', 'duplicate.dismiss'] as const satisfies Action[];

/** How Sophia works: what it looks for, reads, and tells to whom. */
const operations = [
  'call.import',
  'call.remove',
  'analysis.run',
  'tracker.create',
  'tracker.preview',
  'analysis.preview',
  'warning.preview',
  'crm.sync',
  'change_set.propose',
  'policy.configure',
  'notification.read',
  'notification.configure',
  'channel.manage',
  'inbox.read',
  'inbox.process',
  'system.read',
  'workspace.configure',
  'settings.publish',
  'user.read',
  'search.read',
  'document.manage',
  'quota.manage',
] as const satisfies Action[];

/** How a person is reached: kept from those who have no need to reach anybody. */
export const contactDetails = ['email', 'phone', 'mobilephone', 'hs_additional_emails', 'address'];

/**
 * The law: who may do what. What an article does not name is not allowed, and an action that is new belongs to
 * administrators until it is named here. A role that sees only a part has none of the actions that show the whole.
 */
export const law: Readonly<Record<Role, Article>> = {
  /** Sets up, appoints, and reads who did what. */
  administrator: { may: 'everything', sees: 'everything', withheld: [] },
  /** Runs the pipeline from call to CRM; appoints nobody. */
  revenue_operations: {
    may: [
      ...oneself,
      ...calls,
      ...records,
      ...signals,
      'change_set.read',
      ...upkeep,
      ...company,
      ...questions,
      ...ownDecisions,
      ...decisions,
      ...operations,
    ],
    sees: 'everything',
    withheld: [],
  },
  /** Reads, asks about and decides on what belongs to the team. */
  manager: {
    may: [
      ...oneself,
      ...calls,
      ...records,
      ...signals,
      'change_set.read',
      ...upkeep,
      ...questions,
      ...ownDecisions,
      'user.read',
    ],
    sees: 'team',
    withheld: [],
  },
  /** Reads, asks about and decides on what is their own. */
  representative: {
    may: [...oneself, ...calls, ...records, ...signals, 'change_set.read', ...upkeep, ...questions, ...ownDecisions],
    sees: 'own',
    withheld: [],
  },
  /** Reads everything and changes nothing. */
  executive: {
    may: [
      ...oneself,
      ...calls,
      ...records,
      ...signals,
      'change_set.read',
      ...upkeep,
      ...company,
      ...questions,
      'assistant.rate',
      'assistant.share',
    ],
    sees: 'everything',
    withheld: [],
  },
  /** Reads everything but how to reach a customer, and what is proposed for the CRM. */
  read_only: {
    may: [
      ...oneself,
      ...calls,
      ...records,
      ...signals,
      'ledger.read',
      'event.read',
      ...company,
      ...questions,
      'assistant.rate',
      'assistant.share',
    ],
    sees: 'everything',
    withheld: contactDetails,
  },
  /** A program that acts for a person: of these, what that person may, and of that what that person sees. */
  agent: {
    may: [
      ...calls,
      ...records,
      ...signals,
      'change_set.read',
      'ledger.read',
      'event.read',
      ...company,
      ...questions,
      'change_set.propose',
    ],
    sees: 'own',
    withheld: contactDetails,
  },
};

/** The actions whose verbs apply the bounds of a team, so that somebody who sees only a part may have them. */
export const boundedActions: ReadonlySet<Action> = new Set([
  ...oneself,
  ...calls,
  ...records,
  ...signals,
  'change_set.read',
  ...upkeep,
  ...questions,
  ...ownDecisions,
  'user.read',
]);

const permissionOfNoun: Readonly<Record<string, Permission>> = {
  workspace: 'call_access',
  settings: 'call_access',
  call: 'call_access',
  analysis: 'call_access',
  tracker: 'call_access',
  crm: 'crm_access',
  duplicate: 'crm_access',
  person: 'crm_access',
  match: 'crm_access',
  change_set: 'crm_access',
  policy: 'crm_access',
  commitment: 'crm_access',
  contradiction: 'crm_access',
  warning: 'crm_access',
  pipeline: 'crm_access',
  document: 'crm_access',
  ledger: 'crm_access',
  // Of each event the permission is asked for that reading what it is about takes.
  event: 'call_access',
  // Both read calls and records, and their verbs ask for the permission of each.
  search: 'call_access',
  assistant: 'call_access',
  notification: 'slack_access',
  channel: 'slack_access',
  interaction: 'slack_access',
  service_key: 'agent_management',
};

/** What holds for the whole workspace, what everybody has asked, and how search stands, are for administration. */
const wholeActions: ReadonlySet<Action> = new Set([
  'workspace.configure',
  'settings.note',
  'settings.publish',
  'policy.configure',
  'assistant.read',
  'search.read',
  'search.index',
]);

/** Which permission an action needs of a key that is limited to some; what is named nowhere needs `admin_access`. */
export function permissionOf(action: Action): Permission {
  if (wholeActions.has(action)) return 'admin_access';
  return permissionOfNoun[action.split('.')[0] ?? ''] ?? 'admin_access';
}
