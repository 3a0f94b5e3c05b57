import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { SecretContext } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { openSealedMarks } from '#platform/masking';
import { UnmaskTextInput } from './schema.ts';

export interface UnmaskedText {
  readonly text: string;
  /** How many marks were opened. */
  readonly opened: number;
  /** How many were sealed with a key that is gone, or are damaged. */
  readonly unreadable: number;
}

/**
 * A piece of the log with what its marks stand for. Who saw how many of which kind, and why, is a record of the audit
 * trail; what it was is not. Throws `input.invalid` where there is no mark that can be opened.
 */
export async function unmaskText({
  ctx,
  input,
}: {
  ctx: SecretContext;
  input: UnmaskTextInput;
}): Promise<UnmaskedText> {
  authorise({ ctx, action: 'personal_data.unmask', resource: { type: 'personal_data', id: null } });
  const { text, reason } = parseInput({ schema: UnmaskTextInput, input, what: 'a text with marks' });
  const shown = openSealedMarks({ text, open: (sealed) => openOrNull(ctx, sealed) });
  const { opened, unreadable } = shown;
  if (opened.length === 0) {
    const found = unreadable === 0 ? 'none' : `${unreadable} that no key of this machine opens`;
    throw new SophiaError(
      'input.invalid',
      `Expected a line of the log with marks such as [card:v1.…], found ${found}.`,
    );
  }
  const kinds = Object.fromEntries([...Map.groupBy(opened, (kind) => kind)].map(([kind, all]) => [kind, all.length]));
  return transact({ ctx }, async (inner) => {
    await audit({
      ctx: inner,
      action: 'personal_data.unmasked',
      resource: { type: 'personal_data', id: 'log' },
      details: { kinds, unreadable, reason },
    });
    return { text: shown.text, opened: opened.length, unreadable };
  });
}

function openOrNull({ secretBox }: SecretContext, sealed: string): string | null {
  try {
    return secretBox.open(sealed);
  } catch (error) {
    if (error instanceof SophiaError && error.code === 'secret.damaged') return null;
    throw error;
  }
}
