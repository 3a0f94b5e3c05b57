import { type Change, wordsOfAnotherCall } from '#contracts';
import { type Contradiction, listContradictions } from '#modules/contradictions';
import { dayInWords, lastChangeOf, type ValueWords } from '#modules/crm';
import type { Context } from '#platform/context';
import { findTarget } from './find-target.ts';

const mostContradictions = 50;
/** One message for the owner: the card that asks for the value settles the contradiction too. */
const whatAnswersSay = 'Approving says that the call is right, rejecting that the CRM is.';

/** The contradiction between call and CRM that the decision on a change settles; null where there is none. */
export async function nameContradiction({
  ctx,
  change,
  callId,
  words,
}: {
  ctx: Context;
  change: Change;
  callId: string | null;
  words: ValueWords;
}): Promise<string | null> {
  const { action, target } = change;
  if (action.type !== 'set_property' || target === null) return null;
  const record = await findTarget({ ctx, target });
  if (record === null) return null;
  const { recordId } = record;
  const { property } = action;
  const found = await findContradiction({ ctx, recordId, property, callId, changeId: change.changeId });
  if (found === null) return null;
  const place = { objectType: target.objectType, property, record };
  const inCrm = found.crmValueKept
    ? wordsOfAnotherCall
    : (words.value({ ...place, value: found.crmValue }) ?? 'nothing');
  const inCall = words.value({ ...place, value: found.saidValue }) ?? found.saidValue;
  const source = await sourceInWords({ ctx, recordId, property });
  const said = found.callId === null ? 'e-mail' : 'call';
  const sides = `the CRM has ${inCrm}${source === null ? '' : ` (${source})`}, the ${said} says ${inCall}`;
  const who = found.resolvedBy ?? 'somebody';
  switch (found.state) {
    case 'open': {
      // Where the call says another thing than is proposed, its owner is asked about that on a card of its own.
      if (found.changeId !== change.changeId) return null;
      const proposed = words.value({ ...place, value: action.value }) ?? action.value;
      const follows = proposed === inCall ? '' : `; ${proposed} is proposed for that`;
      const isAsked = change.state === 'waiting' && found.callId !== null;
      return `Contradiction: ${sides}${follows}.${isAsked ? ` ${whatAnswersSay}` : ''}`;
    }
    case 'crm_right':
      return `Contradiction: ${sides}; ${who} has said that the CRM is right.`;
    case 'call_right':
      return `Contradiction: ${sides}; ${who} has said that the call is right.`;
    case 'email_right':
      return `Contradiction: ${sides}; ${who} has said that the e-mail is right.`;
    case 'cleared':
      return null;
  }
}

/** The one that is tied to the change; otherwise what the same call says of the field, though it be settled by now. */
async function findContradiction({
  ctx,
  recordId,
  property,
  callId,
  changeId,
}: {
  ctx: Context;
  recordId: string;
  property: string;
  callId: string | null;
  changeId: string;
}): Promise<Contradiction | null> {
  const { contradictions } = await listContradictions({
    ctx,
    input: { recordId, state: null, limit: mostContradictions },
  });
  const ofField = contradictions.filter((one) => one.property === property);
  const tied = ofField.filter((one) => one.changeId === changeId);
  return tied.find(({ state }) => state === 'open') ?? tied[0] ?? ofField.find((one) => one.callId === callId) ?? null;
}

/** Who set the value that the CRM has, and when, as its history says. */
export async function sourceInWords({
  ctx,
  recordId,
  property,
}: {
  ctx: Context;
  recordId: string;
  property: string;
}): Promise<string | null> {
  const last = await lastChangeOf({ ctx, input: { recordId, property } });
  if (last === null) return null;
  const who = last.source === 'person' ? 'a person' : last.source;
  return `set by ${who} on ${dayInWords(last.at) ?? last.at.slice(0, 10)}`;
}
