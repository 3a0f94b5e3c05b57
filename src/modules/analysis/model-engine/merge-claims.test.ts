import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimIn, plainReport } from '#test/build-report';
import { mergeClaims } from './merge-claims.ts';

test('no two claims of a list stand in the same place, however the windows overlapped', () => {
  const { call } = plainReport().result;
  const claims = (
    [
      [0, 10, 0.5],
      [20, 30, 0.6],
      [0, 30, 0.7],
      [20, 30, 0.8],
    ] as const
  ).map(([start, end, confidence]) => {
    return { ...claimIn(call, 'Good morning.'), id: `commitments:0:${start}-${end}`, start, end, confidence };
  });
  assert.deepEqual(
    mergeClaims(claims).map(({ id, confidence }) => [id, confidence]),
    [['commitments:0:20-30', 0.8]],
  );
});
