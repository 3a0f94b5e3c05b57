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
  for (const secret of secrets) {
    assert.ok(!told.toLowerCase().includes(secret.toLowerCase()), `${what} tells of ${secret}: ${told}`);
  }
}
