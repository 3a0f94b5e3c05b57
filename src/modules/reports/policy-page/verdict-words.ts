import type { PolicySpoken, PolicyTerms } from './policy-page.ts';

/** `it is written once the owner of the deal agrees`: what becomes of a change that the rule fits. */
export function verdictWords({ verdict, terms }: Pick<PolicySpoken, 'verdict' | 'terms'>): string {
  switch (verdict) {
    case 'automatic':
      return 'it is written at once';
    case 'suggest':
      return 'it is shown beside the value, and not written';
    case 'refuse':
      return 'it is not written';
    case 'ask':
      return `it is written once ${agreeWords(terms)}`;
  }
}

/** When somebody who is asked is reminded, and what silence means. */
export function waitingWords({ remindAfterHours, expireAfterHours, staleAfterHours }: PolicyTerms): string {
  const reminded = remindAfterHours < expireAfterHours ? `They are reminded after ${hours(remindAfterHours)}. ` : '';
  return `${reminded}No answer within ${hours(expireAfterHours)} is a no. What could not be written for ${hours(staleAfterHours)} is asked about again.`;
}

function agreeWords({ approvers, needed }: PolicyTerms): string {
  const who = approvers.map((approver) => (approver === 'deal_owner' ? 'the owner of the deal' : approver));
  if (who.length === 1 && needed === 1) return `${who[0]} agrees`;
  return `${needed} of these ${needed === 1 ? 'agrees' : 'agree'}: ${who.join(', ')}`;
}

function hours(count: number): string {
  return count === 1 ? '1 hour' : `${count} hours`;
}
