import { appMethods } from './apps.ts';
import { assistantMethods } from './assistant.ts';
import { bookmarkMethods } from './bookmarks.ts';
import { chatChangeMethods } from './chat-change.ts';
import { chatPostMethods } from './chat-post.ts';
import { chatScheduleMethods } from './chat-schedule.ts';
import { chatStreamMethods } from './chat-stream.ts';
import { conversationsHistoryMethods } from './conversations-history.ts';
import { conversationsManageMethods } from './conversations-manage.ts';
import { conversationsMembershipMethods } from './conversations-membership.ts';
import { conversationsReadMethods } from './conversations-read.ts';
import { fileMethods } from './files.ts';
import type { Method } from './method.ts';
import { reactionMethods } from './reactions.ts';
import { userMethods } from './users.ts';
import { viewMethods } from './views.ts';

/** Every method of the Web API that there is here. */
export const methods: readonly Method[] = [
  ...appMethods,
  ...chatPostMethods,
  ...chatChangeMethods,
  ...chatScheduleMethods,
  ...chatStreamMethods,
  ...conversationsReadMethods,
  ...conversationsHistoryMethods,
  ...conversationsMembershipMethods,
  ...conversationsManageMethods,
  ...userMethods,
  ...viewMethods,
  ...reactionMethods,
  ...bookmarkMethods,
  ...fileMethods,
  ...assistantMethods,
];
