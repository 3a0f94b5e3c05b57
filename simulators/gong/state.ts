import { generateKeyPairSync } from 'node:crypto';
import { z } from 'zod';
import { Call, type Employee, type World } from '../world/schema.ts';

/** A call as Gong has it, and when it has which part of it. The truth of a call stays outside. */
export const GongCall = Call.omit({ truth: true }).extend({
  endedAt: z.iso.datetime(),
  /** When its transcript and Gong's analysis are there; null for never. */
  transcriptAt: z.iso.datetime().nullable(),
  /** Deleted in Gong: the API knows it no longer. */
  hasVanished: z.boolean(),
  /** Whether the automation rule has fired for it. */
  isAnnounced: z.boolean(),
});
export type GongCall = z.infer<typeof GongCall>;

const GongUser = z.strictObject({
  id: z.string(),
  key: z.string(),
  email: z.string(),
  aliases: z.array(z.string()),
  firstName: z.string(),
  lastName: z.string(),
  title: z.string(),
  phone: z.string().nullable(),
  managerId: z.string().nullable(),
  leftAt: z.string().nullable(),
});
export type GongUser = z.infer<typeof GongUser>;

/** A keyword tracker of Gong's settings. */
export const Tracker = z.strictObject({ id: z.string(), name: z.string(), keywords: z.array(z.string()) });

/** What `POST /_control/settings` changes. */
export const GongSettings = z.strictObject({
  pageSize: z.int().min(1).max(1000),
  /** How long a call that has ended is only in `GET /v2/calls`. */
  extensiveDelayMs: z.int().min(0),
  /** How the token of a webhook stands in `Authorization`; `untimed` without `iat` and `exp`; `none` where the address itself holds a secret. */
  webhookToken: z.enum(['bare', 'bearer', 'untimed', 'none']),
  /** Whether the body of a webhook is the call itself, as Gong's sample shows it, and not `{ callData, isTest }`. */
  bareWebhookBody: z.boolean(),
  /** Whether answers have fields that no document names. */
  unknownFields: z.boolean(),
});
export type GongSettings = z.infer<typeof GongSettings>;

export const GongState = z.strictObject({
  company: z.strictObject({ domain: z.string(), timeZone: z.string() }),
  workspaces: z.array(z.strictObject({ id: z.string(), name: z.string(), description: z.string() })),
  users: z.array(GongUser),
  trackers: z.array(Tracker),
  calls: z.array(GongCall),
  upcoming: z.array(Call.omit({ truth: true })),
  settings: GongSettings,
  /** A call ends every so often by itself. */
  live: z
    .strictObject({ everyMs: z.int(), nextAtMs: z.number(), transcriptDelayMs: z.int().nullable().optional() })
    .nullable(),
  /** What signs webhooks: a PEM, and the base64 SPKI that Gong's settings page shows; made when it is first asked for. */
  webhookKey: z.strictObject({ privatePem: z.string(), publicSpki: z.string() }).nullable(),
});
export type GongState = z.infer<typeof GongState>;

/** Gong as the world has it before anything else happens; history counts as announced. */
export function gongStateOf({ world, previous }: { world: World; previous: GongState | null }): GongState {
  const calls = structuredClone(world.calls).map((call) => ({
    ...endedCall(call, call.transcriptDelayMs),
    isAnnounced: true,
  }));
  return {
    company: { domain: world.company.domain, timeZone: world.company.timeZone },
    workspaces: structuredClone(world.gongWorkspaces),
    users: world.employees.flatMap((employee) => userOf(employee, world.employees)),
    trackers: trackersOf(world),
    calls,
    upcoming: structuredClone(ownedFirst(world)).map(withoutTruth),
    settings: {
      pageSize: 100,
      extensiveDelayMs: 15_000,
      webhookToken: 'bare',
      bareWebhookBody: false,
      unknownFields: true,
    },
    live: null,
    webhookKey: previous?.webhookKey ?? null,
  };
}

/** In their order, but behind all others those about deals whose owner has left: nobody would be there to decide. */
function ownedFirst({ upcomingCalls, deals, employees }: World): Call[] {
  const left = new Set(employees.flatMap(({ key, leftAt }) => (leftAt === null ? [] : [key])));
  const orphaned = new Set(deals.flatMap(({ key, ownerKey }) => (left.has(ownerKey) ? [key] : [])));
  function rankOf({ dealKey }: Call): number {
    return dealKey !== null && orphaned.has(dealKey) ? 1 : 0;
  }
  return upcomingCalls.toSorted((one, other) => rankOf(one) - rankOf(other));
}

/** A call that has just become one of Gong's. */
export function endedCall(call: Call | GongState['upcoming'][number], transcriptDelayMs: number | null): GongCall {
  const endedAtMs = Date.parse(call.startedAt) + call.durationMs;
  return {
    ...withoutTruth(call),
    startedAt: new Date(call.startedAt).toISOString(),
    endedAt: new Date(endedAtMs).toISOString(),
    transcriptAt: transcriptDelayMs === null ? null : new Date(endedAtMs + transcriptDelayMs).toISOString(),
    hasVanished: false,
    isAnnounced: false,
  };
}

function withoutTruth(call: Call | GongState['upcoming'][number]): GongState['upcoming'][number] {
  const { truth: _, ...rest } = { truth: null, ...call };
  return rest;
}

function userOf(employee: Employee, all: readonly Employee[]): GongUser[] {
  if (employee.gongUserId === null) return [];
  const email = employee.gongEmail ?? employee.email;
  const manager = all.find(({ key }) => key === employee.managerKey);
  return [
    {
      id: employee.gongUserId,
      key: employee.key,
      email,
      aliases: [...new Set([employee.email, ...employee.otherEmails])].filter((address) => address !== email),
      firstName: employee.firstName,
      lastName: employee.lastName,
      title: employee.title,
      phone: employee.phone,
      managerId: manager?.gongUserId ?? null,
      leftAt: employee.leftAt,
    },
  ];
}

function trackersOf({ calls, upcomingCalls }: World): GongState['trackers'] {
  const keywords = new Map<string, Set<string>>();
  for (const { gong } of [...calls, ...upcomingCalls]) {
    for (const { name, phrases } of gong.trackers) {
      const known = keywords.get(name) ?? new Set();
      for (const { text } of phrases) known.add(text);
      keywords.set(name, known);
    }
  }
  return [...keywords.entries()].map(([name, words], place) => ({
    id: `68400009290754${String(place + 1).padStart(5, '0')}`,
    name,
    keywords: [...words],
  }));
}

export function webhookKeyOf(state: GongState): NonNullable<GongState['webhookKey']> {
  if (state.webhookKey === null) {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    state.webhookKey = {
      privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      publicSpki: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    };
  }
  return state.webhookKey;
}
