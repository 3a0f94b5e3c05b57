import type { AnswerCitation } from '#contracts';
import { type Answered, nothingAnswered } from '../say-not-answered.ts';
import { checkStatement, type Doubt, restsOn } from './check-statement.ts';
import type { Finding, Source, Step } from './finding.ts';
import type { PlannedAnswer } from './give-answer-tool.ts';

/**
 * An answer of a model with what of it stands on findings: each statement is checked, those that fail are left out and
 * that is said. Every source was found with the rights of whoever asks. Null where nothing of it can be shown.
 */
export function checkAnswer({
  planned,
  steps,
  question,
}: {
  planned: PlannedAnswer;
  steps: readonly Step[];
  question: string;
}): Answered | null {
  const findings = new Map(steps.flatMap((step) => step.findings.map((finding) => [finding.ref, finding] as const)));
  const checked = planned.statements.map(({ text, refs }) => {
    const named = refs.flatMap((ref) => findings.get(ref) ?? []);
    return { text: oneLine(text), named, doubt: checkStatement({ text, findings: named, question }) };
  });
  const kept = checked.filter(({ doubt }) => doubt === null);
  const doubts = checked.flatMap(({ doubt }) => (doubt === null ? [] : [doubt]));
  const all = [...findings.values()];
  const notKnown = planned.notKnown
    .map(oneLine)
    .filter((text) => checkStatement({ text, findings: all, question }) === null);
  if (kept.length === 0) return null;
  const used = usedSteps({ steps, kept: kept.flatMap(({ named }) => named) });
  const { lines, citations } = citeSources(kept);
  return {
    ...nothingAnswered,
    outcome: 'answered',
    understood: `Planned by a model: ${steps.map(({ words }) => words).join('; ')}`,
    text: `${kept.length === 1 ? 'One statement' : `${kept.length} statements`}, each held against what was looked up:`,
    lines,
    citations,
    ...figuresOf(used),
    unknown: [...notKnown, ...leftOut(doubts)],
    actions: distinct(used.flatMap(({ actions }) => actions)).slice(0, 6),
  };
}

interface Kept {
  readonly text: string;
  readonly named: readonly Finding[];
}

function citeSources(kept: readonly Kept[]): Pick<Answered, 'lines' | 'citations'> {
  const citations = new Map<string, AnswerCitation>();
  const lines = kept.map(({ text, named }) => {
    const numbers = named.flatMap(({ sources }) => sources).map((source) => numberOf({ source, citations }));
    return { text: `${text}${restsOn({ text, findings: named })}`, citations: [...new Set(numbers)] };
  });
  return { lines, citations: [...citations.values()] };
}

function numberOf({ source, citations }: { source: Source; citations: Map<string, AnswerCitation> }): number {
  const { callId, turn, quote, recordId, subjectId } = source;
  const key = JSON.stringify([callId, turn, quote, recordId, subjectId]);
  const known = citations.get(key) ?? { number: citations.size + 1, ...source };
  citations.set(key, known);
  return known.number;
}

function usedSteps({ steps, kept }: { steps: readonly Step[]; kept: readonly Finding[] }): Step[] {
  const refs = new Set(kept.map(({ ref }) => ref));
  return steps.filter(({ findings }) => findings.some(({ ref }) => refs.has(ref)));
}

/** The numbers of several steps with their queries, which stand behind one another. */
function figuresOf(steps: readonly Step[]): Pick<Answered, 'figures' | 'queries'> {
  const queries: Answered['queries'] = [];
  const figures: Answered['figures'] = [];
  for (const step of steps) {
    figures.push(...step.figures.map((figure) => ({ ...figure, query: figure.query + queries.length })));
    queries.push(...step.queries);
  }
  return { figures, queries };
}

function leftOut(doubts: readonly Doubt[]): string[] {
  if (doubts.length === 0) return [];
  const why = [...new Set(doubts)].map((doubt) => reasons[doubt]).join(', ');
  const what = doubts.length === 1 ? 'One statement' : `${doubts.length} statements`;
  return [`${what} of the model ${doubts.length === 1 ? 'was' : 'were'} left out: ${why}.`];
}

const reasons: Readonly<Record<Doubt, string>> = {
  'no finding': 'nothing that was found says it',
  'a number': 'a number that no finding gives',
  'a name': 'a name that no finding has',
  'a quote': 'words in quotes that nobody said',
  'a link': 'a link',
};

function distinct(actions: Answered['actions']): Answered['actions'] {
  return [...new Map(actions.map((action) => [action.command, action])).values()];
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
}
