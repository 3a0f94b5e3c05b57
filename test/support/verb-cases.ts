import assert from 'node:assert/strict';
import type { Actor, Context } from '#platform/context';
import { SophiaError } from '#platform/errors';

/** One verb, asked for about something that the first workspace has. */
export interface VerbCase<Ctx extends Context> {
  readonly ask: (ctx: Ctx) => Promise<unknown>;
  /** Input that the types allow and that makes no sense; left out where there is none. */
  readonly nonsense?: (ctx: Ctx) => Promise<unknown>;
}

export interface VerbCases<Ctx extends Context> {
  readonly door: Readonly<Record<string, unknown>>;
  /** What the door has beside verbs. */
  readonly notVerbs: readonly string[];
  readonly cases: Readonly<Record<string, VerbCase<Ctx>>>;
  readonly ctx: Ctx;
}

const nobody: Actor = { type: 'webhook', source: 'nobody' };

/** The cases hold every verb of the door, and each of them is refused to an actor without the right. */
export async function assertAllRefused<Ctx extends Context>({ door, notVerbs, cases, ctx }: VerbCases<Ctx>) {
  const verbs = Object.entries(door)
    .filter(([name, value]) => typeof value === 'function' && !notVerbs.includes(name))
    .map(([name]) => name);
  assert.deepEqual(Object.keys(cases).toSorted(), verbs.toSorted());
  for (const [name, { ask }] of Object.entries(cases)) {
    await assert.rejects(ask({ ...ctx, actor: nobody }), { code: 'access.denied' }, name);
  }
}

/** Nonsense gets a named error that is the caller's to mend. */
export async function assertNonsenseIsNamed<Ctx extends Context>({
  cases,
  ctx,
}: Pick<VerbCases<Ctx>, 'cases' | 'ctx'>): Promise<void> {
  for (const [name, { nonsense }] of Object.entries(cases)) {
    if (nonsense === undefined) continue;
    await assert.rejects(nonsense(ctx), isCallersFault, name);
  }
}

/** Asked in another workspace, no verb lets anything of the first be seen: it finds nothing, or says that there is none. */
export async function assertNothingSeen<Ctx extends Context>({
  cases,
  elsewhere,
  secrets,
}: Pick<VerbCases<Ctx>, 'cases'> & { elsewhere: Ctx; secrets: readonly string[] }): Promise<void> {
  for (const [name, { ask }] of Object.entries(cases)) {
    const answer = await answerOf(() => ask(elsewhere));
    for (const secret of secrets) assert.ok(!answer.includes(secret), `${name} lets ${secret} be seen: ${answer}`);
  }
}

async function answerOf(work: () => Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await work()) ?? 'nothing';
  } catch (error) {
    assert.ok(error instanceof SophiaError && isCallersFault(error), String(error));
    return error.code;
  }
}

function isCallersFault(error: unknown): boolean {
  return error instanceof SophiaError && error.entry.fault === 'caller';
}
