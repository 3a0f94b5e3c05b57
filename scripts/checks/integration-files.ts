/** The files that every integration has. */
export const integrationFiles = [
  'auth.ts',
  'client.ts',
  'config.ts',
  'index.ts',
  'limits.ts',
  'map.ts',
  'schema.ts',
  'webhooks.ts',
] as const;
