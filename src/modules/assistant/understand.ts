import type { Context } from '#platform/context';
import {
  borrowSubject,
  type EarlierQuestion,
  isContinuation,
  keepsSubject,
  mergeSlots,
} from './continue-conversation.ts';
import { type Chosen, withChosen } from './entities/find-chosen.ts';
import { readQuestion } from './entities/read-question.ts';
import type { ReadQuestion, Slots } from './entities/slots.ts';
import { followList } from './follow-list.ts';
import { type Choice, chooseKind, kindOf } from './intent/choose-kind.ts';
import { type Halves, splitHalves } from './intent/split-halves.ts';
import type { QuestionKind } from './kinds/question-kind.ts';
import type { Knowledge } from './know-workspace.ts';
import { stagesMeant } from './stages-meant.ts';

interface Understanding {
  readonly ctx: Context;
  readonly knowledge: Knowledge;
  readonly question: string;
  readonly earlier: EarlierQuestion | null;
  /** Which of those that were asked back about it means. */
  readonly chosen: Chosen | null;
}

interface OneUnderstood {
  readonly choice: Choice;
  readonly read: ReadQuestion;
}

/** A kind of question that is answered by rules, and what of the question that leaves out. */
export interface Taken {
  readonly kind: QuestionKind;
  readonly slots: Slots;
  readonly certainty: number;
  /** Of two questions in one, the words of the one that is not answered. */
  readonly leftOut: string | null;
}

type NoKind = Exclude<Choice, { readonly type: 'kind' }>;

type Understood =
  | { readonly state: 'known'; readonly taken: Taken }
  | {
      readonly state: 'none';
      readonly choice: NoKind;
      readonly slots: Slots;
      /** The first half of it, where that alone is a kind of question. */
      readonly half: Taken | null;
    };

/** What a question names, with what it leaves out of the one before, and the kind of question that it is. */
export async function understand(given: Understanding): Promise<Understood> {
  const whole = await understandOne(given);
  const halves = splitHalves(given.question);
  const { choice } = whole;
  if (halves === null || isOne(choice)) return understoodAs(whole, null);
  const first = await understandOne({ ...given, question: halves.first });
  const second = await understandOne({ ...given, question: halves.second });
  if (choice.type === 'out_of_scope') {
    return understoodAs(whole, takenOf(first, leftOutOf({ halves, answered: first, first, second })));
  }
  const answered = takesFirst({ halves, whole, first, second }) ? first : whole;
  const taken = takenOf(answered, leftOutOf({ halves, answered, first, second }));
  return taken === null ? understoodAs(whole, null) : { state: 'known', taken };
}

/** An order, a call for help; and a topic in free words may hold an “and how” of its own. */
function isOne(choice: Choice): boolean {
  return choice.type === 'kind' ? choice.kind.needs === 'topic' : choice.type !== 'out_of_scope';
}

function understoodAs(whole: OneUnderstood, half: Taken | null): Understood {
  const { choice, read } = whole;
  if (choice.type !== 'kind') return { state: 'none', choice, slots: read.slots, half };
  const { kind, certainty } = choice;
  return { state: 'known', taken: { kind, certainty, slots: read.slots, leftOut: null } };
}

interface Weighed {
  readonly halves: Halves;
  readonly whole: OneUnderstood;
  readonly first: OneUnderstood;
  readonly second: OneUnderstood;
}

/** What the second half names is no condition of the first; and of two questions the first is answered. */
function takesFirst({ halves, whole, first, second }: Weighed): boolean {
  if (isSameKind(first, whole)) return names.test(second.read.masked);
  return halves.firstAsks && first.choice.type === 'kind' && isSameKind(second, whole);
}

const names = /\{(?:account|person|rep|competitor|stage|topic)\}/;

async function understandOne({ ctx, knowledge, question, earlier, chosen }: Understanding): Promise<OneUnderstood> {
  const stages = stagesMeant({ knowledge, question, earlier });
  const alone = withChosen({ read: await readQuestion({ ctx, text: question, ...knowledge, stages }), chosen });
  const listed = followList({ earlier, read: alone, today: knowledge.today });
  if (listed !== null) return listed;
  const before = earlier === null ? null : kindOf(earlier.intent);
  if (earlier !== null && before !== null && isContinuation(alone.masked)) {
    const slots = mergeSlots({ earlier: earlier.slots, now: alone.slots });
    return { choice: { type: 'kind', kind: before, certainty: 1, slots }, read: { masked: alone.masked, slots } };
  }
  const read = borrowSubject({ earlier, read: alone });
  const choice = chooseBoth({ read, alone });
  return { choice, read: choice.type === 'kind' ? { ...read, slots: choice.slots } : read };
}

/** As it stands in the conversation, or by itself where it is no part of it. */
function chooseBoth({ read, alone }: { read: ReadQuestion; alone: ReadQuestion }): Choice {
  const within = chooseKind(read);
  const intent = within.type === 'kind' ? within.kind.id : '';
  if (keepsSubject({ read, alone, intent })) return within;
  const apart = chooseKind(alone);
  const isOfSubject = apart.type === 'kind' && keepsSubject({ read, alone, intent: apart.kind.id });
  return isOfSubject ? chooseKind({ ...read, masked: alone.masked }) : apart;
}

function takenOf({ choice, read }: OneUnderstood, leftOut: string | null): Taken | null {
  if (choice.type !== 'kind') return null;
  return { kind: choice.kind, slots: read.slots, certainty: choice.certainty, leftOut };
}

function isSameKind({ choice: one }: OneUnderstood, { choice: other }: OneUnderstood): boolean {
  return one.type === 'kind' && other.type === 'kind' && one.kind.id === other.kind.id;
}

/** The half that the answer does not tell; null where it tells both. */
function leftOutOf({
  halves,
  answered,
  first,
  second,
}: Omit<Weighed, 'whole'> & { readonly answered: OneUnderstood }): string | null {
  if (answered.choice.type === 'kind' && answered.choice.kind.alsoTells?.test(halves.second) === true) return null;
  if (!isSameKind(second, answered)) return halves.second;
  return isSameKind(first, answered) || !halves.firstAsks ? null : halves.first;
}
