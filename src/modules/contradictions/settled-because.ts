/** Why a contradiction is settled, in words. */
export const settledBecause = {
  rejected: 'The value of the call was rejected.',
  written: 'The value of the call was approved and written.',
  otherWritten: 'Another value was approved and written.',
  agrees: 'The CRM and the call agree now.',
  neither: 'The CRM says nothing against it any more.',
  over: 'The CRM has gone on since, or the record is closed or gone.',
  unsaid: 'The call or e-mail is gone, is about something else, or is read otherwise now.',
  later: 'A later call or e-mail says something else of it.',
} as const;
