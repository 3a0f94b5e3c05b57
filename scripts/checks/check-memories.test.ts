import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { checkMemories } from './check-memories.ts';
import { readRepository } from './read-repository.ts';

const root = mkdtempSync(join(tmpdir(), 'sophia-memories-'));
after(() => rmSync(root, { recursive: true }));

const file = 'src/modules/deals/find-deal.ts';

function faultsOf(text: string): readonly string[] {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
  return checkMemories({ root, files: [file] })
    .map(({ place }) => place)
    .filter((place) => place === file);
}

describe('the check of memories', () => {
  it('finds what a module, a class or a factory keeps, and a store of its own', () => {
    for (const text of [
      'const known = new Map<string, Deal>();\n',
      'export const known: Map<string, Deal> = new WeakMap();\n',
      'export class Deals {\n  readonly #known = new Map<string, Deal>();\n}\n',
      'export function createDeals() {\n  const known = new Map<string, Deal>();\n  return {\n    find: () => known,\n  };\n}\n',
      "const store = createStore({ kind: 'insights' });\n",
    ]) {
      assert.equal(faultsOf(text).length, 1, text);
    }
  });

  it('leaves a table that is filled where it stands, and what ends with its call', () => {
    for (const text of [
      "const units = new Map([['one', 1]]);\n",
      'export function findDeal() {\n  const known = new Map<string, Deal>();\n  return known;\n}\n',
    ]) {
      assert.deepEqual(faultsOf(text), [], text);
    }
  });

  it('finds nothing in this repository', () => {
    assert.deepEqual(checkMemories(readRepository()), []);
  });
});
