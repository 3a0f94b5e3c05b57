import type { Context } from '#platform/context';
import type { VisibleScope } from '../query/visible-scope.ts';
import { besideRival } from './beside-rival.ts';
import { findConditions } from './conditions.ts';
import { findNameSides } from './find-name-sides.ts';
import { type Candidate, findNames, type NameKind } from './find-names.ts';
import { findPeriodSides } from './find-period-sides.ts';
import { findStay } from './find-stay.ts';
import { inPlainWords, kindInPlainWords } from './in-plain-words.ts';
import { inUsualOrder } from './in-usual-order.ts';
import { loadCandidates } from './load-candidates.ts';
import type { NamedThing } from './named-thing.ts';
import { readPeriods } from './read-periods.ts';
import { type KnownStage, readStages } from './read-stages.ts';
import { ownReps, readTeam } from './read-team.ts';
import type { Side } from './side.ts';
import type { ReadQuestion, Slots } from './slots.ts';
import { unreadPeriod } from './unread-period.ts';
import { isPlainWord, wordsOf } from './words.ts';

export interface ReadingInput {
  readonly ctx: Context;
  readonly scope: VisibleScope;
  readonly text: string;
  readonly today: string;
  readonly stages: readonly KnownStage[];
  readonly competitors: readonly { readonly name: string; readonly aliases: readonly string[] }[];
}

const objectionWords: readonly (readonly [string, RegExp])[] = [
  ['price', /\b(?:price|pricing|cost|costs|money|expensive|too expensive|budget)\b/],
  ['timing', /\b(?:timing|timeline|time)\b/],
  ['authority', /\b(?:authority|sign-?off)\b/],
  ['competitor', /\b(?:competitor|competition)\b/],
  ['security', /\b(?:security|compliance)\b/],
  ['integration', /\bintegrations?\b/],
  ['implementation', /\b(?:implementation|rollout|onboarding)\b/],
  ['contract', /\b(?:contract|contractual|legal|terms)\b/],
  ['feature', /\bfeatures?\b/],
  ['trust', /\btrust\b/],
  ['need', /\bneed\b/],
];

const warningWords: readonly (readonly [string, RegExp])[] = [
  [
    'single_threaded',
    /\bsingle[- ]thread(?:ed|ing)?\b|\b(?:only|just) (?:(?:talk(?:ing)?|speak(?:ing)?|know|have|deal(?:ing)?|to|with) )*(?:one|a single) (?:person|contact)\b/,
  ],
  ['stuck_in_stage', /\b(?:stuck|stalled)\b(?: in (?:their|its|the same|a) stage)?/],
  [
    'ghosted',
    /\bghost(?:ed|ing)\b|\b(?:gone|went|going) dark\b|\b(?:not answering|stopped answering|not responding|no reply|unresponsive)\b/,
  ],
  ['no_activity', /\b(?:gone|went|going) (?:quiet|silent|cold)\b|\bno activity\b|\binactive\b/],
  ['champion_left', /\bchampions? (?:has |have )?(?:leave|left|gone|quit)\b|\blost (?:our|the|their) champions?\b/],
  [
    'close_date_pushed',
    /\bclose dates? (?:(?:was|were|has been|have been|got|is|are) )?(?:pushed|slipping|slipped) (?:again and again|repeatedly|more than once|several times)|\bkeeps? (?:(?:getting|being) )?(?:pushed|pushing|slipping|moving)(?: (?:out|back))?\b/,
  ],
];

/** What a question names, and its words with placeholders in the place of names. */
export async function readQuestion(input: ReadingInput): Promise<ReadQuestion> {
  const plain = inPlainWords(input.text.replaceAll(/<[@#!][^>]*>/g, ' '))
    .replaceAll(/\s+/g, ' ')
    .trim();
  const stayed = findStay({ text: plain, today: input.today });
  const dated = stayed?.text ?? plain;
  const compared = findPeriodSides({ text: dated, today: input.today });
  const timed = readPeriods({ text: compared?.text ?? dated, today: input.today });
  const { conditions, rest } = findConditions(timed.text);
  const grouped = await readTeam({ ctx: input.ctx, text: rest });
  const staged = readStages({ text: grouped.text, stages: input.stages });
  const names = await findAll({ ...input, text: staged.text });
  const { days, marked } = daysLeft(names.marked);
  const objection = findObjection(marked);
  const warning = stayed === null ? findWarning(marked) : null;
  const warned = warning === null ? marked : marked.toLowerCase().replace(warning[1], '{warning}');
  const topic = findTopic(warned);
  const lower = plain.toLowerCase();
  const slots: Slots = {
    ...names.slots,
    ...conditions,
    me: isAboutAsker(lower.replace(ownReps, ' ')) && grouped.team === null,
    period: timed.period,
    created: timed.created,
    stay: stayed?.stay ?? null,
    team: grouped.team,
    unread:
      conditions.unread ??
      timed.unread ??
      days ??
      grouped.unread ??
      names.unread ??
      severalTimes({ compared, names: names.sides }) ??
      leftOutIn(marked) ??
      besideRival(marked) ??
      (objection === null ? problemIn(marked) : null),
    stage: staged.stage,
    objection,
    warning: warning?.[0] ?? null,
    topic,
    pipeline: pipelineIn(lower),
    sides: names.sides.length > 1 ? names.sides : (compared?.sides ?? []),
    strangers: strangersIn({ text: marked, topic }),
  };
  const masked = slots.strangers.reduce(
    (text, name) => text.replace(name, '{account}'),
    maskTopic({ text: warned, topic }),
  );
  return { slots, masked: inUsualOrder(kindInPlainWords(masked.toLowerCase())) };
}

/** Of names in several times it is not said what is set beside what. */
function severalTimes({
  compared,
  names,
}: {
  compared: ReturnType<typeof findPeriodSides>;
  names: Slots['sides'];
}): string | null {
  if (compared === null || names.length < 2) return null;
  return compared.sides.map(({ said }) => said).join(' and ');
}

function findWarning(marked: string): (typeof warningWords)[number] | null {
  return warningWords.find(([, pattern]) => pattern.test(marked.toLowerCase())) ?? null;
}

/** Days that were not read, marked as days, so that the kind of question is known all the same; a topic may begin so. */
function daysLeft(text: string): { days: string | null; marked: string } {
  const days = unreadPeriod(text);
  if (days === null || findTopic(text)?.startsWith(days) === true) return { days: null, marked: text };
  return { days, marked: text.replace(days, '{period}') };
}

function pipelineIn(lower: string): Slots['pipeline'] {
  const others =
    /\bnew business\b|\b(?:not|n['’]t|except(?: for)?|excluding|without|other than|besides|apart from|non)[- ]+(?:the |any |a )?renewals?\b/;
  if (others.test(lower)) return 'sales';
  return /\brenewals?\b/.test(lower) ? 'renewal' : null;
}

/** What is to be left out is not understood: `not in {stage}`, `except {rep}`, `past {stage}`. */
function leftOutIn(masked: string): string | null {
  const form =
    /\b(?:not|n['’]t)\s+(?:(?:currently|yet|owned|held|assigned|belonging|led|run|handled|managed|sitting)\s+)*(?:in|of|by|for|with|from|against|at|to)\s+(?:the\s+)?\{(?:stage|rep|account|competitor)\}|\b(?:except(?: for)?|excluding|other than|besides|apart from|outside(?: of)?|without)\s+(?:(?:in|of|by|for|with|against|the|those)\s+)*\{(?:stage|rep|account|competitor|period)\}|\b(?:past|beyond|after|before)\s+(?:the\s+)?\{stage\}|\b(?:all|every\w*|any\w*)\b.*\bbut\s+(?:not\s+)?(?:the ones\s+|those\s+)?(?:(?:of|in|by|for|with|against)\s+)?\{(?:stage|rep|account|competitor)\}/i;
  return form.exec(masked)?.[0].replaceAll(/[{}]/g, '') ?? null;
}

/** `my deals` is about whoever asks; `my approval` and `should I worry` are not. */
function isAboutAsker(lower: string): boolean {
  if (/\b(?:approv\w*|sign[- ]?off|attention|decision|decide)\b/.test(lower)) return false;
  if (/\b(?:should|can) i\b/.test(lower)) return /\b(?:my|mine)\b/.test(lower);
  return /\b(?:my|mine|do i|did i|have i|i own|i have|i promised|i owe|how am i|am i (?:doing|on track|late|behind|talking|going|likely|expected|set|forecasting)|will i)\b/.test(
    lower,
  );
}

interface Mark {
  readonly start: number;
  readonly end: number;
  readonly mark: string;
}

function cut(text: string, { start, end, mark }: Mark): string {
  return `${text.slice(0, start)} ${mark} ${text.slice(end)}`.replaceAll(/\s+/g, ' ').trim();
}

const marks: Readonly<Record<NameKind, string>> = {
  deal: '{account}',
  account: '{account}',
  contact: '{person}',
  owner: '{rep}',
  competitor: '{competitor}',
};
/** Where one name is borne by several kinds, which of them a question most likely means. */
const order: readonly NameKind[] = ['competitor', 'owner', 'account', 'deal', 'contact'];

async function findAll(input: ReadingInput): Promise<{
  marked: string;
  slots: Pick<Slots, 'deals' | 'accounts' | 'contacts' | 'owners' | 'competitor'>;
  /** What is compared by name. */
  sides: readonly Side[];
  /** Of several competitors one would be taken for all. */
  unread: string | null;
}> {
  const { ctx, scope, text, competitors } = input;
  const aliases = new Map(
    competitors.flatMap(({ name, aliases: others }) => [name, ...others].map((word) => [word, name])),
  );
  const candidates = await loadCandidates({ ctx, scope, text, competitors: [...aliases.keys()] });
  const mentions = findNames({ text, candidates });
  const all = mentions.flatMap((mention) => mention.candidates);
  let marked = text;
  for (const mention of mentions.toSorted((one, other) => other.start - one.start)) {
    const kind = order.find((one) => mention.candidates.some((candidate) => candidate.kind === one)) ?? 'account';
    marked = cut(marked, { start: mention.start, end: mention.end, mark: marks[kind] });
  }
  const rivals = [
    ...new Set(all.flatMap(({ kind, name }) => (kind === 'competitor' ? [aliases.get(name) ?? name] : []))),
  ];
  return {
    marked,
    unread: rivals.length > 1 ? rivals.join(' and ') : null,
    sides: findNameSides({ text, mentions }),
    slots: {
      deals: of(all, 'deal'),
      accounts: of(all, 'account'),
      contacts: of(all, 'contact'),
      owners: of(all, 'owner'),
      competitor: rivals[0] ?? null,
    },
  };
}

function of(all: readonly Candidate[], kind: NameKind): NamedThing[] {
  return all.filter((candidate) => candidate.kind === kind).map(({ id, name }) => ({ id, name }));
}

const objects = /\b(?:worr(?:y|ied|ies)|objection|objections|concern|concerns|pushback|push back|object|objected)\b/;
/** `legal is a problem`, `where is the price an issue`. */
const isProblem =
  /\bwhere\b.*?\b(?:is|are|was|were|became)\b.*?\b(?:an?|the) (?:big |real |main )?(?:problem|issue|blocker|hurdle|obstacle|sticking point)\b/;

function findObjection(text: string): string | null {
  const lower = text.toLowerCase();
  if (!objects.test(lower) && !isProblem.test(lower)) return null;
  return objectionWords.find(([, pattern]) => pattern.test(lower))?.[0] ?? null;
}

/** A problem of no kind that is known would be taken for any. */
function problemIn(text: string): string | null {
  return isProblem.exec(text.toLowerCase())?.[0] ?? null;
}

const topicForms = [
  /\b(?:about|regarding|concerning)\s+(?!us\b|it\b|them\b|him\b|her\b|that\b|this\b)(?:the )?(.+)$/i,
  /\b(?:mention(?:ed|s|ing)?|discuss(?:ed|es|ing)?|brought up|bring(?:s|ing)? up|talk(?:ed|s|ing)? of)\s+(?:the )?(.+)$/i,
  /^(?:where|when|how often|in (?:which|what) calls?) (?:was|were|is|has|have) (?:the )?(.+?) (?:been )?(?:discussed|mentioned|brought up)\b/i,
  /^search for (?:the )?(.+)$/i,
  /["“](.+?)["”]/,
];

/** “What do they complain about most”: how much, and not what. */
const degree = /^(?:(?:the )?(?:most|least)|more|often|lately|usually)\b/i;

/** “Has anyone mentioned a competitor at …” is about whoever competes, and about that name. */
const anyRival = /^(?:(?:a|any|our|some|other) )?(?:competitors?|rivals?)(?:$| (?:at|with|in|from|to)\b)/i;

/** What it is about in free words, up to the next name or day. */
function findTopic(text: string): string | null {
  for (const form of topicForms) {
    const rest = form.exec(text)?.[1];
    if (rest === undefined) continue;
    const [words = ''] = rest.split(
      /[?!.;]|\s*,\s|\s+(?:in|at|on|with|from|by|during|to|for|of|and)?\s*(?:the |our |any )?(?:last |latest )?(?:calls? )?(?:with |by )?\{/,
    );
    const topic = words
      .replaceAll(/\{[a-z]+\}|["“”]/g, ' ')
      .replace(
        /\s+(?:in|on|during|with|at) (?:(?:the|our|any|all|their|that) )?(?:(?:last|latest) )?(?:calls?|meetings?|conversations?|deals?)\s*$/i,
        '',
      )
      .replaceAll(/\s+/g, ' ')
      .trim();
    if (degree.test(topic) || anyRival.test(topic)) continue;
    if (topic !== '' && topic.split(' ').length <= 8) return topic;
  }
  return null;
}

function maskTopic({ text, topic }: { text: string; topic: string | null }): string {
  if (topic === null) return text;
  const start = text.toLowerCase().lastIndexOf(topic.toLowerCase());
  if (start < 0) return text;
  // A topic of plain words is how the question itself is put: "anything about renewals".
  return wordsOf(topic).every(({ word }) => isPlainWord(word))
    ? text
    : cut(text, { start, end: start + topic.length, mark: '{topic}' });
}

/** How an order or a sentence may begin, written large there alone. */
const silent = new Set([
  'regarding',
  'concerning',
  'compare',
  'comparing',
  'comparison',
  'difference',
  'rank',
  'summarise',
  'email',
  'draft',
  'remind',
  'break',
  'brief',
  'overview',
  'overdue',
  'search',
  'unanswered',
  'who',
  'ignore',
  'book',
  'schedule',
  'delete',
  'create',
  'add',
  'set',
  'mark',
  'assign',
  'write',
  'post',
  'top',
  'average',
  'total',
  'battlecard',
  'slipped',
  'lost',
  'won',
  'closed',
  'largest',
  'highest',
  'newest',
  'recap',
  'health',
  'history',
  'commit',
  'wins',
  'bookings',
  'leaderboard',
  'competitive',
  'translate',
  'book',
  'order',
  'turn',
  'recommend',
  'print',
  'reveal',
  'repeat',
  'act',
  'pretend',
  'explain',
  'describe',
  'define',
  'calculate',
  'convert',
  'generate',
]);

/** Capitalized words that are nothing we know: a name of nobody here. */
function strangersIn({ text, topic }: { text: string; topic: string | null }): string[] {
  const known = new Set(wordsOf(topic ?? '').map(({ word }) => word));
  const strangers: string[] = [];
  let current: string[] = [];
  for (const { word, isCapitalized, start, end } of [
    ...wordsOf(text),
    { word: '', isCapitalized: false, start: 0, end: 0 },
  ]) {
    const isStrange = isCapitalized && !isPlainWord(word) && !known.has(word) && word.length > 2 && !silent.has(word);
    if (isStrange) current.push(text.slice(start, end));
    else if (current.length > 0) {
      strangers.push(current.join(' '));
      current = [];
    }
  }
  return strangers;
}
