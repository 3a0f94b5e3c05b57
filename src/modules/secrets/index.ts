export { keepVendorToken } from './keep-vendor-token.ts';
export { noteVendorKeys } from './note-vendor-keys.ts';
export { readVendorToken } from './read-vendor-token.ts';
export { type RotatedSecrets, rotateSecrets } from './rotate-secrets.ts';
export { type KnownVendorKey, UnmaskTextInput } from './schema.ts';
export { sealSecrets } from './seal-secrets.ts';
export { vendorKeys, vendorTokens } from './tables.ts';
export { unmaskText } from './unmask-text.ts';
