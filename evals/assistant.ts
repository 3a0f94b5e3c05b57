import { z } from 'zod';
import type { Answer } from '#contracts';
import { askQuestion } from '#modules/assistant';
import { createFixedClock } from '#platform/clock';
import type { Context } from '#platform/context';
import type { OpenDatabase } from '#platform/db';
import { createIds } from '#platform/ids';
import { createMemoryLog } from '#platform/log';
import { generateWorld } from '../simulators/world/index.ts';
import type { World } from '../simulators/world/schema.ts';
import { handWrittenQuestions } from './assistant-questions.ts';
import { truthOf } from './assistant-truth.ts';
import type { EvaluationRow } from './evaluation-row.ts';
import { furtherQuestions } from './further-assistant-questions.ts';
import { type Judgement, judgeAnswer } from './judge-answer.ts';
import { takeInWorld } from './take-in-world.ts';
import { judgedWorld } from './world-calls.ts';

/** Lets a server take in the generated company, asks it what was written by hand, and judges the answers. */
export async function evaluate(): Promise<{ rows: EvaluationRow[] }> {
  const world = generateWorld(judgedWorld);
  return takeInWorld(world, async ({ database }) => ({ rows: await judgeAssistant({ world, database }) }));
}

async function judgeAssistant({ world, database }: { world: World; database: OpenDatabase }): Promise<EvaluationRow[]> {
  const ctx = contextOf({ database, today: world.today });
  const spoken = createSpoken(world);
  const judged: Judged[] = [];
  const figures = { asked: 0, same: 0 };
  const truth = truthOf(world);
  const last = new Set(furtherQuestions(truth).map(({ question }) => question));
  for (const { question, expected } of handWrittenQuestions(truth)) {
    const answer = await askQuestion({ ctx, input: { question, channel: 'api', conversation: null } });
    const judgement = judgeAnswer({ answer, expected, spoken });
    judged.push({ judgement, question, answer });
    if (judgement !== 'right') {
      process.stderr.write(
        `  ${judgement}: ${question} → ${answer.outcome} ${answer.intent ?? '-'}: ${answer.text}; expected ${JSON.stringify(expected)}\n`,
      );
    }
    for (const figure of answer.figures) {
      figures.asked += 1;
      if (await givesTheSame({ database, answer, figure })) figures.same += 1;
    }
  }
  return rowsOf({ judged, last, figures, spoken });
}

interface Judged {
  readonly judgement: Judgement;
  readonly question: string;
  readonly answer: Answer;
}

function rowsOf({
  judged,
  last,
  figures,
  spoken,
}: {
  judged: readonly Judged[];
  last: ReadonlySet<string>;
  figures: { readonly asked: number; readonly same: number };
  spoken: (quote: string) => boolean;
}): EvaluationRow[] {
  function share(judgement: Judgement) {
    return judged.filter((one) => one.judgement === judgement).length;
  }
  const common = { sample: `${judged.length} questions`, floor: null, published: null, unit: 'share' };
  const quotes = judged.flatMap(({ answer }) => answer.citations).filter(({ type }) => type === 'turn');
  return [
    {
      ...common,
      measure: 'questions answered right',
      reached: share('right') / judged.length,
      note: `${share('wrong')} wrong, ${share('missing')} missing, ${share('made up')} made up; written by hand, the answers computed from the truth of the generator; the kinds of question were improved on most of them`,
    },
    {
      ...common,
      measure: 'of these, questions that were written last',
      sample: `${last.size} questions`,
      reached:
        judged.filter(({ judgement, question }) => judgement === 'right' && last.has(question)).length / last.size,
      note: 'nothing was improved on them before they were asked for the first time',
    },
    {
      ...common,
      measure: 'answers made up',
      reached: share('made up') / judged.length,
      note: 'a number or a quote where there is none',
    },
    {
      ...common,
      measure: 'numbers that their query gives again',
      sample: `${figures.asked} numbers`,
      reached: figures.same / Math.max(1, figures.asked),
      note: 'the query as it is shown, run by itself',
    },
    {
      ...common,
      measure: 'quotes that stand in a call',
      sample: `${quotes.length} quotes`,
      reached: quotes.filter(({ quote }) => quote !== null && spoken(quote)).length / Math.max(1, quotes.length),
      note: 'to the letter, in the call that the generator wrote',
    },
  ];
}

function contextOf({ database, today }: { database: OpenDatabase; today: string }): Context {
  const clock = createFixedClock(new Date(`${today}T18:00:00Z`));
  const ids = createIds(clock);
  return {
    actor: { type: 'operator', name: 'evaluation' },
    workspaceId: 'main',
    requestId: ids.create('request'),
    clock,
    ids,
    log: createMemoryLog(),
    db: database.db,
  };
}

const Rows = z.array(z.record(z.string(), z.unknown()));

async function givesTheSame({
  database,
  answer,
  figure,
}: {
  database: OpenDatabase;
  answer: Answer;
  figure: Answer['figures'][number];
}): Promise<boolean> {
  const { rows } = await database.pool.query(answer.queries[figure.query]?.sql ?? 'select null');
  return Rows.parse(rows)[0]?.[figure.column] === figure.value;
}

function createSpoken(world: World): (quote: string) => boolean {
  const texts = world.calls.flatMap(({ monologues }) =>
    monologues.map(({ sentences }) => sentences.map(({ text }) => text).join(' ')),
  );
  const all = texts.join('\n').replaceAll(/\s+/g, ' ');
  return (quote) => all.includes(quote.replaceAll(/\s+/g, ' ').trim());
}
