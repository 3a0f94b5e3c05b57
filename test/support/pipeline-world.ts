import { crmDefinitions, crmPropertyChanges, crmRecords } from '#modules/crm';
import type { Context } from '#platform/context';
import { eq, sql } from '#platform/sql';

/** A value that a deal was given on a day, at noon. */
export type DealChange = readonly [day: string, property: string, value: string | null];

export interface PipelineDeal {
  readonly id: string;
  readonly name?: string;
  readonly owner?: string;
  readonly currency?: string;
  readonly createdDay: string;
  readonly changes: readonly DealChange[];
}

const stages = [
  ['s1', 'Discovery', 0.2, false, false],
  ['s2', 'Proposal', 0.6, false, false],
  ['s3', 'Contract', 0.9, false, false],
  ['won', 'Closed Won', 1, true, true],
  ['lost', 'Closed Lost', 0, true, false],
] as const;

/** Two pipelines and three owners, of whom two are in the team Sales, as the CRM describes them. */
export async function definePipelines(ctx: Context): Promise<void> {
  const sales = stages.map(([externalId, label, probability, isClosed, isWon], position) => ({
    externalId,
    label,
    position,
    isClosed,
    isWon,
    probability,
  }));
  const renewals = sales.map((stage) => ({ ...stage, externalId: `r_${stage.externalId}` }));
  const owners = [
    ['11', 'Maya Okafor', 'maya@tidewater.example', ['Sales']],
    ['12', 'Ben Ruiz', 'ben@tidewater.example', ['Sales']],
    ['13', 'Ines Vidal', 'ines@tidewater.example', ['Renewals']],
  ] as const;
  const bodies = [
    ...(['Sales', 'Renewals'] as const).map((label) => ({
      kind: 'pipeline' as const,
      scope: 'deal',
      externalId: label.toLowerCase(),
      body: { externalId: label.toLowerCase(), label, stages: label === 'Sales' ? sales : renewals },
    })),
    ...owners.map(([externalId, name, email, teams]) => ({
      kind: 'owner' as const,
      scope: 'all',
      externalId,
      body: {
        externalId,
        userId: null,
        email,
        name,
        active: true,
        teams: teams.map((team) => ({ externalId: team, name: team, primary: true })),
      },
    })),
  ];
  await ctx.db.insert(crmDefinitions).values(
    bodies.map((definition) => ({
      workspaceId: ctx.workspaceId,
      source: 'hubspot',
      goneAt: null,
      updatedAt: ctx.clock.now(),
      ...definition,
    })),
  );
}

function recordIdOf(ctx: Context, id: string): string {
  return `${ctx.workspaceId}-deal-${id}`;
}

/** Writes deals into the mirror with their history; again with a longer one brings the row up to date. */
export async function putDeals(ctx: Context, deals: readonly PipelineDeal[]): Promise<void> {
  for (let start = 0; start < deals.length; start += 300) {
    const part = deals.slice(start, start + 300);
    await ctx.db
      .insert(crmRecords)
      .values(part.map((deal) => rowOf(ctx, deal)))
      .onConflictDoUpdate({
        target: [crmRecords.workspaceId, crmRecords.source, crmRecords.objectType, crmRecords.externalId],
        set: { properties: sql`excluded.properties`, ownerId: sql`excluded.owner_id` },
      });
    const changes = part.flatMap((deal) => changesOf(ctx, deal));
    if (changes.length > 0) await ctx.db.insert(crmPropertyChanges).values(changes).onConflictDoNothing();
  }
}

/**
 * Two years of a company that wins three in ten of what it begins and half of what it proposes: what then happens is
 * drawn, and nothing of it is known to the forecast.
 */
export function companyHistory({ seed, deals }: { seed: number; deals: number }): PipelineDeal[] {
  const draw = createDraws(seed);
  return Array.from({ length: deals }, (_unused, place) => {
    const createdDay = dayAfter('2024-09-20', Math.floor(draw() * 720));
    const changes: DealChange[] = [
      [createdDay, 'dealstage', 's1'],
      [createdDay, 'amount', (5000 + draw() * 40_000).toFixed(2)],
      [createdDay, 'closedate', dayAfter(createdDay, 90)],
    ];
    const proposed = dayAfter(createdDay, 5 + Math.floor(draw() * 40));
    const isProposed = draw() < 0.6;
    if (isProposed) changes.push([proposed, 'dealstage', 's2']);
    const closed = dayAfter(isProposed ? proposed : createdDay, 5 + Math.floor(draw() * 70));
    changes.push([closed, 'dealstage', isProposed && draw() < 0.5 ? 'won' : 'lost']);
    changes.push([closed, 'closedate', closed]);
    return { id: String(place), createdDay, changes: changes.filter(([day]) => day <= '2026-09-13') };
  });
}

/** Marks a deal as archived at noon of a day. */
export async function archiveDeal(ctx: Context, { id, day }: { id: string; day: string }): Promise<void> {
  await ctx.db
    .update(crmRecords)
    .set({ archivedAt: noonOf(day) })
    .where(eq(crmRecords.id, recordIdOf(ctx, id)));
}

function rowOf(ctx: Context, { id, name = `Deal ${id}`, owner = '11', currency, createdDay, changes }: PipelineDeal) {
  const values = Object.fromEntries(changes.map(([, property, value]) => [property, value]));
  return {
    id: recordIdOf(ctx, id),
    workspaceId: ctx.workspaceId,
    source: 'hubspot',
    objectType: 'deal' as const,
    externalId: id,
    properties: { dealname: name, ...values, ...(currency === undefined ? {} : { deal_currency_code: currency }) },
    name,
    ownerId: values['hubspot_owner_id'] ?? owner,
    createdAtSource: noonOf(createdDay),
    updatedAtSource: ctx.clock.now(),
    syncedAt: ctx.clock.now(),
  };
}

function changesOf(ctx: Context, { id, changes }: PipelineDeal) {
  const counts = new Map<string, number>();
  return changes.map(([day, property, value]) => {
    const position = counts.get(`${day} ${property}`) ?? 0;
    counts.set(`${day} ${property}`, position + 1);
    return {
      workspaceId: ctx.workspaceId,
      recordId: recordIdOf(ctx, id),
      property,
      at: noonOf(day),
      position,
      value,
      source: 'person' as const,
      sourceType: 'CRM_UI',
    };
  });
}

function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

/** A generator of numbers from 0 to 1 that draws the same in every run. */
function createDraws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function dayAfter(day: string, days: number): string {
  return new Date(noonOf(day).getTime() + days * 86_400_000).toISOString().slice(0, 10);
}
