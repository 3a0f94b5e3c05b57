/** What keeps the owners of a CRM from us is seldom gone within minutes; a person who asks for a sync need not wait. */
export const ownersAgain = { stream: 'definitions', afterMs: 3_600_000 } as const;
