import type { Call, World } from '../simulators/world/schema.ts';
import { type TrueDeal, type Truth, truthOf } from './assistant-truth.ts';
import { today } from './expect-answers.ts';

interface Heard {
  readonly account: string | null;
  readonly day: string;
}

export interface TruePromise extends Heard {
  readonly owner: string;
  readonly side: 'internal' | 'external';
  readonly due: string | null;
  readonly state: 'kept' | 'broken' | 'open';
}

/** What calls hold and what holds across calls and systems, by what the generator wrote. */
export interface FindingsTruth extends Truth {
  readonly promises: readonly TruePromise[];
  readonly objections: readonly (Heard & { readonly kind: string; readonly answer: string })[];
  readonly risks: readonly (Heard & { readonly kind: string })[];
  readonly contradictions: readonly { readonly deal: TrueDeal; readonly property: string; readonly said: string }[];
  readonly warnings: readonly {
    readonly deal: TrueDeal;
    readonly kind: string;
    readonly from: string;
    readonly until: string | null;
  }[];
  /** Deals that the generator planted twice: they are proposed to be merged, and wait for a word. */
  readonly duplicates: readonly string[];
  readonly leads: readonly { readonly owner: string; readonly created: string }[];
  /** How much of the talk of a call somebody of ours has, as the mean over their calls of the last ninety days. */
  readonly talk: readonly { readonly person: string; readonly share: number; readonly calls: number }[];
  /** What the open pipeline was worth when a day was over. */
  readonly openAt: (day: string, owner?: string) => number;
}

export function findingsTruthOf(world: World): FindingsTruth {
  const truth = truthOf(world);
  const dealsByKey = dealsOf(world, truth);
  const taken = new Map(truth.calls.map((call) => [call.key, call]));
  function deal(key: string): TrueDeal[] {
    const found = dealsByKey.get(key);
    return found === undefined ? [] : [found];
  }
  function heard<One>(of: (call: Call) => readonly One[]): (One & Heard)[] {
    return truth.calls.flatMap((call) => of(call).map((one) => ({ ...one, account: call.account, day: call.day })));
  }
  return {
    ...truth,
    promises: world.truth.promises.flatMap((promise) => {
      const call = taken.get(promise.madeInCallKey);
      const made = call?.truth.commitments.find(({ commitmentKey }) => commitmentKey === promise.commitmentKey);
      if (call === undefined || made === undefined) return [];
      const { owner, side, due } = made;
      const isShown = promise.shownInCallKey !== null || promise.shownInActivityKey !== null;
      return [{ owner, side, due, account: call.account, day: call.day, state: isShown ? promise.outcome : 'open' }];
    }),
    objections: heard((call) => call.truth.objections.map(({ kind, answer }) => ({ kind, answer }))),
    risks: heard((call) => call.truth.risks.map(({ kind }) => ({ kind }))),
    contradictions: world.truth.contradictions.flatMap(({ dealKey, property, saidValue, callKey }) =>
      taken.has(callKey) ? deal(dealKey).map((one) => ({ deal: one, property, said: saidValue })) : [],
    ),
    warnings: world.truth.warnings.flatMap(({ dealKey, kind, from, until }) =>
      deal(dealKey).map((one) => ({ deal: one, kind, from: from.slice(0, 10), until: until?.slice(0, 10) ?? null })),
    ),
    duplicates: world.truth.duplicates.flatMap(({ kind, keys: [first = ''] }) =>
      kind === 'deal' ? deal(first).map(({ account }) => account) : [],
    ),
    leads: world.leads.map(({ ownerKey, createdAt }) => ({
      owner: nameOf(world, ownerKey),
      created: createdAt.slice(0, 10),
    })),
    talk: talkOf(world, truth),
    openAt: (day, owner) => openAt({ world, day, owner: owner ?? null }),
  };
}

/** The deals of the truth stand in the order of those of the world that are not archived. */
function dealsOf(world: World, truth: Truth): Map<string, TrueDeal> {
  const keys = world.deals.filter(({ archivedAt }) => archivedAt === null).map(({ key }) => key);
  return new Map(truth.deals.map((deal, place) => [keys[place] ?? '', deal] as const));
}

function nameOf(world: World, key: string | null): string {
  const person = world.employees.find((one) => one.key === key);
  return person === undefined ? '' : `${person.firstName} ${person.lastName}`;
}

function talkOf(world: World, { calls }: Truth): FindingsTruth['talk'] {
  const since = new Date(Date.parse(`${today}T12:00:00Z`) - 89 * 86_400_000).toISOString().slice(0, 10);
  const shares = calls
    .filter(({ day }) => day >= since)
    .flatMap((call) => {
      const spoken = new Map<string, number>();
      for (const { speakerId, sentences } of call.monologues) {
        const ms = sentences.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
        spoken.set(speakerId, (spoken.get(speakerId) ?? 0) + ms);
      }
      const all = [...spoken.values()].reduce((sum, ms) => sum + ms, 0);
      return call.parties.flatMap(({ speakerId, employeeKey }) =>
        speakerId === null || employeeKey === null || !spoken.has(speakerId)
          ? []
          : [{ person: nameOf(world, employeeKey), share: (spoken.get(speakerId) ?? 0) / all }],
      );
    });
  return [...Map.groupBy(shares, ({ person }) => person)].map(([person, own]) => ({
    person,
    calls: own.length,
    share: own.reduce((sum, { share }) => sum + share, 0) / own.length,
  }));
}

/** Open deals in the zone of the company, each with the last values that it had by then. */
function openAt({ world, day, owner }: { world: World; day: string; owner: string | null }): number {
  const closed = new Set(
    world.pipelines.flatMap(({ stages }) => stages.filter(({ isClosed }) => isClosed).map(({ id }) => id)),
  );
  const owners = new Map(world.employees.map(({ key, hubspotOwnerId }) => [hubspotOwnerId, nameOf(world, key)]));
  function dayOf(moment: string): string {
    return new Intl.DateTimeFormat('sv-SE', { timeZone: world.company.timeZone, dateStyle: 'short' }).format(
      new Date(moment),
    );
  }
  return world.deals.reduce((sum, { changes, createdAt, archivedAt }) => {
    if (dayOf(createdAt) > day || (archivedAt !== null && dayOf(archivedAt) <= day)) return sum;
    function last(property: string): string {
      return changes.filter((one) => one.property === property && dayOf(one.at) <= day).at(-1)?.value ?? '';
    }
    if (closed.has(last('dealstage'))) return sum;
    if (owner !== null && owners.get(last('hubspot_owner_id')) !== owner) return sum;
    return sum + Number(last('amount') || 0);
  }, 0);
}
