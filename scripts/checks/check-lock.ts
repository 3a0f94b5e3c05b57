import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Fault, Repository } from './fault.ts';

export const LockEntry = z.looseObject({
  version: z.string().optional(),
  resolved: z.string().optional(),
  dev: z.boolean().optional(),
  license: z.string().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
export type LockEntry = z.infer<typeof LockEntry>;

export const PackageLock = z.looseObject({ packages: z.record(z.string(), LockEntry) });
export type PackageLock = z.infer<typeof PackageLock>;

/** An optional package that a locked one asks for and the lock file does not have. */
export interface MissingPackage {
  readonly name: string;
  readonly range: string;
  readonly dev: boolean;
}

/** The lock file names no registry and has the packages of every platform, or `npm ci` refuses it elsewhere. */
export function checkLock({ root }: Repository): readonly Fault[] {
  const place = 'package-lock.json';
  const lock = PackageLock.parse(JSON.parse(readFileSync(join(root, place), 'utf8')));
  const resolved = Object.entries(lock.packages)
    .filter(([, entry]) => entry.resolved?.includes('://'))
    .map(([path]) => ({
      place,
      message: `${path} names a registry. .npmrc leaves it out (omit-lockfile-registry-resolved): run npm install again.`,
    }));
  const missing = findMissingPackages(lock).map(({ name, range }) => ({
    place,
    message: `${name} ${range}, for another platform, is missing. Run npm run complete-lock.`,
  }));
  return [...resolved, ...missing, ...findLicenseFaults(lock)];
}

const permissive = /\b(MIT|ISC|Apache-2\.0|BSD-2-Clause|BSD-3-Clause|0BSD|BlueOak-1\.0\.0|CC0-1\.0|Unlicense)\b/;

/** What the product ships with has a permissive licence; development tools may also come under MPL. */
export function findLicenseFaults(lock: PackageLock): readonly Fault[] {
  return Object.entries(lock.packages)
    .filter(([path, { dev, license }]) => path !== '' && dev !== true && !permissive.test(license ?? ''))
    .map(([path, { license }]) => ({
      place: 'package-lock.json',
      message: `${path} has the licence ${license ?? '(none)'}: expected a permissive one. Use another package.`,
    }));
}

/** Every optional dependency without an entry where npm would look for it. */
export function findMissingPackages(lock: PackageLock): readonly MissingPackage[] {
  const missing = new Map<string, MissingPackage>();
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!lookupPaths(path, name).some((candidate) => candidate in lock.packages)) {
        missing.set(name, { name, range, dev: entry.dev ?? false });
      }
    }
  }
  return [...missing.values()];
}

/** `a/node_modules/b` looks in its own node_modules, then in that of `a`, then in that of the root. */
function lookupPaths(path: string, name: string): string[] {
  const steps = path === '' ? [] : path.split('/node_modules/');
  const paths = steps.map((_, count) => `${steps.slice(0, count + 1).join('/node_modules/')}/node_modules/${name}`);
  return [...paths, `node_modules/${name}`];
}
