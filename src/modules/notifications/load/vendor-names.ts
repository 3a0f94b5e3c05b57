/** What the sources of events are called. */
export const vendorNames: Readonly<Record<string, string>> = {
  gong: 'Gong',
  hubspot: 'HubSpot',
  slack: 'Slack',
  events: 'other systems',
};
