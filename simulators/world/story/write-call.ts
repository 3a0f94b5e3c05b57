import type { Random } from '../base/random.ts';
import type { Habit } from '../people/create-employees.ts';
import { callPlans, objectionKinds, type Step } from '../scenes/call-plans.ts';
import type { Draft, Turn } from '../scenes/draft.ts';
import { type PromiseItem, promiseItems } from '../scenes/promise-items.ts';
import { plain, type Slots, type SlotValue } from '../scenes/slots.ts';
import { writeScene } from '../scenes/write-scene.ts';
import type { PlannedCall, Story } from './story.ts';
import type { StoryState } from './story-state.ts';

interface CallInput {
  readonly draft: Draft;
  readonly story: Story;
  readonly state: StoryState;
  readonly call: PlannedCall;
  readonly isLast: boolean;
  readonly leavesNow: boolean;
  readonly habit: Habit;
  /** At least so many words, where the size of the world asks for it. */
  readonly words: number;
}

/** Writes the turns of one call into its draft, scene by scene. */
export function writeCall(input: CallInput): void {
  for (const [section, atLeast, atMost] of callPlans[input.call.kind]) {
    const times = input.draft.random.integer(atLeast, atMost);
    for (let time = 0; time < times; time += 1) {
      writeStep({ input, section });
    }
  }
}

function writeStep({ input, section }: { input: CallInput; section: Step[0] }): void {
  const { draft, story } = input;
  switch (section) {
    case 'recap':
      writeRecap(input);
      break;
    case 'plots':
      writePlots(input);
      break;
    case 'objection':
      writeScene({ draft, section: `objection.${draft.random.pick(objectionKinds[input.call.kind])}` });
      break;
    case 'again':
      writeAgain(input);
      break;
    case 'filler':
      writeFiller(input);
      break;
    case 'next':
      writeNext(input);
      break;
    case 'lost.news':
      writeScene({ draft, section: story.competitor === null ? 'lost.budget' : section });
      break;
    case 'lost.reason':
      if (story.competitor !== null) {
        writeScene({ draft, section });
      }
      break;
    default:
      // Every other section of a plan is a scene of that name.
      writeScene({ draft, section: section.replace('$', productSection(draft.random, story)) });
      if (/^(discovery|demo|pricing)/.test(section)) {
        ramble(input);
      }
  }
}

/** Somebody who talks much cannot leave it at the question, but twice in a call is enough. */
function ramble({ draft, habit }: CallInput): void {
  const times = [...draft.callUse].filter((id) => id.includes('/ramble.any/')).length;
  if (habit === 'talks_much' && times < 2 && draft.random.chance(0.35)) {
    writeScene({ draft, section: 'ramble.any' });
  }
}

function productSection(random: Random, story: Story): string {
  const { product } = story.facts;
  return product === 'both' ? random.pick(['pay', 'recover']) : product;
}

/** Looks back at what was promised, as far as those who promised it are here. */
function writeRecap({ draft, state, call }: CallInput): void {
  const present = new Map([...draft.cast].map(([letter, { name }]) => [name, letter]));
  const due = state.open.filter(({ owner, item }) => {
    const letter = present.get(owner);
    return item !== null && (letter === 'R' || letter === 'B');
  });
  for (const promise of due.slice(0, 3)) {
    const isOurs = present.get(promise.owner) === 'R';
    const isEarly = promise.due !== null && promise.due >= call.date;
    const fate = draft.random.fraction();
    const isKept = fate < (isEarly ? 0.5 : 0.55);
    if (promise.item === null || (!isKept && (isEarly || fate > 0.82))) {
      continue;
    }
    const section = isOurs
      ? isKept
        ? 'recap.kept'
        : 'recap.broken'
      : isKept
        ? 'recap.theirskept'
        : 'recap.theirsbroken';
    const slots = itemSlots(promise.item);
    const isTold = writeScene({ draft, section, slots, about: promise.commitmentKey });
    if (isTold && isOurs && !isKept) {
      writeScene({ draft, section: 'recap.resend', slots, about: promise.item.id });
    }
  }
}

function itemSlots(item: PromiseItem): Slots {
  const slots = new Map<string, () => SlotValue>([
    ['noun', () => plain(item.noun)],
    ['action', () => plain(item.action)],
  ]);
  return item.isPaper ? slots.set('paper', () => plain(item.noun)) : slots;
}

function writePlots({ draft, story, call, isLast, leavesNow }: CallInput): void {
  if (leavesNow) {
    writeScene({ draft, section: 'champion.left' });
  }
  if (story.plots.has('single_threaded') && draft.random.chance(0.6)) {
    writeScene({ draft, section: 'champion.single' });
  }
  if (call.kind === 'check_in' && story.archetype.kind === 'expansion') {
    writeScene({ draft, section: draft.random.chance(0.6) ? 'checkin.twodeals' : 'checkin.expansion' });
  }
  if (isLast && story.contradiction !== null) {
    writeScene({ draft, section: `contra.${story.contradiction === 'dealstage' ? 'stage' : story.contradiction}` });
  }
}

/** An objection that was not answered comes back. */
function writeAgain({ draft, state, story }: CallInput): void {
  const kind = state.worries.shift();
  if (kind === undefined || draft.random.chance(0.25)) {
    return;
  }
  const worries: Readonly<Record<string, string>> = {
    price: 'the price',
    need: 'whether we need it at all',
    timing: 'the timing',
    implementation: 'the work of moving over',
    integration: `the connection to ${story.facts.software}`,
    feature: 'the pieces that are missing',
    security: 'the data',
    authority: 'the sign-off',
    contract: 'the term',
    trust: 'the support after signing',
    competitor: `the comparison with ${story.competitor ?? 'the others'}`,
  };
  const worry = kind === 'need' ? 'the question of who would use it' : (worries[kind] ?? 'the price');
  const slots: Slots = new Map([
    ['worry', () => plain(worry)],
    ['worryKind', () => plain(kind)],
  ]);
  writeScene({ draft, section: 'again.any', slots });
}

const fillers = [
  'discovery.any',
  'discovery.$',
  'demo.$',
  'demo.reaction',
  'process.any',
  'security.qa',
  'checkin.usage',
] as const;

function writeFiller({ draft, story, words }: CallInput): void {
  let counted = 0;
  let total = 0;
  for (let round = 0; round < 2000 && total < words; round += 1) {
    const section = draft.random.pick(fillers).replace('$', productSection(draft.random, story));
    writeScene({ draft, section });
    total += countWords(draft.turns.slice(counted));
    counted = draft.turns.length;
  }
}

function countWords(turns: readonly Turn[]): number {
  return turns.flatMap(({ sentences }) => sentences).reduce((total, { text }) => total + text.split(' ').length, 0);
}

function writeNext(input: CallInput): void {
  const { draft, habit, call } = input;
  const { random } = draft;
  const hasMeeting = draft.slots.has('meet');
  if (call.kind === 'cold_call') {
    writeScene({ draft, section: hasMeeting ? 'cold.yes' : 'cold.no' });
    return;
  }
  const isVague = habit === 'no_next_steps' && random.chance(0.75);
  if (!isVague || random.chance(0.3)) {
    writePromises(input);
  }
  if (random.chance(0.2)) {
    writeScene({ draft, section: 'next.cautious' });
  }
  const isAgreed = hasMeeting && !isVague;
  writeScene({ draft, section: isAgreed ? 'next.meeting' : 'next.vague' });
  const close = call.kind === 'escalation' ? 'tense' : isAgreed && random.chance(0.3) ? 'met' : 'any';
  writeScene({ draft, section: `close.${close}` });
}

function writePromises({ draft, call, state }: CallInput): void {
  const { random } = draft;
  const wanted = [['internal', random.integer(1, 2)] as const, ['external', random.chance(0.7) ? 1 : 0] as const];
  for (const [side, count] of wanted) {
    const fresh = promiseItems.filter(
      (item) => item.side === side && item.kinds.includes(call.kind) && !state.promised.has(item.id),
    );
    for (const item of random.shuffle(fresh).slice(0, count)) {
      state.promised.add(item.id);
      writeScene({
        draft,
        section: side === 'internal' ? 'next.ours' : 'next.theirs',
        slots: itemSlots(item),
        about: item.id,
      });
    }
  }
}
