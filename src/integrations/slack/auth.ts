/** The header that a bot token or an app-level token makes, as Slack's Web API takes it. */
export function authHeader(token: string): string {
  return `Bearer ${token}`;
}

/** Whether a token is of the kind that is meant: a pasted user token fails later and less plainly. */
export function hasTokenKind({ token, kind }: { token: string; kind: 'bot' | 'app' }): boolean {
  return kind === 'bot' ? /^(?:xoxe\.)?xoxb-/.test(token) : token.startsWith('xapp-');
}
