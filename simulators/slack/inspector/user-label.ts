import { realName } from '../present/present-user.ts';
import type { SlackState } from '../state.ts';

/** The name that people read where the data holds an id. */
export function userLabel({ users }: SlackState, id: string): string {
  const user = users.find((each) => each.id === id);
  return user === undefined ? id : realName(user);
}
