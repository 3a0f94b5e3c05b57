import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { coverage } from './coverage.ts';
import { FaultKind } from './fault.ts';
import { routes } from './routes.ts';

const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');

it('names a judge for every route and for no other', () => {
  assert.deepEqual(Object.keys(coverage).toSorted(), routes.map(({ method, path }) => `${method} ${path}`).toSorted());
});

it('tells the same in the README', () => {
  const rows = tableRows().filter(([route = '']) => /^`(?:GET|POST) /u.test(route));
  const expected = Object.entries(coverage).map(([route, judge]) => [
    `\`${route}\``,
    judge.by,
    judge.by === 'nobody' ? judge.because : judge.with,
  ]);
  assert.deepEqual(rows, expected);
});

it('describes every fault in the README', () => {
  const described = tableRows().flatMap(([kinds = '']) => [...kinds.matchAll(/`(\w+)`/gu)].map((match) => match[1]));
  assert.deepEqual(described.toSorted(), FaultKind.options.toSorted());
});

/** The cells of every table row in the README. */
function tableRows(): string[][] {
  return [...readme.matchAll(/^\| (.+) \|$/gmu)].map((match) => (match[1] ?? '').split('|').map((cell) => cell.trim()));
}
