import type { Clock } from '#platform/clock';
import { type OpenDatabase, vendorDays } from '#platform/db';
import type { DayBudget, DaySpent } from '#platform/http-client';
import { and, eq, lt, sql } from '#platform/sql';

const dayMs = 86_400_000;

interface Counting {
  readonly database: Pick<OpenDatabase, 'db'>;
  readonly clock: Clock;
}

/**
 * The requests of a day (UTC) at an account of a vendor, counted in the database for every process that sends some, and
 * over their starts. What the vendor refuses counts as well, as it does there.
 */
export function createDayBudget({ database, clock }: Counting): DayBudget {
  return {
    spend: async ({ account, requests }) => {
      const { day, endsAt } = dayOf(clock);
      const [row] = await database.db
        .insert(vendorDays)
        .values({ account, day, requests: 1 })
        .onConflictDoUpdate({
          target: [vendorDays.account, vendorDays.day],
          set: { requests: sql`${vendorDays.requests} + 1` },
          setWhere: lt(vendorDays.requests, requests),
        })
        .returning({ used: vendorDays.requests });
      return row === undefined ? { isSpent: false, used: requests, endsAt } : { isSpent: true, used: row.used, endsAt };
    },
    used: async ({ account }) => {
      const { day, endsAt } = dayOf(clock);
      const [row] = await database.db
        .select({ used: vendorDays.requests })
        .from(vendorDays)
        .where(and(eq(vendorDays.account, account), eq(vendorDays.day, day)));
      return { used: row?.used ?? 0, endsAt };
    },
  };
}

function dayOf(clock: Clock): { day: string } & Pick<DaySpent, 'endsAt'> {
  const day = clock.now().toISOString().slice(0, 10);
  return { day, endsAt: new Date(Date.parse(day) + dayMs) };
}
