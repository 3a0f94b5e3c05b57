import { z } from 'zod';

const Who = z.looseObject({ type: z.string(), source: z.string().nullish(), name: z.string().nullish() });

/** `203.0.113.7`, `Slack`, `the schedule sync-crm`: what an act came by, as far as a record of the audit trail says it. */
export function describeOrigin({
  actor,
  ipAddress,
}: {
  readonly actor: unknown;
  readonly ipAddress: string | null;
}): string {
  if (ipAddress !== null) return ipAddress;
  const who = Who.safeParse(actor).data;
  switch (who?.type) {
    case 'operator':
      return 'this machine';
    case 'chat_user':
      return vendorNamed(who.source);
    case 'webhook':
      return `a webhook of ${vendorNamed(who.source)}`;
    case 'schedule':
      return `the schedule ${who.name ?? ''}`.trimEnd();
    case 'system':
      return 'Sophia itself';
    case 'user':
    case 'service':
    case 'agent':
      return 'Slack, or work that was begun for them';
    default:
      return 'not known';
  }
}

function vendorNamed(source: string | null | undefined): string {
  const names: Readonly<Record<string, string>> = { slack: 'Slack', gong: 'Gong', hubspot: 'HubSpot' };
  return names[source ?? ''] ?? source ?? 'another system';
}
