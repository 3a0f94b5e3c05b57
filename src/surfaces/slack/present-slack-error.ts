import { line } from '#modules/notifications';
import type { Context } from '#platform/context';
import { type ErrorCode, SophiaError } from '#platform/errors';

export interface PresentedError {
  /** Escaped, for Slack's mrkdwn. */
  readonly text: string;
  readonly problem: { readonly code: string; readonly message: string; readonly action: string };
  /** `refused` is the answer to what a person asked; `failed` is for us or a vendor to mend. */
  readonly outcome: 'refused' | 'failed';
}

/** Longer than every action of the catalogue: a next step that is cut is none. */
const longestAction = 1000;

/** What is done in Slack where the catalogue names a command of the command line, or says nothing that helps there. */
const actionsHere: Readonly<Partial<Record<ErrorCode, string>>> = {
  'input.invalid': 'Write it so; /sophia help shows how each command is written.',
  'call.not-found':
    'Name it by its id, such as /sophia call call_…, or by more of its title; /sophia-calls last month lists calls.',
  'change.not-found':
    '/sophia approve lists what waits for a decision, and /sophia undo what was written, with the ids.',
  'person.not-found':
    '/sophia link shows who you are in HubSpot and Gong; whoever runs Sophia links you with `sophia people link`.',
};

/** What a person reads of an error: the sentence and what to do; of the unforeseen only where the log has it. */
export function presentSlackError({ error, ctx }: { error: unknown; ctx: Context }): PresentedError {
  if (error instanceof SophiaError && error.code !== 'internal.unexpected') {
    const { code, message, entry } = error;
    const step = actionsHere[code] ?? entry.action;
    return {
      text: `${line(message, 1500)}\n→ ${line(step, longestAction)}`,
      problem: { code, message, action: step },
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
