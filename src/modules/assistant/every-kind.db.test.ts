import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer } from '#contracts';
import type { Actor } from '#platform/context';
import { analysisSuite } from '#test/analysis-suite';
import { runShown } from '#test/assistant-world';
import { createEveryKindWorld } from '#test/every-kind-world';
import { askQuestion } from './index.ts';
import type { QuestionKind } from './kinds/question-kind.ts';
import { questionKinds } from './kinds/question-kinds.ts';

const suite = await analysisSuite();
const { ctx } = await createEveryKindWorld(suite);

/** “I” is somebody with deals, calls and promises who may do everything. */
const maya: Actor = {
  type: 'user',
  userId: 'usr_every_kind',
  name: 'Maya Okafor',
  email: 'maya@tidewater.example',
  credentialId: 'ses_every_kind',
  grant: { role: 'administrator', scopes: null, seesOnly: null },
};

/** The names that stand for the placeholders of an example; a stage of leads is none of deals. */
function wordsOf(kind: QuestionKind): Readonly<Record<string, string>> {
  return {
    account: 'Larkspur Hill',
    person: 'Sam Ortiz',
    rep: 'Maya Okafor',
    competitor: 'Payloom',
    stage: kind.id === 'leads.list' ? 'Attempting' : 'Discovery',
    topic: 'bank integration',
    period: 'this quarter',
    warning: 'ghosted',
    stay: 'for more than 21 days',
  };
}

/** What stands beside the first of two. */
const others: Readonly<Record<string, string>> = {
  account: 'Oakmere',
  rep: 'Ben Ruiz',
  period: 'last quarter',
  competitor: 'RentForge',
};

/** Whose numbers are of no single query: a search, forecasts that are made again, and the deals behind a waterfall. */
const withoutQuery: ReadonlySet<string> = new Set(['written.about', 'forecast.accuracy', 'pipeline.waterfall']);

/** Examples that another kind answers, which tells what they ask for. */
const answeredBeside: Readonly<Record<string, string>> = {
  // Deals and promises can both be late: the answer counts both.
  'what are we late with': 'deals.overdue',
};

async function ask(question: string, conversation: string | null = null): Promise<Answer> {
  return await askQuestion({ ctx: { ...ctx, actor: maya }, input: { question, channel: 'api', conversation } });
}

/** An example that names no deal goes on from a question that does. */
async function askExample(kind: QuestionKind, example: string): Promise<Answer> {
  const words = wordsOf(kind);
  const named = new Set<string>();
  const question = example.replaceAll(/\{([a-z]+)\}/g, (_whole, name: string) => {
    const word = (named.has(name) ? others[name] : words[name]) ?? name;
    named.add(name);
    return word;
  });
  const goesOn = (kind.needs === 'deal' || kind.needs === 'account') && !example.includes('{');
  if (!goesOn) return await ask(question);
  const conversation = `every kind: ${kind.id}: ${example}`;
  await ask('where does Larkspur Hill stand?', conversation);
  return await ask(question, conversation);
}

/** Whether a number that is written so is that value: a share is written in percent, and rounded. */
function isWritten(written: number, value: number): boolean {
  return [value, value * 100].some((one) => Math.abs(Math.abs(one) - written) < 0.06 || Math.round(one) === written);
}

/** What is counted, without days, names with digits, quotes and the marks that things are judged by. */
function numbersIn(text: string): number[] {
  const plain = text
    .replaceAll(/“[^”]*”/gu, '')
    .replaceAll(/\b\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?\b|\b\d{4} Q\d\b|\bDeal \d+\b|\b\w+_\w+\b/g, '')
    .replaceAll(
      /more than 65 %|mark of 65 %|\d+ % and above|below 50 %|takes \d+|Below 5 mentions|(?:last|within|more than|in) \d+ days|part \d+/g,
      '',
    );
  return [...plain.matchAll(/(?<![\w.-])\d[\d,]*(?:\.\d+)?/g)].map(([number]) => Number(number.replaceAll(',', '')));
}

/** Numbers of the sentence that are no figure, and of the lines that stand in no row of a query that is shown. */
async function unproved(answer: Answer): Promise<string[]> {
  const rows = await Promise.all(answer.queries.map(({ sql }) => runShown(ctx, sql)));
  const values = rows.flat().flatMap((row) => Object.values(row).filter((value) => typeof value === 'number'));
  const figures = answer.figures.map(({ value }) => value);
  const told = rows.flat().flatMap((row) => Object.values(row).filter((value) => typeof value === 'string'));
  function stands(number: number): boolean {
    return (
      values.some((value) => isWritten(number, value)) ||
      told.some((words) => numbersIn(words.replaceAll(/^(-?\d+)(?:\.0+)?$/g, '$1')).includes(number))
    );
  }
  return [
    // A superlative says its first line again.
    ...numbersIn(answer.text.replace(answer.lines[0]?.text ?? '', '')).filter(
      (number) => !figures.some((value) => isWritten(number, value)),
    ),
    ...answer.lines.flatMap(({ text }) => numbersIn(text).filter((number) => !stands(number))),
  ].map(String);
}

describe('every kind of question', () => {
  for (const kind of questionKinds) {
    test(`${kind.id} is answered as what it is, with what is there, and each number comes out of its query`, async () => {
      for (const example of kind.examples.slice(0, 3)) {
        const answer = await askExample(kind, example);
        const said = `${example}: ${answer.text}`;
        assert.deepEqual([answer.intent, answer.outcome], [answeredBeside[example] ?? kind.id, 'answered'], said);
        assert.ok(answer.lines.length > 0 || answer.figures.some(({ value }) => value > 0), said);
        for (const { query, column, value } of answer.figures) {
          const [first] = await runShown(ctx, answer.queries[query]?.sql ?? '');
          assert.equal(first?.[column], value, said);
        }
        if (!withoutQuery.has(kind.id)) assert.deepEqual(await unproved(answer), [], said);
        const numbers = new Set(answer.citations.map(({ number }) => number));
        for (const cited of answer.lines.flatMap(({ citations }) => citations)) assert.ok(numbers.has(cited), said);
      }
    });
  }
});
