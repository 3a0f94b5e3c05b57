import type { RenderedMessage } from '#modules/notifications';
import type { Context } from '#platform/context';
import type { ChatPerson } from '../identify-user.ts';
import type { SlackSurface } from '../slack-surface.ts';

export interface CommandCall {
  readonly surface: SlackSurface;
  readonly ctx: Context;
  /** Whoever typed it, as Slack knows them; as whom they act says the context. */
  readonly person: ChatPerson;
  /** What stands behind the command's name. */
  readonly text: string;
  /** Where it was typed. */
  readonly channelId: string;
}

/** A command as a line of the table: what it is called, how it is written, and what it does. */
export interface Command {
  /** As it is typed, such as `/sophia deal`. */
  readonly name: string;
  readonly usage: string;
  readonly example: string;
  readonly help: string;
  readonly run: (call: CommandCall) => Promise<readonly RenderedMessage[]>;
}
