export { createOpenidClient } from './create-openid-client.ts';
export { findSoundKey, KeySet, signatureAlgorithms } from './find-sound-key.ts';
export type { OpenidAttempt, OpenidClient, OpenidIdentity } from './openid-client.ts';
