import assert from 'node:assert/strict';
import { it } from 'node:test';
import { World } from './schema.ts';
import { smallWorld } from './small-world.ts';

it('is a world as the schema has it', () => {
  const world = World.parse(smallWorld());
  assert.equal(world.calls.length + world.upcomingCalls.length, 4);
  for (const call of [...world.calls, ...world.upcomingCalls]) {
    const sentences = call.monologues.flatMap((monologue) => monologue.sentences);
    assert.ok(sentences.length >= 10 && sentences.length <= 20, `${call.key} has ${sentences.length} sentences`);
  }
});

it('has every quote of a truth at its place', () => {
  let quotes = 0;
  for (const { truth, monologues, parties } of [...smallWorld().calls, ...smallWorld().upcomingCalls]) {
    const { objections, buyingSignals, questions, commitments, competitors, amounts, dates, risks } = truth;
    const groups = [objections, buyingSignals, questions, commitments, competitors, amounts, dates, risks];
    for (const { quote, place, speaker } of groups.flatMap((group) => group.map((said) => ({ ...said })))) {
      const monologue = monologues[place.monologue];
      assert.ok(monologue?.sentences[place.sentence]?.text.includes(quote), quote);
      assert.equal(parties.find(({ speakerId }) => speakerId === monologue?.speakerId)?.name, speaker);
      quotes += 1;
    }
  }
  assert.ok(quotes > 20);
});

it('gives a fresh world each time', () => {
  const spoiled = smallWorld();
  spoiled.calls.length = 0;
  assert.equal(smallWorld().calls.length, 3);
});
