import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { askQuestion } from '#modules/assistant';
import { analysisSuite } from '#test/analysis-suite';
import { assertKept } from '#test/assert-kept';
import { openModelWorld } from '#test/model-world';
import { createTwoTeamsWorld } from '#test/two-teams-world';

const suite = await analysisSuite();
const world = await createTwoTeamsWorld(suite);
const { west, east } = world;
const vendors = await openModelWorld();
after(() => vendors.close());

const question = 'Could you weigh everything against everything else, whatever it takes?';
const filters = { account: null, deal: null, person: null, since: null, until: null, kind: null };
const lookUps = [
  { name: 'answer_known_question', input: { kind: 'calls.list', question: 'list the calls of this year' } },
  { name: 'answer_known_question', input: { kind: 'warnings.at_risk', question: 'which deals are at risk?' } },
  { name: 'answer_known_question', input: { kind: 'commitments.ours', question: 'what did we promise?' } },
  { name: 'search', input: { query: 'the contract next week', ...filters } },
];
const statements = [0, 1, 2, 3].flatMap((step) => [
  { text: 'This was found.', refs: [`${step + 1}.0`, `${step + 1}.1`] },
]);
const given = { name: 'give_answer', input: { statements, notKnown: [], outOfScope: false } };

describe('what a model plans for one of two people', () => {
  it('is looked up with their rights: nothing of the other reaches the model or them', async () => {
    for (const [own, other] of [
      [west, east],
      [east, west],
    ] as const) {
      for (const reader of await world.readersOf(own)) {
        await vendors.control('reset');
        await vendors.control('answers', { answers: [{ calls: lookUps }, { calls: [given] }] });
        const ctx = { ...reader, models: vendors.gateway(['anthropic']) };
        const answer = await askQuestion({ ctx, input: { question, channel: 'api', conversation: null } });
        assert.equal(answer.mode, 'model');
        const sent = JSON.stringify(await vendors.received());
        assert.ok(sent.includes(own.callTitle));
        assertKept(sent + JSON.stringify(answer), { secrets: other.secrets, what: question });
      }
    }
  });
});
