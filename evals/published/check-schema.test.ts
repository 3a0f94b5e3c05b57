import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkSchema } from './check-schema.ts';
import { compareSample, placesBeyond } from './compare-sample.ts';
import { judgeExchanges } from './judge-exchanges.ts';

const root = {
  definitions: {
    user: {
      type: 'object',
      required: ['id'],
      properties: {
        id: { type: 'string' },
        manager: { $ref: '#/definitions/user' },
        age: { type: ['integer', 'null'] },
      },
    },
  },
};

function check(value: unknown, schema: unknown = { $ref: '#/definitions/user' }): string[] {
  return checkSchema({ value, schema, root, place: '' }).map(({ place, reason }) => `${place}: ${reason}`);
}

describe('a published schema', () => {
  it('is met where what is required is there and each type is right, whatever there is besides', () => {
    assert.deepEqual(check({ id: 'U1', age: null, manager: { id: 'U2', further: [] } }), []);
  });

  it('tells the place of what is missing or of another type', () => {
    assert.deepEqual(check({ age: 1.5, manager: {} }), [
      '.id: required, and missing',
      '.manager.id: required, and missing',
      '.age: expected integer or null, found number',
    ]);
    assert.deepEqual(check([{ id: 1 }], { type: 'array', items: { $ref: '#/definitions/user' } }), [
      '[].id: expected string, found number',
    ]);
  });

  it('with a choice is held against the form that is nearest, by name before all', () => {
    const [one, other] = ['one', 'other'].map((type) => ({
      type: 'object',
      required: ['type', `of_${type}`],
      properties: { type: { enum: [type] } },
    }));
    for (const choice of [{ oneOf: [one, other] }, { anyOf: [one, other] }, { items: [one, other] }]) {
      assert.deepEqual(check({ type: 'other', of_one: 1 }, choice), ['.of_other: required, and missing']);
    }
  });

  it('that points nowhere is no schema', () => {
    assert.throws(() => check({}, { $ref: '#/definitions/nobody' }), /nobody/u);
  });
});

describe('a published sample', () => {
  const sample = {
    ok: false,
    user: { id: '', icons: {} },
    blocks: [{ type: '' }, { elements: [{ id: 1 }] }],
    empty: [],
  };

  it('says of which type a field is, and not that it must be there', () => {
    const value = { ok: true, user: { id: 1, icons: { small: 1 } }, blocks: [{ elements: [{ id: 'x' }] }], empty: [1] };
    assert.deepEqual(
      compareSample({ value, sample, place: '' }).map(({ place }) => place),
      ['.user.id', '.blocks[].elements[].id'],
    );
    assert.deepEqual(compareSample({ value: { user: null }, sample, place: '' }), []);
  });

  it('says which fields are beyond it', () => {
    const value = {
      ok: true,
      user: { id: 'U1', icons: { small: 1 }, age: 1 },
      blocks: [{ type: 'x', more: 1 }],
      new: 1,
    };
    assert.deepEqual(placesBeyond({ value, sample, place: '' }), ['.user.age', '.blocks[].more', '.new']);
  });
});

it('takes several answers of one name for one', () => {
  const published = { schema: { $ref: '#/definitions/user' }, root };
  const exchanges = [{}, { id: 'U1' }, {}].map((value) => {
    return { vendor: 'Slack', name: 'users.info', value, published, sample: null };
  });
  const [verdict, ...others] = judgeExchanges(exchanges);
  assert.equal(others.length, 0);
  assert.deepEqual(verdict?.differences, [{ place: '.id', reason: 'required, and missing' }]);
});
