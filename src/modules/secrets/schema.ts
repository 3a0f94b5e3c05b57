import { z } from 'zod';

/** The keys of vendors that are in use, each with the name of its setting. */
export const NoteVendorKeysInput = z.strictObject({
  keys: z.array(z.strictObject({ name: z.string().min(1).max(100), key: z.string().min(1) })).max(100),
});
export type NoteVendorKeysInput = z.infer<typeof NoteVendorKeysInput>;

/** A line of the log, or several, and why somebody must see what is masked in it. */
export const UnmaskTextInput = z.strictObject({
  text: z.string().min(1).max(200_000),
  reason: z.string().trim().min(3).max(500),
});
export type UnmaskTextInput = z.infer<typeof UnmaskTextInput>;

const SettingName = z.string().min(1).max(100);

export const ReadVendorTokenInput = z.strictObject({ name: SettingName, setting: z.string().min(1) });
export type ReadVendorTokenInput = z.infer<typeof ReadVendorTokenInput>;

export const KeepVendorTokenInput = z.strictObject({
  name: SettingName,
  /** What the setting says: the token that the first one was got with. */
  setting: z.string().min(1),
  token: z.string().min(1).max(10_000),
});
export type KeepVendorTokenInput = z.infer<typeof KeepVendorTokenInput>;

/** What lies encrypted. */
export const KeptVendorToken = z.strictObject({ setting: z.string(), token: z.string() });
export type KeptVendorToken = z.infer<typeof KeptVendorToken>;

/** Since when a key is known. */
export interface KnownVendorKey {
  readonly name: string;
  readonly firstSeenAt: Date;
}
