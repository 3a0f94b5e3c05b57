import type { ComparedPart } from './compared-part.ts';
import { comparedSubject } from './compared-subject.ts';
import { comparedTime } from './compared-time.ts';
import { emptyDraft } from './draft.ts';
import { narrowedTo, periodOr, spanOf } from './filters.ts';
import type { Asked, ComparedSide, Draft, DraftLine, QuestionKind } from './question-kind.ts';
import { standingParts } from './rep-standing.ts';

/** One of those that are compared, with what is told of it from top to bottom. */
interface Column {
  readonly name: string;
  readonly parts: readonly ComparedPart[];
}

/** Things side by side: a line for each figure, in it one after the other in the order of the question. */
async function comparison(asked: Asked): Promise<Draft> {
  const { sides = [], ...focus } = asked.focus;
  const columns: Column[] = [];
  for (const side of sides) columns.push(await columnOf({ asked, side, focus }));
  const queries = [...new Set(columns.flatMap(({ parts }) => parts.map(({ ran }) => ran)))];
  return {
    ...emptyDraft,
    text: `${columns.map(({ name }) => name).join(' | ')}${aboutOf(asked)}, side by side:`,
    lines: linesOf(columns),
    figures: columns.flatMap(({ name, parts }) =>
      parts.flatMap(({ figures, ran }) =>
        figures.map((figure) => ({ ...figure, name: `${figure.name}, ${name}`, query: queries.indexOf(ran) })),
      ),
    ),
    queries,
    unknown: [
      ...new Set(columns.flatMap(({ parts }) => parts.flatMap(({ unknown }) => unknown))),
      ...notNarrowed(asked),
    ],
  };
}

async function columnOf({
  asked,
  side,
  focus,
}: {
  asked: Asked;
  side: ComparedSide;
  focus: Asked['focus'];
}): Promise<Column> {
  const { name, deal, accounts, owner, period } = side;
  if (period !== null) return { name: spanOf(period), parts: await comparedTime({ ...asked, focus }, period) };
  const about = { ...asked, focus: { deal, accounts, owner, contact: null } };
  if (owner === null) return { name, parts: await comparedSubject(about) };
  return { name, parts: await standingParts(about, periodOr(asked, 'this quarter')) };
}

/** Each column has the same parts in the same order. */
function linesOf(columns: readonly Column[]): DraftLine[] {
  const [first] = columns;
  return (first?.parts ?? []).map(({ label }) => {
    const row = columns.flatMap(({ parts }) => parts.find((part) => part.label === label) ?? []);
    return {
      text: `${label}: ${row.map(({ text }) => text).join(' | ')}`,
      proofs: row.flatMap(({ proofs }) => proofs),
    };
  });
}

/** What narrows all of them, and for representatives the time of what has an end. */
function aboutOf(asked: Asked): string {
  const { sides = [], ...focus } = asked.focus;
  const isOfReps = sides.every(({ owner }) => owner !== null);
  return `${narrowedTo({ ...asked, focus })}${isOfReps ? ` (what has an end: ${spanOf(periodOr(asked, 'this quarter'))})` : ''}`;
}

function notNarrowed({ slots, focus: { sides = [] } }: Asked): string[] {
  const isOfDeals = sides.every(({ owner, period }) => owner === null && period === null);
  if (!isOfDeals || slots.period === null) return [];
  return [`It is looked at as it stands now; the time (${spanOf(slots.period)}) narrows nothing.`];
}

export const comparisonKinds: readonly QuestionKind[] = [
  {
    id: 'compare.sides',
    what: 'Two deals, accounts, representatives or quarters side by side',
    compares: true,
    says: /\b(?:compar\w*|vs|versus|difference|side by side|next to each other|beside each other)\b/i,
    examples: [
      'compare {account} and {account}',
      'compare {account} with {account}',
      'compare {account} to {account}',
      'compare the {account} deal and the {account} deal',
      '{account} vs {account}',
      '{account} versus {account}',
      'how does {account} compare to {account}',
      'what is the difference between {account} and {account}',
      'compare {rep} and {rep}',
      'compare {rep} with {rep} {period}',
      '{rep} vs {rep}',
      '{rep} versus {rep} {period}',
      'how does {rep} compare to {rep}',
      'how do {rep} and {rep} compare',
      'compare {period} with {period}',
      'compare {period} to {period}',
      '{period} vs {period}',
      'how does {period} compare to {period}',
      '{account} and {account} side by side',
      '{rep} and {rep} side by side',
    ],
    answer: comparison,
  },
];
