import { SophiaError } from '#platform/errors';
import { type Delivered, deliverMessages } from './deliver-messages.ts';
import type { NotificationContext } from './notification-context.ts';
import type { RenderedMessage } from './render/fit-blocks.ts';
import { line } from './render/mrkdwn.ts';
import { defaultChannel } from './resolve-place.ts';
import type { NotificationSettings } from './schema.ts';

export interface DeliveredSomewhere extends Delivered {
  readonly channelId: string;
  /** Why it is not where it was meant to be. */
  readonly problem: SophiaError | null;
}

/** A channel that turns out unusable only when it is written to gives way to the default one, with a word about it, if it may. */
export async function deliverSomewhere({
  ctx,
  settings,
  key,
  channelId,
  problem,
  mayFallBack,
  render,
}: {
  ctx: NotificationContext;
  settings: NotificationSettings;
  key: string;
  channelId: string;
  problem: SophiaError | null;
  mayFallBack: boolean;
  /** Puts the notice, already escaped, above the rest. */
  render: (notice: string | null) => readonly RenderedMessage[];
}): Promise<DeliveredSomewhere> {
  try {
    const delivered = await deliverMessages({ ctx, key, channelId, messages: render(noticeOf(problem)) });
    return { ...delivered, channelId, problem };
  } catch (error) {
    if (!(error instanceof SophiaError) || error.code !== 'channel.unusable' || !mayFallBack) throw error;
    const fallback = await defaultChannel({ ctx, settings });
    if (fallback === channelId) throw error;
    const delivered = await deliverMessages({ ctx, key, channelId: fallback, messages: render(noticeOf(error)) });
    return { ...delivered, channelId: fallback, problem: error };
  }
}

function noticeOf(problem: SophiaError | null): string | null {
  if (problem === null) return null;
  return `This was meant for another place. ${line(problem.message)} ${line(problem.entry.action)}`;
}
