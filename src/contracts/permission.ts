import { z } from 'zod';

/** What somebody is to the company; what each role may do stands in `src/modules/access/law.ts`. */
export const Role = z.enum([
  'administrator',
  'revenue_operations',
  'manager',
  'representative',
  'executive',
  'read_only',
  'agent',
]);
export type Role = z.infer<typeof Role>;

/** What a person can be; an agent is a program. */
export const PersonRole = Role.exclude(['agent']);
export type PersonRole = z.infer<typeof PersonRole>;

/** What a key can be limited to, and what an access token tells of its holder. */
export const Permission = z.enum(['call_access', 'crm_access', 'slack_access', 'agent_management', 'admin_access']);
export type Permission = z.infer<typeof Permission>;
