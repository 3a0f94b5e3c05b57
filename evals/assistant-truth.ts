import type { Call, World } from '../simulators/world/schema.ts';

/** A deal as its last values stand, by what the generator wrote. */
export interface TrueDeal {
  readonly name: string;
  readonly account: string;
  readonly owner: string | null;
  readonly stage: string | null;
  readonly pipeline: string;
  readonly probability: number;
  readonly isClosed: boolean;
  readonly isWon: boolean;
  readonly amount: number | null;
  readonly closes: string | null;
  readonly created: string;
  readonly nextStep: string | null;
  readonly competitor: string | null;
  readonly lostBecause: string | null;
  readonly changes: World['deals'][number]['changes'];
  /** The day on which it came to its stage. */
  readonly inStageSince: string;
}

export interface Truth {
  readonly deals: readonly TrueDeal[];
  readonly open: readonly TrueDeal[];
  /** Those that a server takes in: private ones, and those of nobody outside, are kept out. */
  readonly calls: readonly (Call & { readonly day: string; readonly account: string | null; readonly lead: string })[];
  readonly contacts: readonly {
    readonly name: string;
    readonly account: string;
    readonly title: string;
    readonly email: string | null;
    readonly role: string | null;
    readonly inCrm: boolean;
  }[];
}

/** What is true of the generated company, computed without a line of the product. */
export function truthOf(world: World): Truth {
  const people = new Map(world.employees.map((one) => [one.key, `${one.firstName} ${one.lastName}`]));
  const owners = new Map(
    world.employees.flatMap((one) =>
      one.hubspotOwnerId === null ? [] : [[one.hubspotOwnerId, `${one.firstName} ${one.lastName}`] as const],
    ),
  );
  const accounts = new Map(world.accounts.map(({ key, name }) => [key, name]));
  const stages = new Map(
    world.pipelines.flatMap((pipeline) =>
      pipeline.stages.map((stage) => [stage.id, { ...stage, pipeline: pipeline.label }] as const),
    ),
  );
  const deals = world.deals
    .filter(({ archivedAt }) => archivedAt === null)
    .map((deal): TrueDeal => {
      function last(property: string) {
        return deal.changes.filter((change) => change.property === property).at(-1)?.value || null;
      }
      const stage = stages.get(last('dealstage') ?? '');
      const amount = last('amount');
      return {
        name: last('dealname') ?? deal.name,
        account: accounts.get(deal.accountKey) ?? '',
        owner: owners.get(last('hubspot_owner_id') ?? '') ?? null,
        stage: stage?.label ?? null,
        pipeline: stage?.pipeline ?? '',
        probability: stage?.probability ?? 0,
        isClosed: stage?.isClosed ?? false,
        isWon: stage?.isWon ?? false,
        amount: amount === null ? null : Number(amount),
        closes: last('closedate')?.slice(0, 10) ?? null,
        created: dayIn(deal.createdAt, world.company.timeZone),
        nextStep: last('hs_next_step'),
        competitor: last('main_competitor'),
        lostBecause: last('closed_lost_category'),
        changes: deal.changes,
        inStageSince: dayIn(movedAt(deal) ?? deal.createdAt, world.company.timeZone),
      };
    });
  return {
    deals,
    open: deals.filter(({ isClosed }) => !isClosed),
    calls: world.calls
      .filter(({ isPrivate, parties }) => !isPrivate && parties.some(({ affiliation }) => affiliation === 'External'))
      .map((call) => ({
        ...call,
        day: dayIn(call.startedAt, world.company.timeZone),
        account: call.accountKey === null ? null : (accounts.get(call.accountKey) ?? null),
        lead: people.get(call.primaryEmployeeKey) ?? '',
      })),
    contacts: contactsOf({ world, accounts }),
  };
}

function contactsOf({ world, accounts }: { world: World; accounts: ReadonlyMap<string, string> }): Truth['contacts'] {
  return world.contacts.map((one) => ({
    name: `${one.firstName} ${one.lastName}`,
    account: accounts.get(one.accountKey) ?? '',
    title: one.title,
    email: one.email,
    role: one.buyingRole,
    inCrm: one.inCrmSince !== null,
  }));
}

/** When its stage was set last to another one. */
function movedAt({ changes }: World['deals'][number]): string | null {
  const stages = changes.filter(({ property }) => property === 'dealstage');
  return stages.findLast(({ value }, place) => value !== stages[place - 1]?.value)?.at ?? null;
}

/** The day that a moment is in a zone. */
function dayIn(moment: string, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date(moment));
}
