import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SophiaError } from '#platform/errors';
import { runCommand } from '#test/run-command';
import { sampleChangeSet } from '#test/sample-change-set';

const nothing = { warnings: [], commitments: [], cursors: [], gaps: [], days: [], more: false };

describe('a command that a message suggests', () => {
  it('names the workspace that was asked, where a command takes another by itself', async () => {
    const proposed = { changeSetId: 'set_1', changeSet: sampleChangeSet(), decisions: [], undos: [], underWay: false };
    const { messages } = await runCommand(['setup', 'crm', '--workspace', 'example'], proposed);
    assert.match(messages, /Approve all of it with: sophia changes approve --workspace example set_1$/mu);
    const own = await runCommand(['setup', 'crm'], proposed);
    assert.match(own.messages, /Approve all of it with: sophia changes approve set_1$/mu);
  });

  it('names none where a command takes none, or has it already', async () => {
    const { messages } = await runCommand(['sync', 'status', '--workspace', 'example'], nothing);
    assert.match(messages, /See sophia doctor for what is connected/u);
  });

  it('does so in an error as well', async () => {
    const { messages, code } = await runCommand(['warnings', 'show', 'nope', '--workspace', 'example'], () => {
      throw new SophiaError('warning.not-found', 'Expected a warning nope, found none.');
    });
    assert.equal(code, 1);
    assert.match(messages, /→ List them with `sophia warnings list --workspace example`/u);
  });
});
