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

/** What an approver reads: why the two seem to be one, which is which, what is lost, and that there is no way back. */
export function wordsForMerge({
  kept,
  merged,
  because,
  differences,
  evidence,
}: {
  kept: CrmRecordRow;
  merged: CrmRecordRow;
  /** Why it is that one; null where somebody has said so. */
  because: string | null;
  /** What is not alike in them, a sentence each. */
  differences: readonly string[];
  evidence: readonly DuplicateEvidence[];
}): string[] {
  return [
    ...evidence.map(({ rule, value, confidence }) => {
      const percent = Math.round(confidence * 100);
      return `${capital(reasons[rule])}: ${sharedBy({ rule, value, kept, merged })} (${percent} %)`;
    }),
    `The values of ${describe(kept)} stay${because === null ? '' : `, ${because}`}; what it lacks comes from ${describe(merged)}, with all ties and activities.`,
    // Before what is long and may be cut off on a card.
    'HubSpot cannot take merged records apart: there is no undo.',
    ...(differences.length === 0 ? ['No field that Sophia reads differs.'] : differences),
  ];
}

/** What the two have in common, as they have it: the value that a rule compares holds ids beside. */
function sharedBy({
  rule,
  value,
  kept,
  merged,
}: Pick<DuplicateEvidence, 'rule' | 'value'> & { kept: CrmRecordRow; merged: CrmRecordRow }): string {
  if (rule === 'same-amount') return value.split(' | ').at(-1) ?? value;
  const [one, other] = [kept.name, merged.name];
  if ((rule !== 'same-name' && rule !== 'same-name-and-company') || one === null || other === null) {
    return value.split(' | ')[0] ?? value;
  }
  return one === other ? `“${one}”` : `“${one}” and “${other}”`;
}

function describe({ externalId, name, email, domain, createdAt }: CrmRecordRow): string {
  const facts = [email ?? domain, `of ${createdAt.slice(0, 10)}`].filter((fact) => fact !== null);
  return `${name ?? 'a record without a name'} (${externalId}, ${facts.join(', ')})`;
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
