import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Commitment } from '#contracts';
import { claimIn, plainReport } from '#test/build-report';
import { commitmentLine } from './commitment-line.ts';
import { joinPromises } from './join-promises.ts';

type Said = readonly [quote: string, day: string | null];

/** What Maya promised, each list in a turn of its own. */
function promised(...turns: readonly (readonly Said[])[]): Commitment[] {
  const texts = turns.map((said) => said.map(([quote]) => `${quote}.`).join(' '));
  const { call } = plainReport(
    texts.map((text) => ({ speaker: 'Maya Okafor', side: 'internal' as const, text })),
  ).result;
  return turns.flat().map(([quote, date]) => ({
    ...claimIn(call, quote),
    owner: 'Maya Okafor',
    ownerSide: 'internal' as const,
    text: quote,
    due: date === null ? null : { text: 'then', date },
  }));
}

function joined(commitments: readonly Commitment[]): [string, string | null, number][] {
  return joinPromises(commitments).map(({ main, said }) => [main.text, main.due?.date ?? null, said.length]);
}

describe('joinPromises', () => {
  it('makes one thing of what is said twice in a turn, once with a word that points at it', () => {
    const packet: Said = ["I'll send you the security packet by the end of the week", '2026-10-09'];
    const sites: Said = ["I'll send you the list of site managers today", '2026-10-06'];
    assert.deepEqual(
      joined(
        promised(
          [["You'll get that by the end of the week", '2026-10-09'], packet, ["I'll book the room", '2026-10-09']],
          [["the list of site managers, I'll get on that", null], sites],
        ),
      ),
      [
        [packet[0], packet[1], 2],
        ["I'll book the room", '2026-10-09', 1],
        [sites[0], sites[1], 2],
      ],
    );
  });

  it('keeps apart from what is promised that somebody will be called, and its day', () => {
    const contract: Said = ["I'll send you the redlined contract", null];
    for (const call of [
      "I'll call you on Friday",
      "I'll talk to you on Friday",
      "I'll get back to you on Friday",
      "I'll call you about that on Friday",
      "I'll get back to you on that this Friday",
      "I'll call them on Friday",
      "I'll see you this Friday",
    ]) {
      assert.deepEqual(
        joined(promised([contract, [call, '2026-10-09']])),
        [
          [contract[0], null, 1],
          [call, '2026-10-09', 1],
        ],
        call,
      );
    }
  });

  it('points past the call that is promised between', () => {
    const [contract, call]: [Said, Said] = [
      ["I'll send you the redlined contract", null],
      ["I'll call you back", null],
    ];
    for (const pointing of ["you'll have it on Friday", "I'll get you that on Friday", "I'll do that on Friday"]) {
      assert.deepEqual(
        joined(promised([contract, call, [pointing, '2026-10-09']])),
        [
          [contract[0], '2026-10-09', 2],
          [call[0], null, 1],
        ],
        pointing,
      );
    }
  });

  it('loses no thing that one of the sentences names beside', () => {
    const letter: Said = ["I'll send you the sample letter with the county seal and the blue letterhead", null];
    const both: Said = ["I'll get you the sample letter with the county seal, and the packet", '2026-10-09'];
    const [first, other] = joinPromises(promised([letter, both]));
    assert.equal(other, undefined);
    assert.ok(first !== undefined);
    assert.equal(commitmentLine(first), `Maya Okafor: ${letter[0]}; ${both[0]} (by 2026-10-09)`);
  });

  it('keeps apart what is due on two days, is said in two turns, or names two things', () => {
    const draft: Said = ["I'll send you the contract draft", '2026-10-07'];
    assert.equal(joined(promised([draft, ["I'll send the contract draft again", '2026-10-09']])).length, 2);
    assert.equal(joined(promised([draft], [["You'll get that", null]])).length, 2);
    assert.equal(joined(promised([draft, ["I'll invite the auditors", '2026-10-07']])).length, 2);
  });
});
