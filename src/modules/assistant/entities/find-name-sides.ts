import { asksToCompare } from './asks-to-compare.ts';
import type { Mention } from './find-names.ts';
import type { NamedThing } from './named-thing.ts';
import type { Side } from './side.ts';

/** The names that a question compares, in their order; none where it names fewer than two. */
export function findNameSides({ text, mentions }: { text: string; mentions: readonly Mention[] }): Side[] {
  if (!asksToCompare(text)) return [];
  const sides = mentions
    .toSorted((one, other) => one.start - other.start)
    .flatMap(({ start, end, candidates }): Side[] => {
      function of(kind: Mention['candidates'][number]['kind']): NamedThing[] {
        return candidates.filter((one) => one.kind === kind).map(({ id, name }) => ({ id, name }));
      }
      const side = { said: text.slice(start, end), deals: of('deal'), accounts: of('account'), owners: of('owner') };
      return side.deals.length + side.accounts.length + side.owners.length === 0 ? [] : [{ ...side, period: null }];
    });
  return new Set(sides.map(({ said }) => said.toLowerCase())).size < 2 ? [] : sides;
}
