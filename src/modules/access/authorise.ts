import { type Actor, type Context, type Grant, recordedActor } from '#platform/context';
import { SophiaError } from '#platform/errors';
import type { Action, Resource } from './actions.ts';
import { grantOf } from './grant-of.ts';
import { boundedActions, law, permissionOf } from './law.ts';

/**
 * Lets the actor go on or throws `access.denied`. The operator of this machine may do everything; whoever has signed in
 * may do what the law says of their role; what runs by itself may do what the pipeline needs, and nothing that is for a
 * person to say.
 */
export function authorise({ ctx, action, resource }: { ctx: Context; action: Action; resource: Resource }): void {
  if (mayDo({ actor: ctx.actor, action })) return;
  const what = `${resource.type}${resource.id === null ? '' : ` ${resource.id}`}`.replaceAll('_', ' ');
  throw new SophiaError(
    'access.denied',
    `This takes the right to \`${action}\` (${what}), ${whatIsMissing({ actor: ctx.actor, action })}.`,
    {
      details: { action, resource, actor: recordedActor(ctx.actor) },
    },
  );
}

/** Whether the actor may do something at all: for what is offered, never in place of `authorise`. */
export function isAllowed({ ctx, action }: { ctx: Pick<Context, 'actor'>; action: Action }): boolean {
  return mayDo({ actor: ctx.actor, action });
}

/** What a person alone may do: set things up, decide, correct, spend on a trial. */
const personActions: ReadonlySet<Action> = new Set([
  'workspace.configure',
  'settings.publish',
  'tracker.create',
  'tracker.preview',
  'analysis.preview',
  'warning.preview',
  'person.correct',
  'match.correct',
  'duplicate.dismiss',
  'change_set.decide',
  'change_set.undo',
  'policy.configure',
  'notification.configure',
  'channel.manage',
  'commitment.settle',
  'contradiction.resolve',
  'session.open',
  'session.end',
  'user.manage',
  'key.create',
  'key.revoke',
  'service_key.manage',
  'secret.manage',
  'personal_data.unmask',
  'webhook.manage',
  'document.manage',
  'quota.manage',
  'assistant.ask',
  'assistant.rate',
  'assistant.share',
]);

/** Whoever is in the chat reads, decides (the policy says on what) and corrects; names channels; setting up is the operator's. */
const chatActions: ReadonlySet<Action> = new Set([
  'workspace.read',
  'call.read',
  'analysis.read',
  'crm.read',
  'duplicate.read',
  'person.read',
  'change_set.read',
  'change_set.decide',
  'change_set.undo',
  'policy.read',
  'ledger.read',
  'commitment.read',
  'commitment.settle',
  'contradiction.read',
  'contradiction.resolve',
  'warning.read',
  'channel.read',
  'channel.manage',
  'document.read',
  'search.run',
  'assistant.ask',
  'assistant.rate',
]);

function mayDo({ actor, action }: { actor: Actor; action: Action }): boolean {
  switch (actor.type) {
    case 'operator':
      return true;
    case 'user':
    case 'service':
      return isGranted({ grant: actor.grant, action });
    case 'agent':
      return mayByRole({ role: 'agent', action }) && isGranted({ grant: actor.actsFor.grant, action });
    case 'visitor':
      return action === 'session.open';
    case 'schedule':
    case 'system':
      return !personActions.has(action);
    case 'webhook':
      return action === 'inbox.receive';
    case 'chat_user':
      return chatActions.has(action);
  }
}

function isGranted({ grant, action }: { grant: Grant; action: Action }): boolean {
  const { role, scopes, seesOnly } = grant;
  if (seesOnly !== null && !boundedActions.has(action)) return false;
  if (scopes !== null && !scopes.includes(permissionOf(action))) return false;
  return mayByRole({ role, action });
}

function mayByRole({ role, action }: { role: Grant['role']; action: Action }): boolean {
  const { may } = law[role];
  return may === 'everything' || may.includes(action);
}

/** The scope of the key where the role would do, otherwise the right itself. */
function whatIsMissing({ actor, action }: { actor: Actor; action: Action }): string {
  const grant = grantOf(actor);
  const scope = permissionOf(action);
  const isScoped = grant !== null && grant.scopes !== null && !grant.scopes.includes(scope);
  const hasRole = grant !== null && mayByRole({ role: grant.role, action });
  const isAgents = actor.type === 'agent' && !mayByRole({ role: 'agent', action });
  if (isScoped && hasRole && !isAgents) return `for which the key in use lacks the scope \`${scope}\``;
  return `which ${nameOf(actor)} does not have`;
}

/** Who it is, for a message to themselves or to an administrator. */
function nameOf(actor: Actor): string {
  const grant = grantOf(actor);
  if (grant === null) return actor.type === 'chat_user' ? 'somebody in the chat' : `what runs as ${actor.type}`;
  if (actor.type === 'agent') return 'an agent';
  return /^[aeiou]/.test(grant.role) ? `an ${grant.role}` : `a ${grant.role}`.replaceAll('_', ' ');
}
