export { createSecretBox, type KeyRing, type SecretBox } from './create-secret-box.ts';
export { createToken, hashToken } from './create-token.ts';
export { hashPassword, verifyPassword } from './hash-password.ts';
export { openKeyFile } from './open-key-file.ts';
export { type Resealed, type ResealedSecrets, reseal } from './reseal.ts';
