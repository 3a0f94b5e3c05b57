import { line } from '#modules/notifications';
import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';

export interface PresentedError {
  /** Escaped, for Slack's mrkdwn. */
  readonly text: string;
  readonly problem: { readonly code: string; readonly message: string; readonly action: string };
  /** `refused` is the answer to what a person asked; `failed` is for us or a vendor to mend. */
  readonly outcome: 'refused' | 'failed';
}

/** What a person reads of an error: the sentence and what to do; of the unforeseen only where the log has it. */
export function presentSlackError({ error, ctx }: { error: unknown; ctx: Context }): PresentedError {
  if (error instanceof SophiaError && error.code !== 'internal.unexpected') {
    const { code, message, entry } = error;
    return {
      text: `${line(message, 1500)}\n→ ${line(entry.action)}`,
      problem: { code, message, action: entry.action },
      outcome: entry.fault === 'caller' ? 'refused' : 'failed',
    };
  }
  ctx.log.error({ err: error, requestId: ctx.requestId }, 'Something from Slack could not be carried out');
  const message = `Something unforeseen happened; the log has it under ${ctx.requestId}.`;
  const action = 'Report it to whoever runs Sophia.';
  return {
    text: `${message}\n→ ${action}`,
    problem: { code: 'internal.unexpected', message, action },
    outcome: 'failed',
  };
}
