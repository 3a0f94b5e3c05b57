import type { Actor, UserActor } from './context.ts';

/** An actor as records and events keep it: who, and nothing of what they might see. */
export type RecordedActor =
  | Exclude<Actor, { type: 'user' | 'service' | 'agent' }>
  | Pick<UserActor, 'type' | 'userId' | 'name' | 'email'>
  | { readonly type: 'service'; readonly keyId: string; readonly name: string }
  | { readonly type: 'agent'; readonly keyId: string; readonly name: string; readonly actsFor: string };

/** The actor without the grant, which may have changed by the time somebody reads the record. */
export function recordedActor(actor: Actor): RecordedActor {
  switch (actor.type) {
    case 'user':
      return { type: 'user', userId: actor.userId, name: actor.name, email: actor.email };
    case 'service':
      return { type: 'service', keyId: actor.keyId, name: actor.name };
    case 'agent':
      return { type: 'agent', keyId: actor.keyId, name: actor.name, actsFor: actor.actsFor.userId };
    default:
      return actor;
  }
}
