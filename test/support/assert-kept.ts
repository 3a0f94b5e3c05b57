import assert from 'node:assert/strict';
import { SophiaError } from '#platform/errors';

/** What an answer or a refusal tells, without the words that were asked for. */
export async function toldBy(work: () => Promise<unknown>, asked: readonly string[] = []): Promise<string> {
  try {
    return JSON.stringify(await work()) ?? 'nothing';
  } catch (error) {
    assert.ok(error instanceof SophiaError && error.entry.fault === 'caller', String(error));
    const told = `${error.code} ${error.message} ${JSON.stringify(error.details)}`;
    return asked.reduce((text, word) => text.replaceAll(word, '…'), told);
  }
}

/** None of the secrets is told of, whatever its case. */
export function assertKept(told: string, { secrets, what }: { secrets: readonly string[]; what: string }): void {
  for (const secret of secrets) assert.ok(!tells(told, secret), `${what} tells of ${secret}: ${told}`);
}

/** The digits of a number stand in many an id by chance. */
function tells(told: string, secret: string): boolean {
  if (!/^[\d.,]+$/.test(secret)) return told.toLowerCase().includes(secret.toLowerCase());
  return new RegExp(`(?<![a-z0-9])${secret.replaceAll('.', '\\.')}(?![a-z0-9])`, 'i').test(told);
}
