/** The account that the simulator is, and the app that is installed in it. */
export const portalId = 8_100_001;
export const appId = 8_100_002;
export const simulatorToken = 'pat-na1-simulator';
export const clientId = 'hubspot-simulator-client';
export const clientSecret = 'hubspot-simulator-secret';
export const developerKey = 'hubspot-simulator-developer-key';
/** The refresh token of an installation that has already been approved. */
export const installedRefreshToken = 'hubspot-simulator-refresh';
