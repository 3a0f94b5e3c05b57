import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { defaultMaskedKinds, type MaskedKind, maskedKinds } from '#platform/masking';
import { baseFindings, inputOf, type ModelWorld, openModelWorld, type talk } from '#test/model-world';
import { createDocument } from '../language/index.ts';
import { analyzeByModel } from './index.ts';

/** Numbers that issuers and offices publish as examples; nobody has them. */
const call: typeof talk = [
  ['Maya Okafor', 'internal', "I'll charge the card today. What is the number & name?"],
  ['Ana Ruiz', 'external', 'Our budget card is 4242 4242 4242 4242, I will approve the cost.'],
  ['Ana Ruiz', 'external', 'Our problem is the other card, three seven eight two, eight two two four six three'],
  ['Maya Okafor', 'internal', 'Okay, go on.'],
  ['Ana Ruiz', 'external', 'one zero zero zero five, and I will sign, the contract is great.'],
  ['Ana Ruiz', 'external', 'I need this because of the budget: my social is 078-05-1120 & I will send the W-9.'],
];
const secrets = ['4242 4242', '4242424242424242', 'eight two two', 'zero zero zero', '078-05', '1120'];

let world: ModelWorld;

before(async () => {
  world = await openModelWorld();
});
after(() => world.close());

describe('a call with numbers of cards in it', () => {
  beforeEach(() => world.control('reset'));

  it('is analyzed with the quotes as they were said, and no model receives a number', async () => {
    const made = await analyze();
    assert.equal(made.engine.name, 'model');
    assert.deepEqual(made.unlocated, []);
    const found = JSON.stringify(made.findings);
    for (const said of ['4242 4242 4242 4242', 'eight two two four six three', '078-05-1120']) {
      assert.ok(found.includes(said), `${said} in ${found}`);
    }
    await assertNothingWasSent();
  });

  it('sends no number either when an answer is to be repaired', async () => {
    await world.control('faults', { faults: [{ kind: 'wrong_schema', times: 1 }] });
    const made = await analyze();
    assert.deepEqual(made.unlocated, []);
    assert.ok(JSON.stringify(made.findings).includes('078-05-1120'));
    assert.equal((await world.received()).length, 2);
    await assertNothingWasSent();
  });

  it('is analyzed the same with everything masked, names of speakers included', async () => {
    const plain = await analyze();
    const made = await analyze({ mask: maskedKinds });
    assert.deepEqual(made.unlocated, []);
    assert.deepEqual(made.findings.commitments, plain.findings.commitments);
    const [, sent] = await world.received();
    assert.ok(!JSON.stringify(sent?.body).includes('Ana Ruiz'));
  });
});

async function assertNothingWasSent(): Promise<void> {
  const bodies = (await world.received()).map(({ body }) => JSON.stringify(body));
  assert.ok(bodies.length > 0 && bodies.every((body) => body.includes('[CARD_1]') && body.includes('[SSN_1]')));
  for (const secret of secrets) assert.ok(!bodies.join('\n').includes(secret), `${secret} was sent`);
}

function analyze(options: { mask?: readonly MaskedKind[] } = {}): ReturnType<typeof analyzeByModel> {
  const input = inputOf(call);
  const engine = {
    name: 'rules' as const,
    version: '1',
    promptVersion: null,
    provider: null,
    model: null,
    fellBackFrom: [],
  };
  return analyzeByModel({
    input,
    document: createDocument({ transcript: input.transcript }),
    base: { findings: baseFindings(), engine },
    gateway: world.maskingGateway(options.mask ?? defaultMaskedKinds),
  });
}
