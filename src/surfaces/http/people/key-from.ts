import { z } from 'zod';
import { Permission, Role } from '#contracts';
import type { CreateKeyInput } from '#modules/users';

const Ticked = z.literal('on').optional();

/** The form in which a key is asked for, as a browser sends it. */
export const KeyForm = z.strictObject({
  name: z.string().max(200),
  /** `me`, or the role of a service. */
  as: z.union([z.literal('me'), Role]),
  /** Of an agent, for whom it acts. */
  user: z.string().max(320).default(''),
  days: z.enum(['7', '30', '90', '365', 'never']),
  ...Object.fromEntries(Permission.options.map((permission) => [scopeField(permission), Ticked])),
});

/** The key that the form asks for; nothing Ticked is all that the role may. */
export function keyFrom(form: z.infer<typeof KeyForm>): CreateKeyInput {
  const given = new Map(Object.entries(form));
  const scopes = Permission.options.filter((permission) => given.get(scopeField(permission)) === 'on');
  const { name, as, user, days } = form;
  return {
    kind: as === 'me' ? 'personal' : 'service',
    name,
    user: user.trim() === '' ? null : user.trim(),
    role: as === 'me' ? null : as,
    scopes: scopes.length === 0 ? null : scopes,
    days: days === 'never' ? null : Number(days),
  };
}

function scopeField(permission: Permission): `scope_${Permission}` {
  return `scope_${permission}`;
}
