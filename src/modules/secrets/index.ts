export { noteVendorKeys } from './note-vendor-keys.ts';
export { type RotatedSecrets, rotateSecrets } from './rotate-secrets.ts';
export { type KnownVendorKey, UnmaskTextInput } from './schema.ts';
export { sealSecrets } from './seal-secrets.ts';
export { vendorKeys } from './tables.ts';
export { unmaskText } from './unmask-text.ts';
