import path from 'node:path';
import { SophiaError } from '#platform/errors';
import type { PolicyContext } from '../change-context.ts';
import { policyOrigin } from './policy-origin.ts';
import type { PlacedPolicy } from './policy-place.ts';

/** The error for whoever made a policy from another version than is written down: which that is, who wrote it and when. */
export async function stalePolicy({ ctx }: { ctx: PolicyContext }): Promise<SophiaError> {
  const written = ctx.policyPlace.read();
  const { version } = written;
  return new SophiaError(
    'policy.stale',
    `Expected a policy made from the version that is written down, ${version.slice(0, 12)}, found one made from another. ${await whoWrote({ ctx, written })} Nothing was overwritten.`,
    { details: { version } },
  );
}

async function whoWrote({ ctx, written }: { ctx: PolicyContext; written: PlacedPolicy }): Promise<string> {
  const origin = await policyOrigin({ ctx, written });
  switch (origin.kind) {
    case 'shipped':
      return 'It is the one that Sophia brings.';
    case 'set':
      return `${origin.who} put it in force at ${minute(origin.at)}.`;
    case 'edited':
    case 'common':
      return `The file ${path.basename(written.file)} was written by hand at ${minute(origin.at)}.`;
  }
}

function minute(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
