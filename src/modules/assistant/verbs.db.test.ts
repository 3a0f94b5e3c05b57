import { describe, test } from 'node:test';
import { analysisSuite } from '#test/analysis-suite';
import { createAssistantWorld } from '#test/assistant-world';
import { assertAllRefused, assertNonsenseIsNamed, assertNothingSeen, type VerbCase } from '#test/verb-cases';
import * as door from './index.ts';

const suite = await analysisSuite();
const { ctx } = await createAssistantWorld(suite);
type Ctx = typeof ctx;
const question = 'where does Larkspur Hill stand?';
const { answerId } = await door.askQuestion({ ctx, input: { question, channel: 'api', conversation: 'one' } });

const asked = { channel: 'slack', conversation: 'one', askedAt: 1 } as const;

const cases: Readonly<Record<string, VerbCase<Ctx>>> = {
  askQuestion: {
    ask: (as) =>
      door.askQuestion({ ctx: as, input: { question: 'which deals are open?', channel: 'api', conversation: 'one' } }),
    nonsense: (as) => door.askQuestion({ ctx: as, input: { question: ' ', channel: 'api', conversation: null } }),
  },
  askUntilStopped: {
    ask: (as) => door.askUntilStopped({ ctx: as, input: { ...asked, question: 'which deals are open?' } }),
    nonsense: (as) => door.askUntilStopped({ ctx: as, input: { ...asked, question: ' ' } }),
  },
  stopAnswer: {
    ask: (as) => door.stopAnswer({ ctx: as, input: { conversation: 'one', askedUntil: 0 } }),
    nonsense: (as) => door.stopAnswer({ ctx: as, input: { conversation: ' ', askedUntil: 0 } }),
  },
  sweepStops: { ask: (as) => door.sweepStops({ ctx: as }) },
  rateAnswer: {
    ask: (as) => door.rateAnswer({ ctx: as, input: { answerId, rating: 'up', reason: null } }),
    nonsense: (as) => door.rateAnswer({ ctx: as, input: { answerId: 'ans_none', rating: 'up', reason: null } }),
  },
  getAnswer: {
    ask: (as) => door.getAnswer({ ctx: as, input: { answerId } }),
    nonsense: (as) => door.getAnswer({ ctx: as, input: { answerId: ' ' } }),
  },
  exportAnswer: {
    ask: (as) => door.exportAnswer({ ctx: as, input: { answerId } }),
    nonsense: (as) => door.exportAnswer({ ctx: as, input: { answerId: ' ' } }),
  },
  getBattlecard: {
    ask: (as) => door.getBattlecard({ ctx: as, input: { competitor: 'Payloom' } }),
    nonsense: (as) => door.getBattlecard({ ctx: as, input: { competitor: ' ' } }),
  },
  listCompetitors: { ask: (as) => door.listCompetitors({ ctx: as }) },
  shareAnswer: {
    ask: (as) => door.shareAnswer({ ctx: as, input: { answerId, shared: true } }),
    nonsense: (as) => door.shareAnswer({ ctx: as, input: { answerId: 'ans_none', shared: true } }),
  },
  listRatedQuestions: {
    ask: (as) => door.listRatedQuestions({ ctx: as, input: { rated: false, limit: 10 } }),
    nonsense: (as) => door.listRatedQuestions({ ctx: as, input: { rated: false, limit: 0 } }),
  },
  suggestQuestions: {
    ask: (as) => door.suggestQuestions({ ctx: as, input: { account: null } }),
    nonsense: (as) => door.suggestQuestions({ ctx: as, input: { account: ' ' } }),
  },
  hasConversation: { ask: (as) => door.hasConversation({ ctx: as, input: { conversation: 'one' } }) },
};

describe('every verb of the assistant', () => {
  const notVerbs = ['answerPage', 'nameOfAsker', 'featuresOf', 'readIntentExamples', 'rankBy'];
  test('is refused to whoever has no right to it', () => assertAllRefused({ door, notVerbs, cases, ctx }));

  test('names what is wrong with input that makes no sense', () => assertNonsenseIsNamed({ cases, ctx }));

  test('lets nothing of another workspace be seen', async () => {
    const elsewhere = { ...ctx, workspaceId: await suite.createWorkspace() };
    await assertNothingSeen({ cases, elsewhere, secrets: ['Larkspur', answerId] });
  });
});
