import assert from 'node:assert/strict';
import { SophiaError } from '#platform/errors';

/** The code of the error that the work ends with, or `no error`. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'no error';
  } catch (error) {
    assert.ok(error instanceof SophiaError, String(error));
    return error.code;
  }
}
