import type { CrmRecordRow, DuplicateEvidence } from '#modules/crm';

const reasons: Readonly<Record<DuplicateEvidence['rule'], string>> = {
  'same-email': 'one e-mail address in two forms',
  'further-email': 'one has an address of the other as a further one',
  'same-name-and-company': 'one name in one company',
  'same-phone-and-name': 'one telephone number and one name',
  'same-domain': 'one domain',
  'same-name': 'one name',
  'same-amount': 'one amount in one pipeline of one company, both open',
};

/** What an approver reads: why the two seem to be one, which is which, and that there is no way back. */
export function wordsForMerge({
  kept,
  merged,
  evidence,
}: {
  kept: CrmRecordRow;
  merged: CrmRecordRow;
  evidence: readonly DuplicateEvidence[];
}): string[] {
  return [
    ...evidence.map(({ rule, value, confidence }) => {
      const percent = Math.round(confidence * 100);
      return `${capital(reasons[rule])}: ${value.split(' | ')[0] ?? value} (${percent} %)`;
    }),
    `The values of ${describe(kept)} stay; what it lacks comes from ${describe(merged)}, with all ties and activities.`,
    'HubSpot cannot take merged records apart: there is no undo.',
  ];
}

function describe({ externalId, name, email, domain, createdAt }: CrmRecordRow): string {
  const facts = [email ?? domain, `of ${createdAt.slice(0, 10)}`].filter((fact) => fact !== null);
  return `${name ?? 'a record without a name'} (${externalId}, ${facts.join(', ')})`;
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
