import type { Side } from '#contracts';
import { isMeeting } from './is-held-meeting.ts';
import { tellingWords } from './telling-words.ts';

/** A promise as it was made, and when. */
export interface PromiseToKeep {
  readonly text: string;
  readonly context: string;
  readonly side: Side;
  readonly dueDate: string | null;
  /** When the call began in which it was made. */
  readonly madeAt: Date;
}

/** Something done that the CRM has, with the line that names it. */
export interface DoneActivity {
  readonly kind: string;
  readonly externalId: string;
  readonly at: Date;
  readonly direction: string | null;
  readonly done: boolean | null;
  readonly subject: string | null;
}

/** Of a promise's own words that the subject has. */
const leastShared = 2;
/** Of a subject of one word, and of the words of a task's. */
const mostlyShared = 0.6;

/** What speaks of a thing without handing it over. */
const onlyAbout =
  /\?|\b(?:question|about|regarding|(?:a|quick) word on|status|update on|reminder|remind|delay(?:ed)?|late|until|still|when|waiting|working on|not yet|missing|need|request|can you|could you|please)\b/iu;

/**
 * The first activity after a promise that keeps it: a finished task of its words, an e-mail from whoever promised that
 * is named after the thing, or the meeting that was agreed, held on its day. Null where none does: silence breaks none.
 */
export function keptBy<Activity extends DoneActivity>({
  promise,
  activities,
  now,
}: {
  promise: PromiseToKeep;
  activities: readonly Activity[];
  now: Date;
}): Activity | null {
  const after = activities.filter(({ at }) => at > promise.madeAt && at <= now);
  return after.toSorted((one, other) => Number(one.at) - Number(other.at)).find((one) => keeps(promise, one)) ?? null;
}

function keeps(promise: PromiseToKeep, activity: DoneActivity): boolean {
  switch (activity.kind) {
    case 'task':
      return promise.side === 'internal' && activity.done === true && isItsTask(promise, activity);
    case 'email':
      return isSentBy(promise, activity) && isNamedAfter(promise, activity);
    case 'meeting':
      return activity.done === true && isMeeting(promise.text) && isOnItsDay(promise, activity);
    default:
      return false;
  }
}

/** A buyer who answers with the subject of our own mail sends nothing by that. */
function isSentBy({ side }: PromiseToKeep, { direction, subject }: DoneActivity): boolean {
  if (side === 'internal') return direction === 'outgoing';
  return side === 'external' && direction === 'incoming' && !/^\s*re:/iu.test(subject ?? '');
}

function isNamedAfter(promise: PromiseToKeep, { subject }: DoneActivity): boolean {
  if (subject === null || onlyAbout.test(subject)) return false;
  return sharedWith(promise, tellingWords(subject)) >= leastShared;
}

function isItsTask(promise: PromiseToKeep, { subject }: DoneActivity): boolean {
  const words = tellingWords(subject ?? '');
  const shared = sharedWith(promise, words);
  return shared >= leastShared && shared >= mostlyShared * words.size;
}

function sharedWith({ text, context }: PromiseToKeep, words: ReadonlySet<string>): number {
  const own = tellingWords(text);
  const wanted = own.size >= leastShared ? own : new Set([...own, ...tellingWords(context)]);
  return [...words].filter((word) => wanted.has(word)).length;
}

function isOnItsDay({ dueDate }: PromiseToKeep, { at }: DoneActivity): boolean {
  return dueDate !== null && at.toISOString().slice(0, 10) === dueDate;
}
