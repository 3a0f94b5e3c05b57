import { createInterface } from 'node:readline/promises';
import { SophiaError } from '#platform/errors';
import { suggested, type Terminal } from './terminal.ts';

/**
 * Whether somebody at the terminal says yes to what it costs. Where nobody can be asked, only `--yes` says it: throws
 * `input.invalid`, which names the price.
 */
export async function agreeToPrice({ terminal, price }: { terminal: Terminal; price: string }): Promise<boolean> {
  const { input, messages } = terminal;
  if (input.isTTY !== true || messages.isTTY !== true) {
    throw new SophiaError(
      'input.invalid',
      `Expected --yes, since nobody can be asked here whether it may cost that; found none. ${price}`,
    );
  }
  const lines = createInterface({ input, output: messages });
  try {
    const answer = await lines.question(suggested(terminal, 'Begin? Type yes, or anything else to leave it: '));
    return /^y(?:es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
