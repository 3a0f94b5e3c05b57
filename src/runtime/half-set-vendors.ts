import type { Connections } from '#platform/context';

/** A sentence for each vendor of which some credentials are set and others missing: what is missing, and what to set. */
export function halfSetVendors({ calls, crm, chat }: Connections): string[] {
  return [calls, crm, chat].flatMap((connection) =>
    connection.state === 'off' && connection.isHalfSet === true ? [`! ${connection.reason} ${connection.action}`] : [],
  );
}
