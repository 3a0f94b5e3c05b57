import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { weekdayName } from './base/calendar.ts';
import type { Call, World } from './schema.ts';
import { seeds, sharedWorld } from './testing/shared-world.ts';

const kinds = {
  objections: /^(price|need|timing|competitor|implementation|integration|feature|security|authority|contract|trust)$/,
  buyingSignals:
    /^(positive_fit|pricing_interest|implementation_interest|timeline|purchase_process|agreement|stakeholder_involvement|urgency)$/,
  risks:
    /^(delay|budget|price_pressure|authority_missing|legal_or_security|competitor_preferred|unresolved_problem|churn|champion_left|single_threaded|no_next_step)$/,
} as const;

describe('the calls of the world', () => {
  let worlds: World[] = [];

  before(() => {
    worlds = seeds.map(sharedWorld);
  });

  function callsOf(world: World): Call[] {
    return [...world.calls, ...world.upcomingCalls];
  }

  it('have each truth word for word in the sentence at its place, by who said it', () => {
    let count = 0;
    for (const call of worlds.flatMap(callsOf)) {
      const { truth } = call;
      const names = new Map(call.parties.map(({ speakerId, name }) => [speakerId, name]));
      const claims = [
        ...truth.objections,
        ...truth.buyingSignals,
        ...truth.questions,
        ...truth.commitments,
        ...truth.competitors,
        ...truth.amounts,
        ...truth.dates,
        ...truth.risks,
      ];
      for (const { quote, speaker, place } of claims) {
        const monologue = call.monologues[place.monologue];
        const text = monologue?.sentences[place.sentence]?.text;
        assert.ok(text?.includes(quote), `${call.key}: "${quote}" is not in "${text}"`);
        assert.equal(names.get(monologue?.speakerId ?? ''), speaker);
        count += 1;
      }
    }
    assert.ok(count > 5000, `only ${count} truths`);
  });

  it('use the kinds of the written examples and no others', () => {
    for (const { truth } of worlds.flatMap(callsOf)) {
      for (const name of ['objections', 'buyingSignals', 'risks'] as const) {
        for (const { kind } of truth[name]) {
          assert.match(kind, kinds[name]);
        }
      }
    }
  });

  it('attribute objections and signals to the buyer', () => {
    for (const { truth, parties } of worlds.flatMap(callsOf)) {
      const ours = parties.filter(({ affiliation }) => affiliation === 'Internal').map(({ name }) => name);
      for (const { speaker, quote } of [...truth.objections, ...truth.buyingSignals, ...truth.risks]) {
        assert.ok(!ours.includes(speaker), `${speaker} is ours: "${quote}"`);
      }
      for (const { owner, side } of truth.commitments) {
        assert.equal(ours.includes(owner), side === 'internal');
      }
    }
  });

  it('run forward in time at the pace of people', () => {
    for (const call of worlds.flatMap(callsOf)) {
      const sentences = call.monologues.flatMap((monologue) => monologue.sentences);
      let lastMs = 0;
      for (const { startMs, endMs } of sentences) {
        assert.ok(startMs >= lastMs && endMs > startMs, `${call.key}: ${startMs} to ${endMs} after ${lastMs}`);
        lastMs = endMs;
      }
      assert.ok(lastMs <= call.durationMs);
      const words = sentences.reduce((total, { text }) => total + text.split(' ').length, 0);
      const perMinute = words / (call.durationMs / 60_000);
      assert.ok(perMinute > 110 && perMinute < 210, `${call.key}: ${perMinute} words a minute`);
      assert.ok(words >= 60 && words <= 2200, `${call.key}: ${words} words`);
      assert.ok(call.startedAt >= call.scheduledAt);
    }
  });

  it('leave no slot, mark or choice in what is said', () => {
    for (const { monologues } of worlds.flatMap(callsOf)) {
      for (const { text } of monologues.flatMap(({ sentences }) => sentences)) {
        assert.doesNotMatch(text, /[{}[\]<>|]|undefined|NaN|\s{2}/);
      }
    }
  });

  it('say money that is what the sentence says', () => {
    for (const { quote, minorUnits } of worlds.flatMap(callsOf).flatMap(({ truth }) => truth.amounts)) {
      assert.equal(Math.round(Number(quote.replace(/[$,]/g, '')) * 100), minorUnits);
    }
  });

  it('resolve days against the day of the call', () => {
    for (const { truth, scheduledAt } of worlds.flatMap(callsOf)) {
      const day = scheduledAt.slice(0, 10);
      for (const { quote, resolved } of truth.dates) {
        const [weekday] = /(Mon|Tues|Wednes|Thurs|Fri)day/.exec(quote) ?? [];
        assert.ok(weekday === undefined || weekdayName(resolved) === weekday, `"${quote}" is no ${resolved}`);
        assert.ok(!/afternoon|^today/i.test(quote) || resolved === day, `"${quote}" is no ${resolved}`);
        const [, ordinal] = /the (\d+)(st|nd|rd|th)/.exec(quote) ?? [];
        assert.ok(
          ordinal === undefined || Number(resolved.slice(8)) === Number(ordinal),
          `"${quote}" is no ${resolved}`,
        );
        assert.ok(resolved >= day, `"${quote}" is past: ${resolved} on ${day}`);
      }
    }
  });

  it('show what became of a promise in a later call', () => {
    for (const world of worlds) {
      const calls = new Map(callsOf(world).map((call) => [call.key, call]));
      const shown = world.truth.promises.filter(({ quote }) => quote !== null);
      assert.ok(shown.length >= 30);
      for (const { madeInCallKey, shownInCallKey, quote } of shown) {
        const later = calls.get(shownInCallKey ?? '');
        const earlier = calls.get(madeInCallKey);
        assert.ok(later !== undefined && earlier !== undefined && later.startedAt > earlier.startedAt);
        assert.ok(sentencesOf(later).includes(quote ?? ''), quote ?? '');
      }
    }
  });

  it('contradict the CRM as it stands today', () => {
    for (const world of worlds) {
      const calls = new Map(callsOf(world).map((call) => [call.key, call]));
      for (const { dealKey, callKey, property, crmValue, saidValue, quote } of world.truth.contradictions) {
        const deal = world.deals.find(({ key }) => key === dealKey);
        assert.equal(deal?.changes.findLast((change) => change.property === property)?.value, crmValue);
        assert.notEqual(crmValue, saidValue);
        assert.ok(sentencesOf(calls.get(callKey)).includes(quote));
      }
    }
  });

  it('agree with the CRM on the price that was walked through', () => {
    for (const world of worlds) {
      const offered = world.calls.filter(({ kind, isPrivate }) => kind === 'pricing' && !isPrivate);
      const agreeing = offered.filter(({ dealKey, truth }) => {
        const amounts = world.deals
          .find(({ key }) => key === dealKey)
          ?.changes.filter(({ property }) => property === 'amount')
          .map(({ value }) => Math.round(Number(value) * 100));
        return truth.amounts.some(({ minorUnits }) => amounts?.includes(minorUnits));
      });
      assert.ok(agreeing.length / offered.length > 0.6, `${agreeing.length} of ${offered.length}`);
    }
  });

  it('let nobody speak after having left', () => {
    for (const world of worlds) {
      for (const { contactKey, toldInCallKey } of world.truth.departures) {
        const told = world.calls.find(({ key }) => key === toldInCallKey);
        const later = callsOf(world).filter(({ startedAt }) => told !== undefined && startedAt >= told.startedAt);
        assert.ok(
          later.every(({ parties }) =>
            parties.every((party) => party.contactKey !== contactKey || party.speakerId === null),
          ),
        );
      }
    }
  });
});

function sentencesOf(call: Call | undefined): string[] {
  return call?.monologues.flatMap(({ sentences }) => sentences.map(({ text }) => text)) ?? [];
}
