import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadPhrasings, type Variant } from './scenes/load-phrasings.ts';

const frequent = [
  'opening.first',
  'opening.again',
  'recap.kept',
  'recap.broken',
  'discovery.any',
  'objection.price',
  'next.ours',
  'next.meeting',
  'close.any',
];

describe('the written phrasings', () => {
  const own = loadPhrasings('own');
  const outside = loadPhrasings('outside');

  it('have the same sections in both voices', () => {
    assert.deepEqual([...outside.keys()].toSorted(), [...own.keys()].toSorted());
  });

  it('have at least twelve own variants where they are needed often', () => {
    for (const section of frequent) {
      assert.ok((own.get(section)?.length ?? 0) >= 12, `${section} has ${own.get(section)?.length}`);
    }
  });

  it('share no line between the voices', () => {
    const lines = new Set(linesOf(own).filter((line) => line.split(' ').length > 6));
    assert.deepEqual(
      linesOf(outside).filter((line) => lines.has(line)),
      [],
    );
  });

  it('name money only by slots, so that the truth knows the sum', () => {
    for (const line of [...linesOf(own), ...linesOf(outside)]) {
      assert.doesNotMatch(line, /\$|\bdollars? \d|\d dollars/);
    }
  });

  it('carry only marks that have a meaning', () => {
    for (const line of [...linesOf(own), ...linesOf(outside)]) {
      for (const [mark] of line.matchAll(/\[[^\]]*\]/g)) {
        assert.match(
          mark,
          /^\[(o [\w{}]+ (answered|partly|unanswered)|s \w+|r \w+|c|nq|q-|kept|broken|gone|x (closedate|amount|dealstage|competitor|next \w+))\]$/,
        );
      }
    }
  });
});

function linesOf(phrasings: ReadonlyMap<string, readonly Variant[]>): string[] {
  return [...phrasings.values()].flatMap((variants) =>
    variants.flatMap(({ lines }) => lines.map(({ template }) => template)),
  );
}
