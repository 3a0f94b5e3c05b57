import { withoutLacks } from '../entities/conditions.ts';
import type { Slots } from '../entities/slots.ts';

/**
 * Reads a question as a selection of deals or calls: a thing, a state, and conditions that stand in the slots. It is
 * read so only where every one of its words has a part in that; otherwise the recognizer weighs the words.
 */
export function readSelection({ masked, slots }: { masked: string; slots: Slots }): Selection | null {
  const words = wordsOf(masked);
  const roles = new Set<Role>();
  for (const word of words) {
    const role = roleOf({ word, slots });
    if (role === null) return null;
    if (role !== 'filler') roles.add(role);
  }
  if (asksWhatComes.test(masked)) return null;
  if (pointsToOne.test(masked) && slots.rank === null && slots.group === null) return null;
  if (asksWhether({ masked, slots, roles })) return { kind: 'deals.any', slots };
  if (slots.contacts.length > 0 || slots.topic !== null || slots.warning !== null) return null;
  if (roles.has('call')) return callsOf({ roles, slots });
  if (!isAboutDeals({ roles, slots, words })) return null;
  return dealsOf({ roles, slots });
}

/** `does {account} still have an open deal`: whether there is one. */
function asksWhether({
  masked,
  slots,
  roles: found,
}: {
  masked: string;
  slots: Slots;
  roles: ReadonlySet<Role>;
}): boolean {
  const isNamed = slots.deals.length + slots.accounts.length > 0;
  const isPlain = [...found].every((role) => role === 'open' || role === 'deals');
  const form =
    /\b(?:an?|any|no|another|one)(?: (?:other|single))? (?:open |active |live )?(?:deal|opportunity|opp|renewal)\b|^(?:does|do|has|have|is|are)\b.*\bopen\b/;
  return isNamed && isPlain && found.has('open') && form.test(masked);
}

/** “The deal” is one that has to be named. */
const pointsToOne =
  /\b(?:the|this|that|it|its) (?:\p{L}+ )?(?:deal|opportunity|opp|renewal|call|meeting|conversation)\b(?! size)/iu;

/** “How much will I close” is what is to come of deals, not which of them have a day in it. */
const asksWhatComes =
  /\b(?:how much|what) (?:(?:revenue|business|money) )?(?:(?:will|would|can|could) (?:i|we|they|he|she|\{rep\})|(?:am i|are we|are they|is \{rep\}) (?:going|likely|expected|set) to) (?:probably |likely |realistically )?(?:close|win|book|land|sell)\b/iu;

/** The kind of question that a selection is, and what it says of the day on which deals came in. */
export interface Selection {
  readonly kind: string;
  readonly slots: Slots;
}

type Role =
  | 'filler'
  | 'deals'
  | 'pipeline'
  | 'call'
  | 'open'
  | 'won'
  | 'lost'
  | 'closing'
  | 'created'
  | 'overdue'
  | 'risk'
  | 'average'
  | 'rate'
  | 'sum'
  | 'why';

/** Several words that have one part together. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/\bclosed[- ]won\b/g, 'won'],
  [/\bclosed[- ]lost\b/g, 'lost'],
  [/\b(?:did|have|has|had|was|were|been|got|already)\b([^?]*?)\bclosed?\b/g, ' did$1 shut '],
  [/\b(?:came|come|coming) in(?:to)?\b(?: the pipeline)?/g, 'created'],
  [
    /\b(?:(?:are|is|that are|which are) )?(?:(?:past|after|beyond) (?:their|its|the) (?:expected )?clos(?:e|ing) dates?|past due|(?:have|has|with) (?:a |an )?(?:expired|passed|past) clos(?:e|ing) dates?|clos(?:e|ing) dates? (?:is|are|was|that is|that are)? ?(?:over|in the past|past|expired|passed|gone)|(?:with )?(?:a )?clos(?:e|ing) dates? in the past|should have (?:already )?(?:closed|shut)(?: already| by now)?)\b/g,
    'overdue',
  ],
  [/\b(?:due|expected|supposed|set|scheduled|likely|planned|meant|slated) to (?:be )?clos(?:e|ed|ing)\b/g, 'closing'],
  [
    /\b(?:(?:is|are|we|am|i|{rep}) )?(?:currently )?(?:up against|(?:competing|compete|competes|fighting|fight|fights) (?:against|with)|facing|face|faces|going up against|running against)\b/g,
    'against',
  ],
  [/\bnew business\b/g, 'deals'],
  [/\b(?:in|at) (?:its|their|the same|a|one|that) (?:current )?stages?\b/g, 'lingering'],
  [/\b(?:is|are|come|comes|coming) up(?: for (?:closing|renewal))?\b/g, 'closing'],
  [/\bat risk\b|\bin (?:danger|trouble)\b/g, 'endangered'],
  [/\b(?:win|close|closing|conversion) rates?\b/g, 'winrate'],
  [/\bin the (?:pipeline|funnel)\b/g, 'pipeline'],
  [/\bhow much\b/g, 'worth'],
  [/\bhow (?:many|big|large|high)\b/g, 'number'],
  [/\bat (?:the|this) moment\b|\bright now\b|\bas of now\b|\bso far\b|\ball[- ]time\b/g, 'now'],
];

const roleWords: readonly (readonly [Role, string])[] = [
  ['deals', 'deal deals opportunity opportunities opp opps renewal renewals'],
  ['pipeline', 'pipeline funnel'],
  ['call', 'call calls conversation conversations meeting meetings'],
  ['open', 'open active live ongoing outstanding'],
  ['won', 'won win wins winning sold sell signed landed booked bookings renewed'],
  ['lost', 'lost lose losing loses losses churned churn churning'],
  ['closing', 'close closes closing due'],
  ['created', 'created create opened added new newly entered'],
  ['overdue', 'overdue late'],
  ['risk', 'endangered risky'],
  ['average', 'average mean typical'],
  ['rate', 'winrate'],
  ['sum', 'sum total worth money value volume revenue'],
  ['why', 'reason reasons'],
];
const roles: ReadonlyMap<string, Role> = new Map(
  roleWords.flatMap(([role, words]) => words.split(' ').map((word) => [word, role] as const)),
);

const fillers = new Set(
  `a all also am amount amounts an and any are as at be been being belong belonging belongs but by can could currently did do does
  each ever every find for from get give got had handle handled handles has have having held i in is it its just kindly list listed me mine my
  name named need now number of on once only or our out over own owned owns people per please quantity said see show sit sits sitting size sized so
  still tell that the their them there these they this those to together us was we were what whats which who whose will with would you
  your {period} {stage} {rep} altogether overall everything anything ones business count combined customers customer accounts account
  stage stages phase big large companies company first last clients client today during within between against versus vs`.split(
    /\s+/,
  ),
);
/** What a question of a group or a superlative is put with. */
const groupWords = new Set(
  `most fewest least more largest biggest highest greatest top smallest lowest rep reps seller sellers owner owners representative
  representatives salesperson salespeople ae aes month months quarter quarters competitor competitors rival rivals kind kinds type types broken down split grouped
  sorted ranked compared compare breakdown distribution distributed spread over across among team member members colleague executive executives
  rank ranking best worst far each holds hold carries carry manages manage made make makes brought common`.split(/\s+/),
);
const rankWords = new Set(
  `very top bottom first last next soonest earliest latest biggest largest highest greatest heftiest smallest lowest tiniest cheapest littlest oldest newest most
  least recent valuable expensive longest shortest briefest youngest running one two three four five six seven eight nine ten by valued`.split(
    /\s+/,
  ),
);
const spoken = new Set('talk talked spoke speak spoken meet met called'.split(' '));
const callWords = new Set(
  'had have held took take place made make led lead happened happen ran run minutes long lasted last talk talked spoke speak often'.split(
    ' ',
  ),
);

function wordsOf(masked: string): string[] {
  let text = ` ${withoutLacks(masked.toLowerCase())} `;
  for (const [pattern, word] of phrases) text = text.replaceAll(pattern, word);
  return [...text.matchAll(/\{[a-z]+\}|[\p{L}\p{N}]+(?:['’-][\p{L}]+)*/gu)].map(([word]) =>
    word.replace(/['’]s?$/u, '').replaceAll(/['’]/gu, ''),
  );
}

function roleOf({ word, slots }: { word: string; slots: Slots }): Role | null {
  const { group, rank } = slots;
  if (word === 'who') return group?.by === 'owner' ? 'filler' : null;
  if (group !== null && spoken.has(word)) return 'call';
  const role = roles.get(word);
  if (role !== undefined) return role;
  if (fillers.has(word)) return 'filler';
  if (group !== null && groupWords.has(word)) return 'filler';
  const isOrdered = rank !== null || (group !== null && group.order !== null);
  if (isOrdered && (rankWords.has(word) || /^\d{1,2}$/.test(word))) return 'filler';
  if (callWords.has(word)) return 'filler';
  if (word === '{competitor}' || word === '{account}') return 'filler';
  return null;
}

/** A name alone is a question about that name; deals of it are meant where the question says so. */
function isAboutDeals({
  roles: found,
  slots,
  words,
}: {
  roles: ReadonlySet<Role>;
  slots: Slots;
  words: readonly string[];
}): boolean {
  const says = found.has('deals') || found.has('pipeline');
  const ends = found.has('won') || found.has('lost');
  const stands = slots.stage !== null && slots.stage.ended === null;
  if (slots.deals.length > 0 || slots.accounts.length > 0) {
    const several = words.some((word) => /^(?:deals|opportunities|opps|renewals)$/.test(word));
    return (
      several && (ends || found.has('open') || slots.amount !== null || slots.group !== null || slots.rank !== null)
    );
  }
  if (slots.competitor !== null) {
    const isAgainst = words.some((word) => /^(?:against|versus|vs)$/.test(word));
    const asksWhich = words.some((word) => /^(?:what|which|who|worth|did|have)$/.test(word));
    return says ? ends || isAgainst : (ends && asksWhich) || (isAgainst && slots.group !== null);
  }
  if (found.has('rate') || found.has('average')) return says || found.has('rate') || slots.group !== null;
  if (slots.group?.by === 'stage' && found.has('sum')) return true;
  if (found.has('created') || found.has('closing')) return says || found.has('sum') || slots.rank !== null;
  return (
    says || ends || found.has('overdue') || (stands && found.has('sum')) || (slots.amount !== null && found.has('open'))
  );
}

function callsOf({ roles: found, slots }: { roles: ReadonlySet<Role>; slots: Slots }): Selection | null {
  const { group, rank } = slots;
  const others: readonly Role[] = [
    'won',
    'lost',
    'average',
    'rate',
    'risk',
    'overdue',
    'why',
    'sum',
    'pipeline',
    'created',
    'closing',
  ];
  if (others.some((role) => found.has(role)) || slots.competitor !== null) return null;
  if (group !== null && (group.by === 'owner' || group.by === 'account')) return { kind: 'calls.per_rep', slots };
  if (group?.by === 'month' || group?.by === 'quarter') return { kind: 'calls.list', slots };
  if (group !== null) return null;
  if (rank?.by === 'length') return { kind: 'calls.longest', slots };
  return rank?.by === 'time' && rank.order === 'least' ? { kind: 'calls.list', slots } : null;
}

function dealsOf({ roles: found, slots }: { roles: ReadonlySet<Role>; slots: Slots }): Selection | null {
  const { group, rank, lacks } = slots;
  const isWon = found.has('won') || slots.stage?.ended === 'won';
  const isLost = found.has('lost') || slots.stage?.ended === 'lost';
  if (isWon && isLost) return null;
  if (found.has('why')) return isLost ? { kind: 'deals.lost_reasons', slots } : null;
  if (found.has('rate')) return found.has('average') ? null : { kind: 'pipeline.win_rate', slots };
  if (found.has('average')) return isLost ? null : { kind: 'deals.average', slots };
  if ((isWon || isLost) && (found.has('open') || found.has('risk') || found.has('overdue'))) return null;
  if (found.has('risk')) return { kind: 'warnings.at_risk', slots };
  // “New deals that close this quarter” names one period for two things.
  if (found.has('created') && found.has('closing') && slots.created === null) return null;
  if (isWon || isLost) {
    const moved = found.has('created') && slots.created === null ? cameIn(slots) : slots;
    if (isLost && group?.by === 'reason') return { kind: 'deals.lost_reasons', slots };
    return { kind: isLost ? 'deals.lost' : group?.by === 'owner' ? 'deals.won_by_rep' : 'deals.won', slots: moved };
  }
  if (found.has('overdue')) return { kind: 'deals.overdue', slots };
  if (found.has('closing')) return { kind: 'deals.closing', slots };
  if (found.has('created'))
    return found.has('open') ? { kind: 'deals.open', slots: cameIn(slots) } : { kind: 'deals.created', slots };
  if (lacks.length === 1 && lacks[0] === 'next_step') return { kind: 'deals.no_next_step', slots };
  if (lacks.length === 1 && lacks[0] === 'amount') return { kind: 'deals.no_amount', slots };
  if (slots.competitor !== null) return { kind: 'deals.competitor', slots };
  if (group?.by === 'stage') return { kind: 'pipeline.by_stage', slots };
  if (group?.by === 'owner') return { kind: 'pipeline.by_rep', slots };
  if (rank?.by === 'size' && group === null) return { kind: 'deals.largest', slots };
  const wantsSum = found.has('pipeline') || found.has('sum');
  return { kind: wantsSum && rank === null && lacks.length === 0 ? 'pipeline.total' : 'deals.open', slots };
}

/** The period of the question is the one in which the deals came in. */
function cameIn(slots: Slots): Slots {
  return slots.created === null ? { ...slots, created: slots.period, period: null } : slots;
}
