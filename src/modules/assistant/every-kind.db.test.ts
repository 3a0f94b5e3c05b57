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
  };
}

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
  const question = example.replaceAll(/\{([a-z]+)\}/g, (_whole, name: string) => words[name] ?? name);
  const goesOn = (kind.needs === 'deal' || kind.needs === 'account') && !example.includes('{');
  if (!goesOn) return await ask(question);
  const conversation = `every kind: ${kind.id}: ${example}`;
  await ask('where does Larkspur Hill stand?', conversation);
  return await ask(question, conversation);
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
        const numbers = new Set(answer.citations.map(({ number }) => number));
        for (const cited of answer.lines.flatMap(({ citations }) => citations)) assert.ok(numbers.has(cited), said);
      }
    });
  }
});
