import { setting } from './setting.ts';
import { choiceValue, domainsValue, issuerValue, textValue } from './setting-value.ts';

/** Nobody becomes an administrator by an address. */
const newcomerRoles = ['revenue_operations', 'manager', 'representative', 'executive', 'read_only'] as const;
export type NewcomerRole = (typeof newcomerRoles)[number];

/** How people sign in with a provider of the company, and who of them needs no invitation. */
export const signInSettings = {
  SOPHIA_OIDC_ISSUER: setting(issuerValue(), {
    section: 'Sign-in',
    description:
      'The issuer of a provider of OpenID Connect with which people sign in (docs/access.md), exactly as it calls itself; the other two belong to it.',
    example: 'https://accounts.google.com',
  }),
  SOPHIA_OIDC_CLIENT_ID: setting(textValue(), {
    section: 'Sign-in',
    description: 'As whom the provider knows this Sophia.',
    example: '',
  }),
  SOPHIA_OIDC_CLIENT_SECRET: setting(textValue(), {
    section: 'Sign-in',
    description: 'The secret that belongs to SOPHIA_OIDC_CLIENT_ID.',
    example: '',
    secret: true,
  }),
  SOPHIA_OIDC_DOMAINS: setting(domainsValue(), {
    section: 'Sign-in',
    description:
      'Whoever signs in with the provider under a verified address of one of these domains gets an account, with the role in SOPHIA_OIDC_ROLE. Without it, only who was invited comes in.',
    example: '',
  }),
  SOPHIA_OIDC_ROLE: setting(choiceValue(newcomerRoles), {
    section: 'Sign-in',
    description:
      'The role of whoever comes in by SOPHIA_OIDC_DOMAINS: revenue_operations, manager, representative, executive or read_only.',
    example: '',
  }),
} as const;
