import type { Random } from '../base/random.ts';
import { habitOf } from '../people/create-employees.ts';
import { collectTruth, type FoundTruth, hasMark, type PlacedSentence } from '../scenes/collect-truth.ts';
import type { Draft } from '../scenes/draft.ts';
import type { Letter, Phrasings } from '../scenes/load-phrasings.ts';
import { promiseItems } from '../scenes/promise-items.ts';
import { type TimedCall, timeTurns } from '../scenes/time-turns.ts';
import type { Employee, WorldTruth } from '../schema.ts';
import { callSlots } from './call-slots.ts';
import { type Cast, castCall } from './cast-call.ts';
import { competitors } from './create-facts.ts';
import type { PlannedCall, Story } from './story.ts';
import type { StoryState } from './story-state.ts';
import { writeCall } from './write-call.ts';

export interface TellingInput {
  readonly story: Story;
  readonly employees: readonly Employee[];
  readonly today: string;
  readonly voices: Readonly<Record<'own' | 'outside', Phrasings>>;
  readonly worldUse: Map<string, number>;
  /** Which voice the next call has. */
  readonly nextVoice: () => 'own' | 'outside';
  readonly words: (call: PlannedCall) => number;
}

/** A call as it was told, before it is dressed as Gong has it. */
export interface ToldCall extends TimedCall {
  readonly story: Story;
  readonly call: PlannedCall;
  readonly cast: Cast;
  readonly voice: 'own' | 'outside';
  readonly truth: FoundTruth;
}

export interface ToldStory {
  readonly calls: readonly ToldCall[];
  readonly promises: WorldTruth['promises'];
  readonly departures: WorldTruth['departures'];
  /** What a sentence says against the CRM: the property, the mark's own value if any, the quote. */
  readonly said: readonly {
    readonly callKey: string;
    readonly property: string;
    readonly value: string;
    readonly quote: string;
  }[];
}

export function tellStory(input: TellingInput): ToldStory {
  const { story } = input;
  const state: StoryState = { open: [], worries: [], promised: new Set(), storyUse: new Map() };
  const promises = new Map<string, WorldTruth['promises'][number]>();
  const calls: ToldCall[] = [];
  const departures: WorldTruth['departures'] = [];
  const said: ToldStory['said'][number][] = [];
  const history = story.calls.filter(({ isUpcoming }) => !isUpcoming);
  const leavesAt = story.plots.has('champion_left') ? history.length - 1 : Number.POSITIVE_INFINITY;
  for (const [index, call] of story.calls.entries()) {
    const told = tellCall({ input, state, call, index, leavesAt, lastIndex: history.length - 1 });
    calls.push(told);
    keepMeetings({ state, promises, call });
    resolvePromises({ told, state, promises });
    recordCommitments({ told, state, promises });
    for (const { sentence } of told.placed) {
      if (hasMark(sentence, 'gone')) {
        departures.push({ contactKey: story.champion.key, toldInCallKey: call.key, quote: sentence.text });
      }
      for (const { name, values } of sentence.marks) {
        if (name === 'x') {
          said.push({
            callKey: call.key,
            property: values[0] ?? '',
            value: (values[1] ?? '').replaceAll('_', ' '),
            quote: sentence.text,
          });
        }
        if (name === 'o' && values[1] !== 'answered') {
          state.worries.push(values[0] ?? 'price');
        }
      }
    }
    state.worries = [...new Set(state.worries)];
  }
  return { calls, promises: [...promises.values()], departures, said };
}

interface OneCall {
  readonly input: TellingInput;
  readonly state: StoryState;
  readonly call: PlannedCall;
  readonly index: number;
  readonly leavesAt: number;
  readonly lastIndex: number;
}

function tellCall({ input, state, call, index, leavesAt, lastIndex }: OneCall): ToldCall {
  const { story, employees, today, voices, worldUse } = input;
  const random: Random = story.random.fork(call.key);
  const voice = input.nextVoice();
  const hasChampionLeft = index >= leavesAt;
  const cast = castCall({ random: random.fork('cast'), story, call, employees, hasChampionLeft });
  const contacts = [...cast.values()].map(({ contact }) => contact?.key);
  const slots = callSlots({
    random: random.fork('slots'),
    story,
    call,
    nextCall: story.calls[index + 1],
    firstNames: new Map([...cast].map(([letter, { name }]): [Letter, string] => [letter, name.split(' ')[0] ?? name])),
    hasChampionLeft,
    isBossThere: contacts.includes(story.economicBuyer.key),
    today,
  });
  const words = input.words(call);
  const draft: Draft = {
    random,
    phrasings: voices[voice],
    cast,
    slots,
    worldUse,
    storyUse: state.storyUse,
    callUse: new Set(),
    mayRepeat: words > 0,
    turns: [],
  };
  const habit = habitOf(cast.get('R')?.employee?.key ?? '');
  writeCall({
    draft,
    story,
    state,
    call,
    isLast: index === lastIndex,
    leavesNow: index === leavesAt,
    habit,
    words,
  });
  const timed = timeTurns({ random: random.fork('time'), turns: draft.turns, cast });
  return {
    ...timed,
    story,
    call,
    cast,
    voice,
    truth: collectTruth({ callKey: call.key, placed: timed.placed, competitors }),
  };
}

interface Recording {
  readonly told: ToldCall;
  readonly state: StoryState;
  readonly promises: Map<string, WorldTruth['promises'][number]>;
}

/** An agreed meeting that takes place is a promise kept: the call itself shows it. */
function keepMeetings({ state, promises, call }: Omit<Recording, 'told'> & { call: PlannedCall }): void {
  for (const { commitmentKey, item, due } of state.open) {
    const promise = promises.get(commitmentKey);
    if (item === null && due === call.date && promise !== undefined) {
      promises.set(commitmentKey, { ...promise, outcome: 'kept', shownInCallKey: call.key });
    }
  }
}

function resolvePromises({ told, state, promises }: Recording): void {
  for (const { sentence } of told.placed) {
    const outcome = hasMark(sentence, 'kept') ? 'kept' : hasMark(sentence, 'broken') ? 'broken' : null;
    const promise = promises.get(sentence.about ?? '');
    if (outcome !== null && promise !== undefined) {
      promises.set(promise.commitmentKey, { ...promise, outcome, shownInCallKey: told.call.key, quote: sentence.text });
      state.open = state.open.filter(({ commitmentKey }) => commitmentKey !== promise.commitmentKey);
    }
  }
}

function recordCommitments({ told, state, promises }: Recording): void {
  const sources = told.placed.filter(({ sentence }) => hasMark(sentence, 'c'));
  for (const [index, { commitmentKey, owner, due }] of told.truth.commitments.entries()) {
    promises.set(commitmentKey, {
      commitmentKey,
      madeInCallKey: told.call.key,
      outcome: 'open',
      shownInCallKey: null,
      shownInActivityKey: null,
      quote: null,
    });
    const source: PlacedSentence | undefined = sources[index];
    const item = promiseItems.find(({ id }) => id === source?.sentence.about) ?? null;
    state.open.push({ commitmentKey, item, owner, madeInCallKey: told.call.key, due });
  }
}
