/** The client that the provider knows. Any other is refused, so that a real one never seems to work here. */
export const openidClient = { clientId: 'sophia-simulator', clientSecret: 'openid-simulator-secret' } as const;
