import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SophiaError } from '#platform/errors';
import { createKeyRing, type KeyRing, keyBytes, type SecretKeys } from './create-secret-box.ts';

/**
 * The box over a file of keys, one a line as base64 and the newest first, which is made where it is not there and read
 * by its owner only. Throws `config.invalid` where that file holds no keys.
 */
export function openKeyFile(file: string): KeyRing {
  mkdirSync(path.dirname(file), { recursive: true });
  makeKey(file);
  return createKeyRing({ read: () => readKeys(file), write: (keys) => replaceKeys({ file, keys }) });
}

function makeKey(file: string): void {
  try {
    writeFileSync(file, textOf([randomBytes(keyBytes)]), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

function readKeys(file: string): SecretKeys {
  const [first, ...others] = readText(file)
    .split(/\s+/)
    .filter((line) => line !== '')
    .map((line) => Buffer.from(line, 'base64'));
  if (first !== undefined && [first, ...others].every((key) => key.length === keyBytes)) return [first, ...others];
  throw new SophiaError('config.invalid', `Expected keys of ${keyBytes} bytes as base64 in ${file}, found otherwise.`);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new SophiaError('config.invalid', `Expected the keys of this machine in ${file}, found no file to read.`, {
      cause,
    });
  }
}

/** A process that is killed leaves the file as it was or as it is to be, never a part of it. */
function replaceKeys({ file, keys }: { file: string; keys: SecretKeys }): void {
  const next = `${file}.next`;
  const handle = openSync(next, 'w', 0o600);
  try {
    writeFileSync(handle, textOf(keys));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(next, file);
}

function textOf(keys: SecretKeys): string {
  return keys.map((key) => `${key.toString('base64')}\n`).join('');
}
