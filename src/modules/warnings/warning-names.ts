import type { WarningKind } from '#contracts';

/** What each warning is called where people read it. */
export const warningNames: Readonly<Record<WarningKind, string>> = {
  no_activity: 'Nothing has happened',
  no_next_step: 'No next step',
  close_date_passed: 'Close date is over',
  close_date_pushed: 'Close date pushed again and again',
  stuck_in_stage: 'Stuck in its stage',
  single_threaded: 'Only one person of the buyer speaks',
  champion_left: 'A contact has left',
  ghosted: 'The buyer does not answer',
};
