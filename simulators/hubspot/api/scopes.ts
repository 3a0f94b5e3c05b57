import { HubspotProblem } from '../hubspot-problem.ts';

/** What the installed app may do from the start; a control address takes rights away. */
export const allScopes = [
  'oauth',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.companies.read',
  'crm.objects.companies.write',
  'crm.objects.deals.read',
  'crm.objects.deals.write',
  'crm.objects.leads.read',
  'crm.objects.leads.write',
  'crm.objects.line_items.read',
  'crm.objects.line_items.write',
  'crm.objects.owners.read',
  'crm.schemas.contacts.read',
  'crm.schemas.contacts.write',
  'crm.schemas.companies.read',
  'crm.schemas.companies.write',
  'crm.schemas.deals.read',
  'crm.schemas.deals.write',
  'crm.schemas.leads.read',
  'crm.schemas.leads.write',
  'crm.schemas.line_items.read',
  'crm.schemas.line_items.write',
  'sales-email-read',
] as const;

export function requireScope(granted: readonly string[], scope: string): void {
  if (granted.includes(scope)) return;
  const link = 'https://developers.hubspot.com/scopes';
  throw new HubspotProblem({
    status: 403,
    category: 'MISSING_SCOPES',
    message: `This app hasn't been granted all required scopes to make this call. Read more about required scopes here: ${link}.`,
    errors: [{ message: 'One or more of the following scopes are required.', context: { requiredScopes: [scope] } }],
    links: { scopes: link },
  });
}
