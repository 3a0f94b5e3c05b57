import { addMs } from '../base/calendar.ts';
import type { Random } from '../base/random.ts';
import { hasMark } from '../scenes/collect-truth.ts';
import { promiseItems } from '../scenes/promise-items.ts';
import type { Contact, CrmActivity, Employee, WorldTruth } from '../schema.ts';
import { sellerOn } from '../story/cast-call.ts';
import { products } from '../story/create-facts.ts';
import type { ToldCall } from '../story/tell-story.ts';
import { type DealInput, startOf } from './write-deal.ts';
import { type Draft, type KeptPromise, writeFulfilments } from './write-fulfilments.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

interface Maker {
  readonly random: Random;
  /** The key of what was added; null for what has not happened yet. */
  readonly add: (at: string, draft: Draft) => string | null;
  readonly outcomeOf: (commitmentKey: string) => Outcome;
  readonly kept: KeptPromise[];
  readonly owner: Employee;
  readonly contact: Contact;
}

type Outcome = WorldTruth['promises'][number]['outcome'];

interface ActivityInput extends DealInput {
  readonly promises: WorldTruth['promises'];
}

export interface WrittenActivities {
  readonly activities: readonly CrmActivity[];
  /** The promises of which no call speaks again and that were kept by one of the activities. */
  readonly kept: readonly KeptPromise[];
}

/** E-mails, notes, tasks and meetings around the calls of a story, as the habits of the people have it. */
export function writeActivities(input: ActivityInput): WrittenActivities {
  const { story, calls, now, employees, promises } = input;
  // What a call is still to say is not known yet.
  const past = calls.filter(({ call }) => !call.isUpcoming);
  const held = new Set(past.map(({ call }) => call.key));
  const outcomes = new Map(
    promises.map(({ commitmentKey, outcome, shownInCallKey }) => [
      commitmentKey,
      outcome === 'kept' && !held.has(shownInCallKey ?? '') ? 'open' : outcome,
    ]),
  );
  const kept: KeptPromise[] = [];
  function outcomeOf(commitmentKey: string): Outcome {
    if (kept.some((one) => one.commitmentKey === commitmentKey)) return 'kept';
    return outcomes.get(commitmentKey) ?? 'open';
  }
  const random = story.random.fork('activities');
  const activities: CrmActivity[] = [];
  for (const [index, told] of past.entries()) {
    const owner = sellerOn({ owner: story.owner, date: told.call.date, employees });
    const buyer = told.cast.get('B')?.contact ?? story.champion;
    function add(at: string, draft: Draft): string | null {
      if (at > now && draft.completed !== false) return null;
      const key = `${story.key}/activity-${activities.length + 1}`;
      activities.push({
        key,
        at,
        ownerKey: owner.key,
        accountKey: story.account.key,
        dealKey: story.archetype.hasDeal ? story.key : null,
        contactKeys: buyer.inCrmSince === null ? [] : [buyer.key],
        direction: null,
        completed: null,
        ...draft,
      });
      return key;
    }
    const isSilentNow = story.plots.has('silent') && index === past.length - 1;
    const maker = { random, add, owner, contact: buyer, outcomeOf, kept };
    addAround({ told, isSilentNow, maker });
    if (story.archetype.hasDeal) writeFulfilments({ ...maker, told, promises, past });
  }
  return { activities, kept };
}

function addAround({ told, isSilentNow, maker }: { told: ToldCall; isSilentNow: boolean; maker: Maker }): void {
  const { random, add, owner } = maker;
  const start = startOf(told);
  const end = addMs(start, told.endMs);
  if (random.chance(0.45)) {
    add(start, {
      kind: 'meeting',
      subject: `${told.story.account.name}: ${told.call.kind.replaceAll('_', ' ')}`,
      body: `Online, ${told.cast.size} people.`,
    });
  }
  if (random.chance(0.8) || isSilentNow) {
    add(addMs(end, random.integer(1, 20) * hourMs), followUp({ told, maker }));
  }
  if (isSilentNow) {
    add(addMs(end, 6 * dayMs), nudge({ told, maker, text: 'Just checking that this reached you.' }));
    add(
      addMs(end, 13 * dayMs),
      nudge({ told, maker, text: 'Is this still a priority on your side? Either answer helps me.' }),
    );
  } else if (random.chance(0.5)) {
    add(addMs(end, random.integer(20, 50) * hourMs), reply({ told, maker }));
  }
  if (random.chance(0.4) && owner.role === 'representative') {
    add(addMs(end, random.integer(1, 4) * hourMs), { kind: 'note', subject: 'Call notes', body: noteText(told) });
  }
  addTasks({ told, maker });
}

/** Whoever has done a thing ticks it off, most of the time; what was not done is not. */
function addTasks({ told, maker }: { told: ToldCall; maker: Maker }): void {
  const { random, add, outcomeOf, kept } = maker;
  for (const { commitmentKey, due, quote } of told.truth.commitments.filter(
    ({ side, due: day }) => side === 'internal' && day !== null,
  )) {
    if (!random.chance(0.35)) continue;
    const outcome = outcomeOf(commitmentKey);
    const completed = random.chance(0.7) && outcome !== 'broken';
    const task = { kind: 'task', subject: quote.slice(0, 80), body: quote, completed } as const;
    const activityKey = add(`${due}T17:00:00Z`, task);
    if (completed && outcome === 'open' && activityKey !== null) kept.push({ commitmentKey, activityKey });
  }
}

/** What was promised is what the mail is about. */
function promisedNouns({ placed }: ToldCall): string[] {
  return placed.flatMap(({ sentence, speaker }) =>
    speaker.side === 'internal' && hasMark(sentence, 'c')
      ? promiseItems.filter(({ id }) => id === sentence.about).map(({ noun }) => noun)
      : [],
  );
}

function followUp({ told, maker }: { told: ToldCall; maker: Maker }): Draft {
  const nouns = promisedNouns(told);
  const intro = maker.random.pick([
    'Thanks for the time today.',
    'Good to talk just now.',
    'Thank you for the call.',
    'Quick recap from my side.',
  ]);
  const work = nouns.length === 0 ? 'I will let you read in peace.' : `I still owe you ${nouns.join(' and ')}.`;
  const subject = maker.random.pick([
    `Recap: ${told.story.account.name}`,
    `${products[told.story.facts.product]} next steps`,
    'Thanks for today',
    'Notes from our call',
  ]);
  return {
    kind: 'email',
    subject,
    body: `Hi ${maker.contact.firstName},\n\n${intro} ${work}\n\n${maker.owner.firstName}`,
    direction: 'outgoing',
  };
}

function nudge({ told, maker, text }: { told: ToldCall; maker: Maker; text: string }): Draft {
  return {
    kind: 'email',
    subject: `Re: ${products[told.story.facts.product]} for ${told.story.account.name}`,
    body: `Hi ${maker.contact.firstName},\n\n${text}\n\n${maker.owner.firstName}`,
    direction: 'outgoing',
  };
}

function reply({ told, maker }: { told: ToldCall; maker: Maker }): Draft {
  const text = maker.random.pick([
    'Thanks, got it. I will share it internally.',
    'Received. Give me a few days, we are closing the month.',
    'Thank you. Can you copy accounting next time?',
    'That matches what I wrote down.',
    'Got it, talk soon.',
    `One more question came up about ${told.story.facts.software}, I will bring it to the next call.`,
  ]);
  return {
    kind: 'email',
    subject: 'Re: Notes from our call',
    body: `${text}\n\n${maker.contact.firstName}`,
    direction: 'incoming',
  };
}

function noteText({ story, truth, call }: ToldCall): string {
  const { facts } = story;
  const worries = [...new Set(truth.objections.map(({ kind }) => kind))].join(', ');
  const lines = [
    `${call.kind.replaceAll('_', ' ')} with ${story.account.name}, ${facts.units} units on ${facts.software}.`,
    worries === '' ? 'No pushback.' : `Pushback: ${worries}.`,
    truth.competitors[0] === undefined ? '' : `${truth.competitors[0].name} came up.`,
  ];
  return lines.filter((line) => line !== '').join(' ');
}
