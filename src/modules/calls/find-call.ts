import { authorise, seenCall } from '#modules/access';
import type { Verb } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { and, desc, eq, ilike } from '#platform/sql';
import { resolveCall } from './resolve-call.ts';
import { calls } from './tables.ts';

const candidatesShown = 5;

/**
 * The one call that a person means by its id or by its title or a part of it; of several with the very same title the
 * newest. Throws `call.not-found` with those that it could be.
 */
export async function findCall({ ctx, input }: Verb<{ text: string }>): Promise<{ callId: string }> {
  authorise({ ctx, action: 'call.read', resource: { type: 'call', id: null } });
  const text = input.text.trim();
  if (text.startsWith('call_')) return resolveCall({ ctx, input: { reference: text } });
  const found = await ctx.db
    .select({ callId: calls.id, title: calls.title, date: calls.callDate })
    .from(calls)
    .where(
      and(
        eq(calls.workspaceId, ctx.workspaceId),
        seenCall(ctx, calls.id),
        ilike(calls.title, `%${text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`),
      ),
    )
    .orderBy(desc(calls.startedAt), desc(calls.id))
    .limit(50);
  const [first, second] = found;
  const same = found.find(({ title }) => title?.toLowerCase() === text.toLowerCase());
  if (same !== undefined) return { callId: same.callId };
  if (first !== undefined && second === undefined) return { callId: first.callId };
  const names = found
    .slice(0, candidatesShown)
    .map(({ callId, title, date }) => `${title ?? ''} (${date ?? 'undated'}, ${callId})`);
  const more = found.length > candidatesShown ? ' and more' : '';
  const what = found.length === 0 ? 'none' : `several: ${names.join('; ')}${more}`;
  throw new SophiaError('call.not-found', `Expected one call for "${text}", found ${what}.`);
}
