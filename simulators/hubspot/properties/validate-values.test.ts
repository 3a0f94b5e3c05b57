import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { smallWorld } from '../../world/small-world.ts';
import { HubspotProblem } from '../hubspot-problem.ts';
import type { ObjectType } from '../object-types.ts';
import { initialState } from '../world/initial-state.ts';
import { normalizeDate, normalizeDateTime } from './normalize-date.ts';
import { validateValues } from './validate-values.ts';

const nowMs = Date.parse('2026-11-16T12:00:00Z');

describe('values of properties', () => {
  it('are kept as HubSpot keeps them', () => {
    assert.deepEqual(
      validate('deals', { amount: ' 38400.50 ', closedate: '2026-12-18', dealstage: 'proposal', dealname: '' }),
      { amount: '38400.50', closedate: '2026-12-18T00:00:00.000Z', dealstage: 'proposal', dealname: '' },
    );
    assert.deepEqual(validate('contacts', { email: 'Ana@Alderpoint.Example' }), { email: 'ana@alderpoint.example' });
    assert.deepEqual(validate('contacts', { hs_buying_role: 'CHAMPION;END_USER' }), {
      hs_buying_role: 'CHAMPION;END_USER',
    });
  });

  const refused: readonly [ObjectType, Record<string, string>, string][] = [
    ['deals', { no_such_property: 'x' }, 'PROPERTY_DOESNT_EXIST'],
    ['deals', { dealtype: 'NewBusiness' }, 'INVALID_OPTION'],
    ['deals', { dealstage: 'Proposal' }, 'INVALID_OPTION'],
    ['deals', { amount: '38,400' }, 'INVALID_LONG'],
    ['deals', { closedate: 'next Friday' }, 'INVALID_DATE'],
    ['deals', { hs_is_closed: 'true' }, 'READ_ONLY_VALUE'],
    ['deals', { hubspot_owner_id: '1' }, 'INVALID_OWNER_ID'],
    ['contacts', { email: 'ana at alderpoint' }, 'INVALID_EMAIL'],
    ['contacts', { hs_buying_role: 'CHAMPION;Boss' }, 'INVALID_OPTION'],
    ['notes', { hs_note_body: 'a'.repeat(65_537) }, 'PROPERTY_VALUE_TOO_LONG'],
  ];
  for (const [objectType, values, code] of refused) {
    it(`are refused with ${code} and the name of the property: ${Object.keys(values).join()}`, () => {
      const problem = problemOf(() => validate(objectType, values));
      assert.equal(problem.fields.status, 400);
      assert.equal(problem.fields.category, 'VALIDATION_ERROR');
      assert.match(problem.message, /^Property values were not valid: \[\{"isValid":false/u);
      assert.deepEqual(
        problem.fields.errors?.map((error) => [error.code, error.context]),
        [[code, { propertyName: Object.keys(values) }]],
      );
    });
  }

  it('are all named where several are wrong', () => {
    const problem = problemOf(() => validate('deals', { amount: 'x', dealtype: 'y', dealname: 'Fine' }));
    assert.deepEqual(
      problem.fields.errors?.map(({ code }) => code),
      ['INVALID_LONG', 'INVALID_OPTION'],
    );
  });

  it('a body of 65,536 characters is taken whole', () => {
    assert.equal(validate('notes', { hs_note_body: 'a'.repeat(65_536) })['hs_note_body']?.length, 65_536);
  });

  it('days and instants come in two forms each', () => {
    assert.equal(normalizeDate('1796083200000'), '2026-12-01');
    assert.equal(normalizeDate('1796083200001'), null);
    assert.equal(normalizeDate('2026-02-30'), null);
    assert.equal(normalizeDateTime('1796083200001'), '2026-12-01T00:00:00.001Z');
    assert.equal(normalizeDateTime('2026-12-01T02:00:00+02:00'), '2026-12-01T00:00:00.000Z');
    assert.equal(normalizeDateTime('2026-12-01T02:00:00'), null);
  });
});

function validate(objectType: ObjectType, values: Record<string, string>): Record<string, string> {
  return validateValues(initialState(smallWorld()), { objectType, values, nowMs });
}

function problemOf(action: () => unknown): HubspotProblem {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof HubspotProblem);
    return error;
  }
  throw new Error('Expected a problem.');
}
