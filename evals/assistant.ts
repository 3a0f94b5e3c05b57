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
import { connectedContext } from './connected-context.ts';
import type { EvaluationRow } from './evaluation-row.ts';
import type { HandWrittenQuestion } from './expect-answers.ts';
import { findingsTruthOf } from './findings-truth.ts';
import { furtherQuestions } from './further-assistant-questions.ts';
import { type Judgement, judgeAnswer } from './judge-answer.ts';
import { questionsAboutFindings } from './questions-about-findings.ts';
import { type ReplayInput, replayWarnings } from './replay-warnings.ts';
import { settleByActivities } from './settle-by-activities.ts';
import { takeInWorld } from './take-in-world.ts';
import { judgedWorld } from './world-calls.ts';

/** Lets a server take in the generated company, asks it what was written by hand, and judges the answers. */
export async function evaluate(): Promise<{ rows: EvaluationRow[] }> {
  const world = generateWorld(judgedWorld);
  return takeInWorld(world, async ({ database, crm }) => ({ rows: await judgeAssistant({ world, database, crm }) }));
}

/** What was found in calls is asked last: first the company is brought to its own day. */
async function judgeAssistant({ world, database, crm }: ReplayInput): Promise<EvaluationRow[]> {
  const spoken = createSpoken(world);
  const truth = truthOf(world);
  const last = new Set(furtherQuestions(truth).map(({ question }) => question));
  const asked = await askAll({ world, database, spoken, questions: handWrittenQuestions(truth) });
  await settleByActivities(await connectedContext({ database, crm, at: new Date(`${world.today}T00:00:00Z`) }));
  await replayWarnings({ world, database, crm, daysBack: 90 });
  const found = questionsAboutFindings(findingsTruthOf(world));
  return [
    ...rowsOf({ ...asked, last, spoken }),
    ...findingRows(await askAll({ world, database, spoken, questions: found })),
  ];
}

interface Asked {
  readonly judged: readonly Judged[];
  readonly figures: { readonly asked: number; readonly same: number };
}

async function askAll({
  world,
  database,
  spoken,
  questions,
}: {
  world: World;
  database: OpenDatabase;
  spoken: (quote: string) => boolean;
  questions: readonly HandWrittenQuestion[];
}): Promise<Asked> {
  const ctx = contextOf({ database, today: world.today });
  const judged: Judged[] = [];
  const figures = { asked: 0, same: 0 };
  for (const { question, expected } of questions) {
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
  return { judged, figures };
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

/** In rows of their own, so that those above stay comparable. */
function findingRows({ judged, figures }: Asked): EvaluationRow[] {
  const sample = `${judged.length} questions`;
  const common = { sample, floor: null, published: null, unit: 'share' };
  const notes = {
    right:
      'promises, objections, warnings, risks, contradictions, approvals, decisions, the ledger, the waterfall, leads and talk; a number counts only where it is that of the truth, so what the analysis has missed is wrong here too',
    wrong: 'another number or other names than those of the truth',
    missing: 'there is an answer and none was given',
    'made up': 'a number or a quote where there is none',
  } as const;
  const rows = (['right', 'wrong', 'missing', 'made up'] as const).map((judgement) => ({
    ...common,
    measure: `of what was found in calls and across systems: ${judgement}`,
    reached: judged.filter((one) => one.judgement === judgement).length / judged.length,
    note: notes[judgement],
  }));
  return [
    ...rows,
    {
      ...common,
      measure: 'of these, numbers that their query gives again',
      sample: `${figures.asked} numbers`,
      reached: figures.same / Math.max(1, figures.asked),
      note: 'the query as it is shown, run by itself',
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
