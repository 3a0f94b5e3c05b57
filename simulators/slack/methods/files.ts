import { z } from 'zod';
import { slackConstants } from '../constants.ts';
import { presentFile } from '../present/present-file.ts';
import { SlackError } from '../slack-error.ts';
import type { StoredFile } from '../state.ts';
import { nextId, nowSeconds, type Workspace } from '../workspace.ts';
import { writeMessage } from '../write-message.ts';
import { Names, structured, Whole } from './arguments.ts';
import { requirePostable } from './chat-post.ts';
import { readBlocks } from './message-content.ts';
import { defineMethod, type Method } from './method.ts';

const { botId, botUserId } = slackConstants;
const largestBytes = 1024 ** 3;

export const fileMethods: readonly Method[] = [
  defineMethod({
    name: 'files.getUploadURLExternal',
    tier: 'four',
    scopes: ['files:write'],
    takes: z.object({ filename: z.string().min(1), length: Whole }),
    answer: ({ workspace, given }) => {
      if (given.length < 1) throw new SlackError('missing_argument');
      if (given.length > largestBytes) throw new SlackError('file_upload_size_restricted');
      const file: StoredFile = {
        id: nextId(workspace, 'F'),
        name: given.filename,
        title: given.filename,
        bytes: given.length,
        uploaded: false,
        completed: false,
        userId: botUserId,
        createdSeconds: nowSeconds(workspace),
      };
      workspace.state.files.push(file);
      return { upload_url: `${workspace.tools.url}/upload/v1/${file.id}`, file_id: file.id };
    },
  }),
  defineMethod({
    name: 'files.completeUploadExternal',
    tier: 'four',
    scopes: ['files:write'],
    takes: z.object({
      files: structured(z.array(z.looseObject({ id: z.string(), title: z.string().optional() })).min(1)),
      channel_id: z.string().optional(),
      channels: Names.optional(),
      thread_ts: z.string().optional(),
      initial_comment: z.string().optional(),
      blocks: z.unknown().optional(),
    }),
    answer: ({ workspace, token, given }) => {
      const files = given.files.map(({ id, title }) => complete(workspace, { id, title }));
      const names = given.channels ?? (given.channel_id === undefined ? [] : [given.channel_id]);
      for (const name of names) {
        writeMessage(workspace, {
          channel: requirePostable(workspace, { name, token }),
          message: {
            userId: botUserId,
            botId,
            text: given.initial_comment ?? '',
            blocks: readBlocks(workspace, given.blocks),
            threadTs: given.thread_ts ?? null,
            fileIds: files.map(({ id }) => id),
          },
        });
      }
      return { files: files.map(presentFile) };
    },
  }),
];

function complete({ state }: Workspace, { id, title }: { id: string; title: string | undefined }): StoredFile {
  const file = state.files.find((each) => each.id === id);
  if (file === undefined || !file.uploaded || file.completed) throw new SlackError('file_not_found');
  file.completed = true;
  file.title = title ?? file.name;
  return file;
}
