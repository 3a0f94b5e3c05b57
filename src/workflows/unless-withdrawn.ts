import { recordDrift } from '#modules/ledger';
import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';

/**
 * What `read` gives; null where the CRM does not let it be read any more, which is named in the ledger once a day. What
 * was read before stays, and what comes behind it is read all the same.
 */
export async function unlessWithdrawn<Result>({
  ctx,
  label,
  read,
}: {
  ctx: Context;
  /** As people call it: E-mails. */
  label: string;
  read: () => Promise<Result>;
}): Promise<Result | null> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof SophiaError) || error.code !== 'vendor.missing-scope') throw error;
    const day = ctx.clock.now().toISOString().slice(0, 10);
    const line = { label, difference: 'not-readable-any-more', before: null, after: error.message };
    const key = `withdrawn:${label.toLowerCase()}:${day}`;
    await recordDrift({
      ctx,
      input: { source: 'hubspot', what: 'scopes', key, severity: 'medium', lines: [line] },
    });
    return null;
  }
}
