import type { NotificationDestination } from './schema.ts';

/** Whether no channel may take the place of where it is meant to go. */
export function isForOnePerson({ to }: NotificationDestination): boolean {
  return to === 'owner' || to === 'chat_user';
}
