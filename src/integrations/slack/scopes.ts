/** What Sophia does needs these; the manifest of the app grants them, and the doctor looks for them. */
export const neededScopes = [
  'app_mentions:read',
  'channels:history',
  'channels:join',
  'channels:read',
  'chat:write',
  'commands',
  'groups:history',
  'groups:read',
  'im:history',
  'im:write',
  'users:read',
  'users:read.email',
] as const;

/** What Sophia can do besides, where it is granted: the pane of the assistant, and channels opened when asked. */
export const grantableScopes = {
  panes: ['assistant:write'],
  channels: ['channels:manage', 'groups:write'],
} as const;
