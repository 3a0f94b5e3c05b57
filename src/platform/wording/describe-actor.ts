import { z } from 'zod';

const Who = z.looseObject({
  type: z.string(),
  email: z.string().nullish(),
  name: z.string().nullish(),
  component: z.string().nullish(),
  source: z.string().nullish(),
});

/** `user maya@yourcompany.example`: whoever acted, as a record of the audit trail keeps them. */
export function describeActor(actor: unknown): string {
  const who = Who.safeParse(actor).data;
  if (who === undefined) return '';
  const name = who.email ?? who.name ?? who.component ?? who.source;
  return name === null || name === undefined ? who.type : `${who.type} ${name}`;
}
