import { addMs } from '../base/calendar.ts';
import type { Random } from '../base/random.ts';
import { hasMark } from '../scenes/collect-truth.ts';
import { type PromiseItem, promiseItems } from '../scenes/promise-items.ts';
import type { Contact, CrmActivity, Employee, WorldTruth } from '../schema.ts';
import type { ToldCall } from '../story/tell-story.ts';
import { startOf } from './write-deal.ts';

const hourMs = 3_600_000;

export type Draft = Pick<CrmActivity, 'kind' | 'subject' | 'body'> &
  Partial<Pick<CrmActivity, 'direction' | 'completed'>>;

/** A promise of which no call speaks again, and the activity that kept it. */
export interface KeptPromise {
  readonly commitmentKey: string;
  readonly activityKey: string;
}

type Promised = WorldTruth['promises'][number];

interface Fulfilling {
  readonly told: ToldCall;
  /** The calls that have taken place. */
  readonly past: readonly ToldCall[];
  readonly promises: readonly Promised[];
  readonly owner: Employee;
  readonly contact: Contact;
  readonly add: (at: string, draft: Draft) => string | null;
  readonly outcomeOf: (commitmentKey: string) => Promised['outcome'];
  readonly kept: KeptPromise[];
}

/**
 * The mails by which things that were promised in a call change hands: some of those that a later call says came, some
 * of which nobody speaks again. Of others people only write that they are still to come.
 */
export function writeFulfilments(input: Fulfilling): void {
  const { told, promises, past, outcomeOf } = input;
  const random = told.story.random.fork(`fulfilments/${told.call.key}`);
  const sources = told.placed.filter(({ sentence }) => hasMark(sentence, 'c'));
  for (const [index, { commitmentKey, side }] of told.truth.commitments.entries()) {
    const item = promiseItems.find(({ id }) => id === sources[index]?.sentence.about);
    const promise = promises.find((one) => one.commitmentKey === commitmentKey);
    if (item === undefined || promise === undefined) continue;
    const shownIn = past.find(({ call }) => call.key === promise.shownInCallKey);
    const at = addMs(startOf(told), told.endMs + random.integer(3, 70) * hourMs);
    const until = shownIn === undefined ? null : startOf(shownIn);
    const fate = random.fraction();
    const outcome = outcomeOf(commitmentKey);
    if (until !== null && at >= until) continue;
    if (outcome === 'kept' ? fate < 0.5 : outcome === 'open' && fate < 0.25) {
      handOver({ ...input, random, at, side, item, commitmentKey, isOpen: outcome === 'open' });
    } else if (outcome !== 'kept' && fate > 0.8) {
      input.add(at, mail({ ...input, side, subject: excuse(random, item), text: 'It is on my list.' }));
    }
  }
}

function handOver({
  random,
  at,
  item,
  side,
  commitmentKey,
  isOpen,
  ...input
}: Fulfilling & {
  random: Random;
  at: string;
  item: PromiseItem;
  side: 'internal' | 'external';
  commitmentKey: string;
  isOpen: boolean;
}): void {
  const { told, add, kept } = input;
  const thing = item.noun.replace(/^the /u, '');
  const subject = random.pick([
    capital(thing),
    `${capital(thing)} for ${side === 'internal' ? told.story.account.name : 'Tidewater Ledger'}`,
    `As promised: ${item.noun}`,
    `Here is ${item.noun}`,
  ]);
  const activityKey = add(at, mail({ ...input, side, subject, text: 'It is attached.' }));
  if (isOpen && activityKey !== null) kept.push({ commitmentKey, activityKey });
}

function excuse(random: Random, { noun }: PromiseItem): string {
  const thing = noun.replace(/^the /u, '');
  return random.pick([`Question about ${noun}`, `${capital(thing)} will be a little late`, `A word on ${noun}`]);
}

function mail({
  owner,
  contact,
  side,
  subject,
  text,
}: Pick<Fulfilling, 'owner' | 'contact'> & { side: string; subject: string; text: string }): Draft {
  const [from, to] = side === 'internal' ? [owner, contact] : [contact, owner];
  return {
    kind: 'email',
    subject,
    body: `Hi ${to.firstName},\n\n${text}\n\n${from.firstName}`,
    direction: side === 'internal' ? 'outgoing' : 'incoming',
  };
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
