/** The field for it that every portal has. */
const usual = 'hs_next_step';
/** The one that Sophia writes into where no policy says otherwise. */
const ours = 'next_steps';

/** Where the CRM may have a next step of a deal, by the names of its fields; the policy names one, or with null none. */
export function nextStepFields(named: string | null = ours): string[] {
  return named === null || named === usual ? [usual] : [usual, named];
}
