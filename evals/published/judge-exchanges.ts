import { checkSchema } from './check-schema.ts';
import { compareSample, placesBeyond } from './compare-sample.ts';
import type { Difference } from './difference.ts';

/** Something that a simulator has sent, with what its vendor has published of it. */
export interface Exchange {
  readonly vendor: string;
  /** The route or the event. */
  readonly name: string;
  readonly value: unknown;
  /** Null where there is none. */
  readonly published: { readonly schema: unknown; readonly root: unknown } | null;
  readonly sample: unknown;
}

export interface Verdict {
  readonly vendor: string;
  readonly name: string;
  readonly isPublished: boolean;
  readonly differences: readonly Difference[];
  /** Fields that the sample does not have. */
  readonly beyond: readonly string[];
}

/** What of each is as its vendor has published it; several of one name are one verdict. */
export function judgeExchanges(exchanges: readonly Exchange[]): Verdict[] {
  const groups = Map.groupBy(exchanges, ({ vendor, name }) => `${vendor} ${name}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const judged = group.map(judge);
    return [
      {
        vendor: first.vendor,
        name: first.name,
        isPublished: first.published !== null || first.sample !== null,
        differences: uniqueBy(judged.flatMap(({ differences }) => differences)),
        beyond: [...new Set(judged.flatMap(({ beyond }) => beyond))],
      },
    ];
  });
}

function judge({ value, published, sample }: Exchange): Pick<Verdict, 'differences' | 'beyond'> {
  const bySchema = published === null ? [] : checkSchema({ value, ...published, place: '' });
  const bySample = sample === null ? [] : compareSample({ value, sample, place: '' });
  const beyond = sample === null ? [] : placesBeyond({ value, sample, place: '' });
  return { differences: [...bySchema, ...bySample], beyond };
}

function uniqueBy(differences: readonly Difference[]): Difference[] {
  return [...new Map(differences.map((one) => [`${one.place} ${one.reason}`, one])).values()];
}
