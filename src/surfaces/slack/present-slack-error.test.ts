import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Context } from '#platform/context';
import { errorCatalogue, SophiaError } from '#platform/errors';
import { presentSlackError } from './present-slack-error.ts';

/** No error that is foreseen needs anything of it. */
function presented(error: SophiaError): string {
  // oxlint-disable-next-line typescript/consistent-type-assertions -- Only the unforeseen is logged.
  return presentSlackError({ error, ctx: {} as Context }).text;
}

describe('an error in Slack', () => {
  test('ends with a next step that is whole, whichever it is', () => {
    for (const [code, { action }] of Object.entries(errorCatalogue)) assert.ok(action.length <= 1000, code);
    const { action } = errorCatalogue['approval.not-yours'];
    const told = presented(new SophiaError('approval.not-yours', 'Expected this, found that.'));
    assert.equal(told, `Expected this, found that.\n→ ${action}`);
  });

  test('names what is typed in Slack, not in a terminal, and which fields are meant', () => {
    assert.match(presented(new SophiaError('input.invalid', 'Expected x.')), /→ .*\/sophia help/);
    assert.match(
      presented(new SophiaError('call.not-found', 'Expected x.')),
      /→ .*\/sophia call call_….*\/sophia-calls/,
    );
    assert.match(presented(new SophiaError('change.not-found', 'Expected x.')), /→ .*\/sophia approve.*\/sophia undo/);
    assert.match(presented(new SophiaError('person.not-found', 'Expected x.')), /→ .*\/sophia link/);
  });
});
