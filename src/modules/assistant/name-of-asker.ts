import type { Context } from '#platform/context';

/** Under which name a question is kept, and its conversation goes on. */
export function nameOfAsker({ actor }: Pick<Context, 'actor'>): string {
  switch (actor.type) {
    case 'operator':
    case 'schedule':
      return `${actor.type}:${actor.name}`;
    case 'chat_user':
      return `${actor.source}:${actor.userId}`;
    case 'system':
      return `system:${actor.component}`;
    case 'webhook':
      return `webhook:${actor.source}`;
    case 'user':
      return `user:${actor.userId}`;
    case 'service':
    case 'agent':
      return `${actor.type}:${actor.keyId}`;
    case 'visitor':
      return actor.type;
  }
}
