import { z } from 'zod';
import { Permission, PersonRole, Role, TerritoryRule } from '#contracts';

const Reference = z.string().trim().min(1).max(320);
const Address = z
  .email()
  .max(320)
  .transform((address) => address.toLowerCase());
const Name = z.string().trim().min(1).max(200);

/** Long rather than odd: length is what a guesser cannot buy. */
const Password = z
  .string()
  .min(12, 'Expected a password of at least 12 characters.')
  .max(1024, 'Expected a password of at most 1024 characters.');

export const InviteUserInput = z.strictObject({ email: Address, name: Name, role: PersonRole });
export type InviteUserInput = z.input<typeof InviteUserInput>;

export const UserReference = z.strictObject({ user: Reference });
export type UserReference = z.infer<typeof UserReference>;

/**
 * The versions that a change may be made to, null among them where nothing may be there; null for all where nothing was
 * said, and whatever is there is changed.
 */
const Replaces = z.array(z.string().max(200).nullable()).max(20).nullable().default(null);

/** A team or a territory, by its name or id. */
export const NameReference = z.strictObject({ name: Reference });
export type NameReference = z.infer<typeof NameReference>;

export const ChangeUserInput = z.strictObject({
  user: Reference,
  role: PersonRole.nullable(),
  /** `ended` closes the account: sessions and keys of it end at once. */
  state: z.literal('ended').nullable(),
  replaces: Replaces,
});
export type ChangeUserInput = z.input<typeof ChangeUserInput>;

export const RedeemLinkInput = z.strictObject({
  token: z.string().min(1).max(200),
  password: Password,
  /** Who it is, with the link for the first account; every other link knows. */
  person: z.strictObject({ email: Address, name: Name }).nullable().default(null),
});
export type RedeemLinkInput = z.input<typeof RedeemLinkInput>;

/** Why a sign-in with a provider was refused: an error code. */
export const RefusedSignIn = z.strictObject({ because: z.string().min(1).max(100) });
export type RefusedSignIn = z.infer<typeof RefusedSignIn>;

/** Somebody as a provider of OpenID Connect knows them. */
export const OpenidPerson = z.strictObject({
  issuer: z.string().min(1).max(2000),
  email: Address,
  /** Whether the provider has made sure that the address is theirs. */
  isVerified: z.boolean(),
  /** As the provider has it; the address where it has none. */
  name: z.string().nullable().default(null),
  /** Whose first sign-in makes an account, by the domain of the address; null for the invited alone. */
  newcomers: z
    .strictObject({ domains: z.array(z.string()).readonly(), role: PersonRole })
    .nullable()
    .default(null),
});
export type OpenidPerson = z.input<typeof OpenidPerson>;

export const SignInInput = z.strictObject({ email: z.string().max(1000), password: z.string().max(10_000) });
export type SignInInput = z.infer<typeof SignInInput>;

const KeyKind = z.enum(['personal', 'service']);

export const CreateKeyInput = z.strictObject({
  kind: KeyKind,
  name: Name,
  /** Whose personal key it is; null for one's own. Of a service key with the role agent, whom it acts for. */
  user: Reference.nullable().default(null),
  /** Of a service key. */
  role: Role.nullable().default(null),
  /** Null for all that the role allows. */
  scopes: z.array(Permission).min(1).nullable().default(null),
  /** Null for a key that does not end by itself; 90 days where nothing is said. */
  days: z.int().min(1).max(3650).nullable().default(90),
});
export type CreateKeyInput = z.input<typeof CreateKeyInput>;

export const KeyReference = z.strictObject({ key: Reference });
export type KeyReference = z.infer<typeof KeyReference>;

export const RotateKeyInput = z.strictObject({
  key: Reference,
  /** How long the old key stays valid beside the new one. */
  overlapHours: z.int().min(0).max(720).default(24),
});
export type RotateKeyInput = z.input<typeof RotateKeyInput>;

export const SetTeamInput = z.strictObject({
  name: Name,
  leads: z.array(Reference).max(100),
  members: z.array(Reference).max(1000),
  replaces: Replaces,
});
export type SetTeamInput = z.input<typeof SetTeamInput>;

/** A member of the chat, by the id that the chat gives. */
export const ChatUserReference = z.strictObject({
  source: z.enum(['slack']),
  memberId: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9_-]{1,100}$/, 'Expected the id of a member, such as U0123ABC.'),
});
export type ChatUserReference = z.infer<typeof ChatUserReference>;

export const LinkChatUserInput = ChatUserReference.extend({
  user: Reference,
  /** The one that the chat gives, which is another than that of the account. */
  address: Address,
  /** How somebody knows that it is the same person. */
  because: z.string().trim().min(3).max(500),
});
export type LinkChatUserInput = z.input<typeof LinkChatUserInput>;

/** Whose account a member of the chat has, and why. */
export interface ChatLink {
  readonly linkId: string;
  readonly email: string;
  readonly source: string;
  readonly memberId: string;
  readonly address: string;
  readonly because: string;
  readonly linkedAt: string;
}

const TerritoryParts = z.strictObject({
  name: Name,
  /** A deal lies in the territory where each of them holds. */
  rules: z.array(TerritoryRule).max(20),
  /** The managers who see its deals, and the calls about them. */
  members: z.array(Reference).max(100),
});

const needsRules = {
  message: 'Expected at least one rule, such as deal.state=CA,OR: a territory without one would be nothing.',
  path: ['rules'],
};

function hasRules({ rules, members }: z.output<typeof TerritoryParts>): boolean {
  return members.length === 0 || rules.length > 0;
}

/** A territory as a program sends it; the version that it replaces stands in a header. */
export const NewTerritory = TerritoryParts.refine(hasRules, needsRules);

export const SetTerritoryInput = TerritoryParts.extend({ replaces: Replaces }).refine(hasRules, needsRules);
export type SetTerritoryInput = z.input<typeof SetTerritoryInput>;

/** As they lie in the database. */
export const TerritoryRules = z.array(TerritoryRule);

export interface TerritorySummary {
  readonly territoryId: string;
  readonly name: string;
  readonly rules: readonly TerritoryRule[];
  readonly members: readonly string[];
  readonly updatedAt: string;
  readonly version: string;
}

const mostListed = 500;

/** A page of a list that has the newest first. */
const Page = {
  limit: z.int().min(1).max(mostListed).default(mostListed),
  /** The id behind which the list goes on. */
  after: z.string().min(1).max(100).nullable().default(null),
};

export const ListSessionsInput = z.strictObject({ ...Page, user: Reference.nullable().default(null) });
export type ListSessionsInput = z.input<typeof ListSessionsInput>;

export const ListKeysInput = z.strictObject(Page);
export type ListKeysInput = z.input<typeof ListKeysInput>;

export const SessionReference = z.strictObject({ sessionId: z.string().min(1).max(100) });
export type SessionReference = z.infer<typeof SessionReference>;

/** A person's account, without anything secret. */
export interface UserSummary {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly role: PersonRole;
  readonly state: 'invited' | 'active' | 'ended';
  readonly teams: readonly { readonly name: string; readonly leads: boolean }[];
  readonly createdAt: string;
  /** Null where it never was, and for whoever does not manage users. */
  readonly lastSignInAt: string | null;
  /** How many sessions of theirs hold; null for whoever does not manage users. */
  readonly openSessions: number | null;
  /** Another one once anything was changed. */
  readonly version: string;
}

/** A team with the addresses of its people. */
export interface TeamSummary {
  readonly teamId: string;
  readonly name: string;
  readonly leads: readonly string[];
  readonly members: readonly string[];
  readonly version: string;
}

/** What the law gives a role. */
export interface RoleSummary {
  readonly role: Role;
  readonly sees: 'everything' | 'team' | 'own';
  readonly actions: readonly string[];
  readonly permissions: readonly Permission[];
  readonly withheld: readonly string[];
}

/** A key, without the key. */
export interface KeySummary {
  readonly keyId: string;
  readonly kind: 'personal' | 'service';
  readonly name: string;
  readonly owner: string | null;
  readonly role: Role | null;
  readonly scopes: readonly Permission[] | null;
  /** The last characters, by which a person tells keys apart. */
  readonly hint: string;
  readonly state: 'valid' | 'ended' | 'revoked';
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
}
