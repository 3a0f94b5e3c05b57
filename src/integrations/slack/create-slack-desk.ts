import { z } from 'zod';
import type { ChatUser } from '#contracts';
import type { SlackClient } from './client.ts';
import { createSlackPane, type SlackPane } from './create-slack-pane.ts';
import { listMembers } from './list-members.ts';
import { mapUser } from './map.ts';
import { readThread, type ThreadMessage } from './read-thread.ts';
import { AuthTest, UserAnswer } from './schema.ts';

/** A form, a page of the app's home, or a block: Slack's own, checked by whoever builds it. */
export type SlackView = Readonly<Record<string, unknown>>;

/** What only Slack has: forms, the app's home, answers to commands and buttons. */
export interface SlackDesk {
  openView(options: { readonly triggerId: string; readonly view: SlackView }): Promise<void>;
  publishHome(options: { readonly userId: string; readonly view: SlackView }): Promise<void>;
  respond(answer: { readonly responseUrl: string; readonly body: Readonly<Record<string, unknown>> }): Promise<void>;
  /** The person, with an address only where it is verified and of our own workspace. */
  getUser(userId: string): Promise<ChatUser>;
  /** The ids of everybody in a channel, apps among them; null where there are more than `most`. */
  listMembers(options: { readonly channelId: string; readonly most: number }): Promise<readonly string[] | null>;
  /** What stands in a thread now, the oldest first, without what was deleted; of a very long one the newest. */
  readThread(place: {
    readonly channelId: string;
    readonly threadId: string;
  }): Promise<{ readonly messages: readonly ThreadMessage[]; readonly isWhole: boolean }>;
  readonly pane: SlackPane;
}

const Done = z.looseObject({});

export function createSlackDesk(client: SlackClient): SlackDesk {
  let ourTeamId: string | null = null;
  return {
    openView: async ({ triggerId, view }) => {
      await client.call({ method: 'views.open', arguments: { trigger_id: triggerId, view }, schema: Done });
    },
    publishHome: async ({ userId, view }) => {
      await client.call({ method: 'views.publish', arguments: { user_id: userId, view }, schema: Done });
    },
    respond: (answer) => client.respond(answer),
    listMembers: (options) => listMembers({ client, ...options }),
    readThread: (place) => readThread({ client, ...place }),
    pane: createSlackPane(client),
    getUser: async (userId) => {
      ourTeamId ??= (await client.call({ method: 'auth.test', schema: AuthTest })).team_id;
      const { user } = await client.call({ method: 'users.info', arguments: { user: userId }, schema: UserAnswer });
      return mapUser({ user, teamId: ourTeamId });
    },
  };
}
