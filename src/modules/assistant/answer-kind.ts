import { authorise } from '#modules/access';
import type { Context } from '#platform/context';
import { meantByMe } from './entities/meant-by-me.ts';
import { type Resolved, resolveFocus } from './entities/resolve-focus.ts';
import type { Slots } from './entities/slots.ts';
import { unreadPeriod } from './entities/unread-period.ts';
import { amountWords, spanOf } from './kinds/filters.ts';
import type { Focus, QuestionKind } from './kinds/question-kind.ts';
import { readingsOf } from './kinds/readings-of.ts';
import { numberCitations } from './number-citations.ts';
import { offeredTo } from './offered-to.ts';
import type { VisibleScope } from './query/visible-scope.ts';
import { type Answered, nothingAnswered } from './say-not-answered.ts';
import type { Showing } from './show-answer.ts';

interface Answering {
  readonly ctx: Context;
  readonly scope: VisibleScope;
  readonly today: string;
  readonly currency: string;
  readonly question: string;
  readonly kind: QuestionKind;
  readonly slots: Slots;
  /** Of two questions in one, the words of the one that this answer does not tell. */
  readonly leftOut?: string | null;
  /** Told how the question is understood before it is answered; nobody where it is a step of another answer. */
  readonly showing?: Pick<Showing, 'understood' | 'names'> | null;
}

/** Answers a question whose kind is known, or asks back whom it means. */
export async function answerKind({
  ctx,
  scope,
  today,
  currency,
  question,
  kind,
  slots: told,
  leftOut = null,
  showing = null,
}: Answering): Promise<Answered> {
  for (const reading of readingsOf(kind))
    authorise({ ctx, action: reading.action, resource: { type: reading.type, id: null } });
  const { slots, said } = await meantByMe({ ctx, scope, kind, slots: told });
  const strangers = kind.needs === 'topic' ? [] : slots.strangers;
  const unseen = notSeen({ scope, kind });
  if (strangers.length > 0) return { ...nobodyCalled({ strangers, kind }), unknown: unseen };
  const unread = unreadBy({ kind, slots });
  if (unread !== null) return notNarrowed({ words: unread, kind });
  const resolved = await resolveFocus({ ctx, scope, slots, kind, text: question });
  if (resolved.state === 'unclear') return { ...askedBack({ resolved, question, kind }), unknown: unseen };
  const { focus } = resolved;
  const understood = understoodAs({ kind, slots, focus, currency });
  await showing?.understood({ intent: kind.id, text: understood });
  const draft = await kind.answer({ ctx, scope, today, currency, slots, focus, text: question });
  showing?.names(draft.lines.flatMap(({ about = [] }) => about));
  const { lines, citations } = numberCitations({ lines: draft.lines, workspaceId: ctx.workspaceId });
  return {
    outcome: draft.outcome,
    intent: kind.id,
    understood,
    text: said === null ? draft.text : `${said} ${draft.text}`,
    lines,
    figures: [...draft.figures],
    queries: [...draft.queries],
    citations,
    unknown: [...draft.unknown, ...otherHalf(leftOut), ...unseen],
    choices: [],
    actions: offeredTo({ ctx, offers: draft.actions }),
  };
}

/** What narrows and was not understood, or is nothing that this kind of question goes by. */
function unreadBy({ kind, slots }: Pick<Answering, 'kind' | 'slots'>): string | null {
  const { unread, stay, sides } = slots;
  // A topic is free words; days that stand outside of it narrow as everywhere.
  if (unread !== null && (kind.needs !== 'topic' || unreadPeriod(unread) !== null)) return unread;
  if (stay !== null && kind.takesStay !== true) return stay.name;
  const times = sides.flatMap(({ period }) => period?.name ?? []);
  return times.length > 0 && kind.compares !== true ? times.join(' and ') : null;
}

/** Several may be meant: each as the question that says so. */
function askedBack({
  resolved,
  question,
  kind,
}: {
  resolved: Extract<Resolved, { readonly state: 'unclear' }>;
  question: string;
  kind: QuestionKind;
}): Answered {
  const choices = resolved.choices.map((choice) => ({
    label: choice.label,
    question: 'question' in choice ? choice.question : `${question.replace(/[?.!\s]+$/, '')}, ${choice.says}?`,
  }));
  return {
    ...nothingAnswered,
    outcome: 'ask_back',
    intent: kind.id,
    understood: kind.what,
    text: resolved.text,
    choices,
  };
}

function nobodyCalled({ strangers, kind }: { strangers: readonly string[]; kind: QuestionKind }): Answered {
  const names = strangers.map((name) => `“${name.slice(0, 100)}”`).join(' and ');
  const text = `Nothing here is called ${names}: no deal, account, person, representative or competitor. Nothing was counted, because it would be about something else.`;
  return { ...nothingAnswered, outcome: 'nothing', intent: kind.id, understood: kind.what, text };
}

/** Words that narrow and are not understood: a number without them would be another one. */
function notNarrowed({ words, kind }: { words: string; kind: QuestionKind }): Answered {
  const whose = /^my (?:own )?(?:team|reps)(?:: (.+))?$/iu.exec(words);
  const [, teams = null] = whose ?? [];
  const own =
    teams === null
      ? 'Which team is yours is not known here. Name it: “how is the Sales team doing?”'
      : `You are in several teams. Name the one that you mean: ${teams}.`;
  const text = whose === null ? narrowsOtherwise(words) : own;
  return { ...nothingAnswered, outcome: 'ask_back', intent: kind.id, understood: kind.what, text };
}

function narrowsOtherwise(words: string): string {
  return `“${words.slice(0, 100)}” narrows the question in a way that I do not understand, so nothing was counted. Amounts can be bounded (“over $50,000”, “between 20k and 50k”), one period, one competitor and one topic is taken at a time, and days are said as “last week”, “last 30 days”, “since Friday”, “4 December” or “2026-09-01 to 2026-09-14”.`;
}

/** `Deals won in a period: Maya Okafor, last month (2026-10-01 to 2026-10-31)`: so that a misreading is seen. */
function understoodAs({
  kind,
  slots,
  focus,
  currency,
}: {
  kind: QuestionKind;
  slots: Slots;
  focus: Focus;
  currency: string;
}): string {
  const parts = [
    focus.deal?.name ?? focus.accounts[0]?.name ?? null,
    focus.sides?.map(({ name }) => name).join(' beside ') ?? null,
    focus.contact?.name ?? null,
    focus.owner?.name ?? null,
    slots.stage?.name ?? null,
    slots.team?.name ?? null,
    slots.amount === null ? null : amountWords({ amount: slots.amount, currency }),
    slots.competitor,
    slots.topic === null || kind.needs !== 'topic' ? null : `“${slots.topic}”`,
    slots.stay === null ? null : `in their stage for ${slots.stay.name}`,
    slots.period === null ? null : spanOf(slots.period),
  ].filter((part) => part !== null);
  return parts.length === 0 ? kind.what : `${kind.what}: ${parts.join(', ')}`;
}

function otherHalf(leftOut: string | null): string[] {
  if (leftOut === null) return [];
  return [`“${leftOut.slice(0, 100)}” is a second question, which this answer leaves out: ask it by itself.`];
}

/** A number of a part is not taken for one of the whole, and what is kept from somebody not for unknown. */
function notSeen({ scope, kind }: { scope: VisibleScope; kind: QuestionKind }): string[] {
  return [
    ...(scope.isBounded ? ['Only calls and deals that are yours to see are in this answer.'] : []),
    ...(scope.withheld.length > 0 && kind.id.startsWith('people.')
      ? ['How to reach a contact is not shown to you.']
      : []),
  ];
}
