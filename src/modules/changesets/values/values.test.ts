import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { CrmPropertyDefinition } from '#contracts';
import { anyCharacter } from '#test/any-character';
import { checkValue } from './check-value.ts';
import { escapeMarkup } from './escape-markup.ts';
import { moneyText } from './money-text.ts';
import { sameValue } from './same-value.ts';
import { bodyLimit, splitBody } from './split-body.ts';
import { valueNamed } from './value-named.ts';
import { valueTypeOf } from './value-type-of.ts';

function property(given: Partial<CrmPropertyDefinition>): CrmPropertyDefinition {
  return {
    objectType: 'deal',
    name: 'field',
    label: 'The field',
    type: 'string',
    fieldType: 'text',
    options: [],
    readOnly: false,
    isMoney: false,
    ...given,
  };
}

const mood = property({
  type: 'enumeration',
  fieldType: 'select',
  label: 'Mood',
  options: [
    { value: 'positive', label: 'Good' },
    { value: 'negative', label: 'Bad' },
  ],
});
const pipeline = {
  externalId: 'p1',
  label: 'Sales',
  stages: [{ externalId: 's1', label: 'Discovery', position: 0, isClosed: false, isWon: false, probability: 0.1 }],
};
const owners = [
  { externalId: '11', userId: null, email: 'maya@tidewater.example', name: 'Maya Okafor', active: true, teams: [] },
  { externalId: '12', userId: null, email: null, name: 'Ben Ruiz', active: false, teams: [] },
];

function check(definition: CrmPropertyDefinition, value: string): string {
  const checked = checkValue({ value, definition, pipeline, owners });
  return checked.ok ? `= ${checked.value}` : checked.reason;
}

describe('a value', () => {
  it('of a list is an exact option or nothing, and the reason lists what there is', () => {
    assert.equal(check(mood, 'positive'), '= positive');
    assert.equal(check(mood, 'Positive'), 'Mood does not take "Positive": it takes positive, negative.');
    assert.equal(check(mood, 'Good'), 'Mood does not take "Good": it takes positive, negative.');
    assert.equal(check({ ...mood, options: [] }, 'x'), 'Mood does not take "x": it has no options.');
  });

  it('of several options is each of them once, or nothing', () => {
    const several = { ...mood, fieldType: 'checkbox' };
    assert.equal(check(several, 'positive;negative;positive'), '= positive;negative');
    assert.equal(check(several, 'positive;angry'), 'Mood does not take "angry": it takes positive, negative.');
    assert.match(check(mood, 'positive;negative'), /does not take "positive;negative"/);
  });

  it('of a date is a day that there is', () => {
    const day = property({ type: 'date', label: 'Close date' });
    assert.equal(check(day, '2026-10-30'), '= 2026-10-30');
    assert.equal(check(day, '2026-10-30T00:00:00Z'), '= 2026-10-30T00:00:00Z');
    for (const wrong of ['2026-02-30', '30.10.2026', 'Friday', '2026-10-30T15:00:00Z']) {
      assert.match(check(day, wrong), /Close date takes a day such as/, wrong);
    }
    assert.equal(check(property({ type: 'datetime' }), '2026-10-30T15:00:00Z'), '= 2026-10-30T15:00:00Z');
  });

  it('of a number is digits, of money too', () => {
    const amount = property({ name: 'amount', label: 'Amount', type: 'number', isMoney: true });
    assert.equal(check(amount, '48600.50'), '= 48600.50');
    for (const wrong of ['$48,600', '48,600', '1e6', 'NaN', '.5'])
      assert.match(check(amount, wrong), /Amount takes a number/);
    assert.equal(valueTypeOf(amount), 'money');
    assert.equal(valueTypeOf(property({ name: 'amount', type: 'number' })), 'money');
  });

  it('of an owner is somebody who still works there', () => {
    const owner = property({ name: 'hubspot_owner_id', label: 'Owner', type: 'enumeration' });
    assert.equal(check(owner, '11'), '= 11');
    assert.match(check(owner, '12'), /Ben Ruiz no longer works in the CRM/);
    assert.match(check(owner, '13'), /none has the id 13/);
  });

  it("of a stage is one of the deal's own pipeline", () => {
    const stage = property({ name: 'dealstage', label: 'Stage', type: 'enumeration' });
    assert.equal(check(stage, 's1'), '= s1');
    assert.equal(check(stage, 's2'), 'Sales has no stage "s2": it has Discovery (s1).');
    const checked = checkValue({ value: 's1', definition: stage, pipeline: null, owners });
    assert.equal(checked.ok, false);
  });

  it('that is too long, or for a field that the CRM fills itself, is not written', () => {
    assert.match(check(property({}), 'x'.repeat(65_537)), /takes 65536 characters, found 65537: nothing is cut off/);
    assert.match(check(property({ readOnly: true }), 'x'), /the CRM fills it itself/);
  });
});

describe('a value that a person writes', () => {
  function meant(definition: CrmPropertyDefinition, value: string): string {
    return valueNamed({ value, definition, pipeline, owners });
  }

  it('may be what people call a stage, an option or an owner', () => {
    const stage = property({ name: 'dealstage', type: 'enumeration' });
    const owner = property({ name: 'hubspot_owner_id', type: 'enumeration' });
    assert.deepEqual([meant(stage, ' discovery'), meant(stage, 's1')], ['s1', 's1']);
    assert.deepEqual([meant(mood, 'Good'), meant(mood, 'negative')], ['positive', 'negative']);
    assert.equal(meant({ ...mood, fieldType: 'checkbox' }, 'Bad, Good'), 'negative;positive');
    assert.deepEqual([meant(owner, 'maya okafor'), meant(owner, 'Ben Ruiz')], ['11', 'Ben Ruiz']);
  });

  it('stays as it is where nothing, or more than one thing, is called so', () => {
    const twice = { ...mood, options: [...mood.options, { value: 'great', label: 'good' }] };
    assert.deepEqual(
      [meant(twice, 'Good'), meant(mood, 'So so'), meant(property({}), 'Good')],
      ['Good', 'So so', 'Good'],
    );
  });
});

describe('money', () => {
  it('is the decimal text of its minor units, by the currency', () => {
    for (const [minorUnits, currency, text] of [
      [4_860_050, 'USD', '48600.50'],
      [4_860_000, 'USD', '48600'],
      [5, 'USD', '0.05'],
      [-1250, 'EUR', '-12.50'],
      [4860, 'JPY', '4860'],
    ] as const) {
      assert.equal(moneyText({ minorUnits, currency }), text);
    }
  });
});

describe('two values', () => {
  it('are one where the CRM means the same', () => {
    assert.ok(sameValue({ type: 'money', left: '30000', right: '30000.00' }));
    assert.ok(sameValue({ type: 'date', left: '2026-10-30', right: '2026-10-30T00:00:00Z' }));
    assert.ok(sameValue({ type: 'date', left: '2026-10-30', right: '1793318400000' }));
    assert.ok(sameValue({ type: 'enumeration', left: 'a;b', right: 'b;a' }));
    assert.ok(sameValue({ type: 'text', left: null, right: '' }));
    assert.ok(!sameValue({ type: 'money', left: '30000', right: '' }));
    assert.ok(!sameValue({ type: 'text', left: 'a', right: 'A' }));
    assert.ok(!sameValue({ type: 'stage', left: 's1', right: 's2' }));
  });
});

describe('a body that is too long', () => {
  it('is divided, and every word of it is there', () => {
    const words = Array.from({ length: 9000 }, (_none, count) => `word${count}`).join(' ');
    const bodies = splitBody({ paragraphs: ['Head', words, 'Tail'] });
    assert.equal(bodies.length, 2);
    assert.ok(bodies.every((body) => body.length <= bodyLimit));
    assert.deepEqual(bodies.join(' ').replaceAll('<br>', ' ').split(/\s+/), ['Head', ...words.split(' '), 'Tail']);
  });

  it('is never divided inside an entity, a pair of surrogates or beyond the limit', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: anyCharacter, maxLength: 120 }), { maxLength: 6 }), (texts) => {
        const paragraphs = texts.map((text) => escapeMarkup(text.replaceAll(/\s/g, '_'))).filter((text) => text !== '');
        const bodies = splitBody({ paragraphs, limit: 40 });
        assert.ok(bodies.every((body) => body.length <= 40));
        assert.ok(bodies.every((body) => !/&[a-z#0-9]{0,6}$/.test(body) || body.endsWith(';')));
        assert.equal(bodies.join('').replaceAll('<br>', ''), paragraphs.join(''));
      }),
    );
  });

  it('holds nothing that somebody said as markup', () => {
    assert.equal(escapeMarkup('<a href="x">&\'</a>'), '&lt;a href=&quot;x&quot;&gt;&amp;&#39;&lt;/a&gt;');
  });
});
