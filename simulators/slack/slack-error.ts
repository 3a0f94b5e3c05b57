import type { JsonObject } from './state.ts';

/** An answer `{ ok: false, error }`; the code is Slack's own. */
export class SlackError extends Error {
  readonly code: string;
  readonly details: JsonObject;

  constructor(code: string, details: JsonObject = {}) {
    super(`Slack answers ${code}.`);
    this.name = 'SlackError';
    this.code = code;
    this.details = details;
  }
}

/** The form in which Slack tells what is wrong with blocks, views and arguments. */
export function slackProblems(code: string, problems: readonly string[]): SlackError {
  return new SlackError(code, {
    errors: problems,
    response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) },
  });
}
