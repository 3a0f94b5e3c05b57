import { z } from 'zod';
import { completeBlocks } from '../block-kit/complete-blocks.ts';
import { validateBlocks } from '../block-kit/validate-blocks.ts';
import { SlackError, slackProblems } from '../slack-error.ts';
import { JsonObject, type Message } from '../state.ts';
import { nextBlockId, type Workspace } from '../workspace.ts';
import { Structure } from './arguments.ts';

const longestMarkdown = 12_000;
const mostAttachments = 100;

/** The arguments that say what a message holds. */
export const contentArguments = {
  text: z.string().optional(),
  blocks: Structure.optional(),
  attachments: Structure.optional(),
  markdown_text: z.string().optional(),
  metadata: Structure.optional(),
};
const ContentArguments = z.object(contentArguments);
type ContentArguments = z.infer<typeof ContentArguments>;

export interface MessageContent {
  readonly text: string;
  readonly blocks: JsonObject[] | null;
  readonly attachments: JsonObject[] | null;
  readonly metadata: Message['metadata'];
}

const Metadata = z.strictObject({
  event_type: z.string().regex(/^\w{1,255}$/u),
  event_payload: JsonObject,
});
const Attachment = JsonObject.and(z.looseObject({ blocks: z.array(z.unknown()).optional() }));

interface ContentToRead {
  readonly workspace: Workspace;
  readonly given: ContentArguments;
  /** Beyond it the answer is `msg_too_long`. */
  readonly longestText: number;
}

/** What a message is to hold, checked as Slack checks it. */
export function readContent({ workspace, given, longestText }: ContentToRead): MessageContent {
  const metadata = readMetadata(given.metadata);
  if (given.markdown_text !== undefined) return { ...readMarkdown(workspace, given), attachments: null, metadata };
  const text = given.text ?? '';
  if ([...text].length > longestText) throw new SlackError('msg_too_long');
  const blocks = readBlocks(workspace, given.blocks);
  const attachments = readAttachments(workspace, given.attachments);
  if (text.trim() === '' && blocks === null && attachments === null) throw new SlackError('no_text');
  return { text, blocks, attachments, metadata };
}

function readMarkdown(workspace: Workspace, given: ContentArguments): { text: string; blocks: JsonObject[] } {
  if (given.text !== undefined || given.blocks !== undefined) throw new SlackError('markdown_text_conflict');
  const text = given.markdown_text ?? '';
  if (text.trim() === '') throw new SlackError('no_text');
  if ([...text].length > longestMarkdown) throw new SlackError('msg_too_long');
  return { text, blocks: [{ type: 'markdown', block_id: nextBlockId(workspace), text }] };
}

export function readBlocks(workspace: Workspace, given: unknown): JsonObject[] | null {
  if (given === undefined || given === null || given === '') return null;
  if (!Array.isArray(given)) throw new SlackError('invalid_blocks_format');
  const problems = validateBlocks({ blocks: given, surface: 'message' });
  if (problems.length > 0) throw slackProblems('invalid_blocks', problems);
  if (given.length === 0) return null;
  const blocks = z.array(JsonObject).parse(given);
  return completeBlocks({ blocks, nextId: () => nextBlockId(workspace) });
}

function readAttachments(workspace: Workspace, given: unknown): JsonObject[] | null {
  if (given === undefined || given === null || given === '') return null;
  const parsed = z.array(Attachment).safeParse(given);
  if (!parsed.success) throw new SlackError('invalid_attachments');
  if (parsed.data.length > mostAttachments) throw new SlackError('too_many_attachments');
  if (parsed.data.length === 0) return null;
  return parsed.data.map((attachment, index) => {
    const blocks = readBlocks(workspace, attachment.blocks);
    return { id: index + 1, fallback: '[no preview available]', ...attachment, ...(blocks === null ? {} : { blocks }) };
  });
}

function readMetadata(given: unknown): Message['metadata'] {
  if (given === undefined || given === null || given === '') return null;
  const parsed = Metadata.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new SlackError(typeof given === 'object' ? 'invalid_metadata_schema' : 'invalid_metadata_format');
}
