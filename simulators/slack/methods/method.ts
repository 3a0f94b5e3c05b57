import { z } from 'zod';
import { SlackError, slackProblems } from '../slack-error.ts';
import type { JsonObject, Token } from '../state.ts';
import type { Workspace } from '../workspace.ts';

/** How often a method may be called in a minute, by Slack's tiers; `special` ones have limits of their own. */
export const tiers = { one: 1, two: 20, three: 50, four: 100, special: 600 } as const;
export type Tier = keyof typeof tiers;

export interface Method {
  readonly name: string;
  readonly tier: Tier;
  /** Any one of them suffices; none for a method that every token may call. */
  readonly scopes: readonly string[];
  readonly tokens: readonly (Token['kind'] | 'none')[];
  /** It changes nothing, and may be called by GET. */
  readonly readOnly: boolean;
  readonly answer: (call: RawCall) => JsonObject;
}

export interface RawCall {
  readonly workspace: Workspace;
  readonly token: Token | null;
  readonly given: JsonObject;
}

export interface MethodCall<Given> {
  readonly workspace: Workspace;
  readonly token: Token | null;
  readonly given: Given;
}

interface MethodForm<Schema extends z.ZodType> {
  readonly name: string;
  readonly tier: Tier;
  readonly scopes?: readonly string[];
  readonly tokens?: readonly (Token['kind'] | 'none')[];
  readonly readOnly?: boolean;
  readonly takes: Schema;
  readonly answer: (call: MethodCall<z.infer<Schema>>) => JsonObject;
}

/** A method whose arguments are read before it runs. */
export function defineMethod<Schema extends z.ZodType>(form: MethodForm<Schema>): Method {
  return {
    name: form.name,
    tier: form.tier,
    scopes: form.scopes ?? [],
    tokens: form.tokens ?? ['bot', 'user'],
    readOnly: form.readOnly ?? false,
    answer: ({ workspace, token, given }) => {
      const parsed = form.takes.safeParse(given);
      if (!parsed.success) throw invalidArguments({ error: parsed.error, given });
      return form.answer({ workspace, token, given: parsed.data });
    },
  };
}

/** Needs one scope more, depending on the kind of conversation that the call names. */
export function requireScope(token: Token | null, scope: string): void {
  if (token === null || token.scopes.includes(scope)) return;
  throw new SlackError('missing_scope', { needed: scope, provided: token.scopes.join(',') });
}

function invalidArguments({ error, given }: { error: z.ZodError; given: JsonObject }): SlackError {
  const problems = error.issues.map((issue) => {
    const field = String(issue.path[0] ?? '');
    return given[field] === undefined
      ? `missing required field: ${field}`
      : `${issue.message} [json-pointer:/${issue.path.join('/')}]`;
  });
  return slackProblems('invalid_arguments', problems);
}
