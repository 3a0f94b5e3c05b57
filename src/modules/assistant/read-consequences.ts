import { z } from 'zod';
import type { AnswerConsequence } from '#contracts';
import type { Context } from '#platform/context';
import { auditRecords } from '#platform/db';
import { and, asc, eq, gte, inArray, lte } from '#platform/sql';
import { assistantInteractions } from './tables.ts';

type Interaction = typeof assistantInteractions.$inferSelect;

/** What is done later than that with something is no outcome of the answer that named it. */
const outcomeWithinMs = 24 * 60 * 60 * 1000;
/** Who asks the same again so soon was not helped. */
const againWithinMs = 10 * 60 * 1000;

const actions = [
  'change_set.decided',
  'change_set.undone',
  'commitment.settled',
  'contradiction.resolved',
  'call.match_corrected',
] as const;

/**
 * What became of answers: what whoever asked did with something that the answer named, by the audit trail, and whether
 * they had to ask the same again. By the id of the answer.
 */
export async function readConsequences({
  ctx,
  interactions,
}: {
  ctx: Context;
  interactions: readonly Interaction[];
}): Promise<ReadonlyMap<string, AnswerConsequence[]>> {
  const times = interactions.map(({ askedAt }) => askedAt.getTime());
  if (times.length === 0) return new Map();
  const span = { from: new Date(Math.min(...times)), to: new Date(Math.max(...times)) };
  const deeds = await readDeeds({ ctx, ...span });
  const asked = await readAsked({ ctx, ...span });
  return new Map(
    interactions.map((one) => [
      one.id,
      [...deedsAfter({ interaction: one, deeds }), ...askedAgain({ interaction: one, asked })],
    ]),
  );
}

interface Deed {
  readonly by: string;
  readonly at: Date;
  readonly kind: AnswerConsequence['kind'];
  readonly subject: string;
}

interface Span {
  readonly ctx: Context;
  readonly from: Date;
  readonly to: Date;
}

async function readDeeds({ ctx, from, to }: Span): Promise<Deed[]> {
  const rows = await ctx.db
    .select({
      at: auditRecords.at,
      actor: auditRecords.actor,
      action: auditRecords.action,
      resource: auditRecords.resource,
      details: auditRecords.details,
    })
    .from(auditRecords)
    .where(
      and(
        eq(auditRecords.workspaceId, ctx.workspaceId),
        inArray(auditRecords.action, [...actions]),
        eq(auditRecords.result, 'done'),
        gte(auditRecords.at, from),
        lte(auditRecords.at, new Date(to.getTime() + outcomeWithinMs)),
      ),
    )
    .orderBy(asc(auditRecords.at));
  return rows.flatMap(deedsOf);
}

const Actor = z.looseObject({
  type: z.string(),
  userId: z.string().optional(),
  keyId: z.string().optional(),
  source: z.string().optional(),
  name: z.string().optional(),
});
const Resource = z.looseObject({ id: z.string() });
const Decided = z.looseObject({ decided: z.array(z.looseObject({ changeId: z.string(), state: z.string() })) });
const kinds: Readonly<Record<string, AnswerConsequence['kind']>> = {
  'change_set.undone': 'undone',
  'commitment.settled': 'settled',
  'contradiction.resolved': 'resolved',
  'call.match_corrected': 'linked',
};

function deedsOf({
  at,
  actor,
  action,
  resource,
  details,
}: Pick<typeof auditRecords.$inferSelect, 'at' | 'actor' | 'action' | 'resource' | 'details'>): Deed[] {
  const by = askerOf(Actor.parse(actor));
  const decided = Decided.safeParse(details);
  if (action === 'change_set.decided' && decided.success) {
    return decided.data.decided.flatMap(({ changeId, state }): Deed[] => {
      if (state === 'rejected') return [{ by, at, kind: 'rejected', subject: changeId }];
      return state === 'waiting' ? [] : [{ by, at, kind: 'approved', subject: changeId }];
    });
  }
  const kind = kinds[action];
  return kind === undefined ? [] : [{ by, at, kind, subject: Resource.parse(resource).id }];
}

/** As `nameOfAsker` has it, of an actor as the trail has it. */
function askerOf({ type, userId, keyId, source, name }: z.infer<typeof Actor>): string {
  if (type === 'chat_user') return `${source}:${userId}`;
  return `${type}:${userId ?? keyId ?? name ?? ''}`;
}

const Subjects = z.array(z.string());
const Cited = z.looseObject({ citations: z.array(z.looseObject({ callId: z.string().nullable() })) });

function deedsAfter({ interaction, deeds }: { interaction: Interaction; deeds: readonly Deed[] }): AnswerConsequence[] {
  const { askedAt, askedBy, answer } = interaction;
  const calls = Cited.parse(answer).citations.flatMap(({ callId }) => callId ?? []);
  const named = new Set([...Subjects.parse(interaction.subjects), ...calls]);
  return deeds
    .filter(
      ({ by, at, subject }) => by === askedBy && named.has(subject) && isWithin({ askedAt, at, ms: outcomeWithinMs }),
    )
    .map(({ kind, subject, at }) => ({ kind, subject, at: at.toISOString() }));
}

type Asked = Pick<Interaction, 'id' | 'askedBy' | 'question' | 'intent' | 'entities' | 'askedAt'>;

function readAsked({ ctx, from, to }: Span): Promise<Asked[]> {
  const { id, askedBy, question, intent, entities, askedAt } = assistantInteractions;
  return ctx.db
    .select({ id, askedBy, question, intent, entities, askedAt })
    .from(assistantInteractions)
    .where(
      and(
        eq(assistantInteractions.workspaceId, ctx.workspaceId),
        gte(askedAt, from),
        lte(askedAt, new Date(to.getTime() + againWithinMs)),
      ),
    )
    .orderBy(asc(askedAt), asc(id));
}

/** The next question of the same person, where it asks for the same: in the same words, or taken for the same. */
function askedAgain({
  interaction,
  asked,
}: {
  interaction: Interaction;
  asked: readonly Asked[];
}): AnswerConsequence[] {
  const place = asked.findIndex(({ id }) => id === interaction.id);
  const next = asked.slice(place + 1).find(({ askedBy }) => askedBy === interaction.askedBy);
  if (place === -1 || next === undefined) return [];
  const isSoon = isWithin({ askedAt: interaction.askedAt, at: next.askedAt, ms: againWithinMs });
  if (!isSoon || !asksTheSame({ one: interaction, other: next })) return [];
  return [{ kind: 'asked_again', subject: next.id, at: next.askedAt.toISOString() }];
}

function asksTheSame({ one, other }: { one: Asked; other: Asked }): boolean {
  if (plain(one.question) === plain(other.question)) return true;
  return (
    one.intent !== null &&
    one.intent === other.intent &&
    JSON.stringify(one.entities) === JSON.stringify(other.entities)
  );
}

function plain(question: string): string {
  return question
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function isWithin({ askedAt, at, ms }: { askedAt: Date; at: Date; ms: number }): boolean {
  const passedMs = at.getTime() - askedAt.getTime();
  return passedMs >= 0 && passedMs <= ms;
}
