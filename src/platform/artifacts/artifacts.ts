import { createHash } from 'node:crypto';
import type { Context } from '#platform/context';
import { artifacts } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, eq, isNull } from '#platform/sql';

export interface NewArtifact {
  readonly ctx: Context;
  readonly content: Uint8Array;
  readonly mediaType: string;
  /** Hashes of the artifacts and ids of the records that it was made from; erasure follows them. */
  readonly derivedFrom: readonly string[];
}

/** The SHA-256 of a content in hexadecimal: an artifact's name. */
export function hashOf(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * Keeps a content under its hash and returns the hash; keeping the same again changes nothing. What was erased with its
 * last owner is there again: another call can come to the very same content.
 */
export async function storeArtifact({ ctx, content, mediaType, derivedFrom }: NewArtifact): Promise<string> {
  const hash = hashOf(content);
  const kept = await ctx.db
    .insert(artifacts)
    .values({
      workspaceId: ctx.workspaceId,
      hash,
      mediaType,
      content: Buffer.from(content),
      derivedFrom,
      createdAt: ctx.clock.now(),
    })
    .onConflictDoNothing()
    .returning({ hash: artifacts.hash });
  if (kept.length > 0) return hash;
  await ctx.db
    .update(artifacts)
    .set({ content: Buffer.from(content), mediaType, derivedFrom, erasedAt: null })
    .where(and(eq(artifacts.workspaceId, ctx.workspaceId), eq(artifacts.hash, hash), isNull(artifacts.content)));
  return hash;
}

/** The content of an artifact; throws `artifact.not-found` where it was never kept, or erased. */
export async function loadArtifact({ ctx, hash }: { ctx: Context; hash: string }): Promise<Uint8Array> {
  const [row] = await ctx.db
    .select({ content: artifacts.content })
    .from(artifacts)
    .where(and(eq(artifacts.workspaceId, ctx.workspaceId), eq(artifacts.hash, hash)));
  if (row?.content === undefined || row.content === null) {
    throw new SophiaError(
      'artifact.not-found',
      `Expected the content ${hash.slice(0, 12)}, found none: it was erased.`,
    );
  }
  return row.content;
}
