import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCommand } from '#test/run-command';

const day = { source: 'gong', day: '2026-09-13', expected: 8, received: 0, stored: 0, analyzed: 0 };
const days = [
  {
    ...day,
    proposed: 0,
    written: 0,
    announced: 0,
    history: 8,
    excluded: 0,
    keptOut: { private: 0, internal: 0, outOfScope: 0 },
    gaps: 0,
  },
];
const nothing = {
  since: '2026-09-01',
  days: [],
  gaps: [],
  drifts: [],
  underWay: 0,
  undecided: [],
  undecidedBefore: 0,
  deadLetters: [],
};

async function ledger(more: Partial<Record<keyof typeof nothing, unknown>>, argv: readonly string[] = []) {
  const { output, messages } = await runCommand(['ledger', ...argv], { ...nothing, ...more });
  return { output, said: output + messages };
}

describe('sophia ledger', () => {
  it('says how many calls are on their way, and not that nothing is missing', async () => {
    const { output, said } = await ledger({ days, underWay: 8 });
    assert.match(output, /Day +listed +received +stored +analyzed +proposed +written +told +past +kept out +gaps/);
    assert.match(said, /8 calls are on the way: listed, and not at the last station yet\./);
    assert.doesNotMatch(said, /Nothing is missing/);
  });

  it('does not say that nothing is missing where of calls it is not clear what they are about', async () => {
    const call = { source: 'gong', externalId: '7120', callId: 'call_1', title: 'Pricing', day: '2026-09-13' };
    const of = { missing: 'proposed', cause: 'deal_unclear', detail: 'It may be A or B.', attempts: 1 };
    const undecided = [{ ...call, ...of, since: '2026-09-13T15:00:00Z', nextAttemptAt: null }];
    const { said } = await ledger({ days, undecided });
    assert.match(said, /No gap: but for the 1 call above, every call since 2026-09-01 has arrived everywhere\./);
    assert.doesNotMatch(said, /Nothing is missing/);
    const older = (await ledger({ days, undecidedBefore: 3 })).said;
    assert.match(
      older,
      /Of 3 older calls before 2026-09-01 it is not clear either what they are about: sophia ledger --since/,
    );
  });

  it('says that nothing is missing where all has arrived, and not of no call at all', async () => {
    assert.match(
      (await ledger({ days })).said,
      /Nothing is missing: every call since 2026-09-01 has arrived everywhere\./,
    );
    const { said } = await ledger({});
    assert.match(said, /No calls since 2026-09-01/);
    assert.doesNotMatch(said, /Nothing is missing/);
    assert.match((await ledger({}, ['--gaps'])).said, /Nothing is missing/);
  });

  it('names what failed in every try, with its link, cause, times and the command that has it tried again', async () => {
    const letter = { inboxId: 'inb_1', source: 'hubspot', kind: 'deal.propertyChange', subject: '501', attempts: 3 };
    const problem = { code: 'vendor.refused', message: 'HubSpot refused it.', action: 'See its log.' };
    const times = { receivedAt: '2026-09-14T10:00:00.000Z', settledAt: '2026-09-14T10:05:00.000Z' };
    const { said } = await ledger({
      days,
      deadLetters: [{ ...letter, ...times, problem, address: 'https://crm.example/501' }],
    });
    assert.match(said, /Could not be processed:\n {2}hubspot deal\.propertyChange 501 \(https:\/\/crm\.example\/501\)/);
    assert.match(
      said,
      /HubSpot refused it\.\n {4}received 2026-09-14 10:00 UTC, tried last 2026-09-14 10:05 UTC, 3 tries/,
    );
    assert.match(said, /See its log\. Tried again by: .*inbox retry inb_1/);
  });
});
