import { emptyDraft } from './draft.ts';
import { lastCallSummary } from './last-call-summary.ts';
import type { Asked, Draft, QuestionKind } from './question-kind.ts';

const notKnown =
  'When the next meeting is, is not known here: calendars are not read, only calls that have taken place.';

/** Nobody's calendar is read; what to go into a meeting with is what was said in the last one. */
async function nextCall(asked: Asked): Promise<Draft> {
  const { deal, accounts, contact } = asked.focus;
  if (deal === null && accounts.length === 0 && contact === null)
    return {
      ...emptyDraft,
      outcome: 'insufficient',
      text: `${notKnown} Name whom you meet, and it tells what was said last; “which of my deals should I call first” tells where a call is due.`,
    };
  const summary = await lastCallSummary(asked);
  return { ...summary, text: `${notKnown} What was said last: ${summary.text}` };
}

export const nextCallKind: QuestionKind = {
  id: 'calls.next',
  what: 'What to go into the next meeting with',
  examples: [
    'when is the next call with {account}',
    'prep me for the meeting with {account}',
    'what should i prepare for the call with {account}',
    'when is my next meeting',
    'when is my next call',
    'when do we meet {account} next',
    'when is our next meeting with {account}',
    'which meetings do i have {period}',
    'what meetings are coming up',
    'what is on my calendar {period}',
    'what should i prep',
    'what should i prep for my next meeting',
    'prep me for my next call',
    'help me prepare for {account}',
    'what do i need to know before the call with {account}',
  ],
  answer: nextCall,
};
