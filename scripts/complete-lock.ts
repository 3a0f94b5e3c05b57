import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { findMissingPackages, type LockEntry, type MissingPackage, PackageLock } from './checks/check-lock.ts';
import { repositoryRoot } from './checks/read-repository.ts';
import { platformOf } from './platform-of.ts';

/** Keeps the order of keys, which a schema with named keys does not. */
const AnyObject = z.record(z.string(), z.unknown());

/**
 * npm leaves the optional packages of other platforms out of a lock file that it writes here, and then refuses that
 * file there. This adds them: as the registry describes them where it has them, otherwise by what their names say.
 */
function completeLock(): void {
  const path = join(repositoryRoot, 'package-lock.json');
  const text = readFileSync(path, 'utf8');
  const missing = findMissingPackages(PackageLock.parse(JSON.parse(text)));
  if (missing.length === 0) {
    say('package-lock.json has the packages of every platform.');
    return;
  }
  const lock = AnyObject.parse(JSON.parse(text));
  const packages = AnyObject.parse(lock['packages']);
  const described = describeByRegistry(missing);
  for (const wanted of missing) {
    const place = `node_modules/${wanted.name}`;
    const entry = described[place] ?? describeByName(wanted);
    packages[place] = inNpmOrder({ ...entry, optional: true, ...(wanted.dev ? { dev: true } : {}) });
    say(`${wanted.name} ${wanted.range}${described[place] === undefined ? ', by its name' : ''}`);
  }
  const sorted = Object.entries(packages).sort(([left], [right]) => left.localeCompare(right, 'en'));
  lock['packages'] = Object.fromEntries(sorted);
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
}

/** What npm locks when it is asked for just these packages, in a folder of its own. */
function describeByRegistry(missing: readonly MissingPackage[]): Record<string, LockEntry> {
  const folder = mkdtempSync(join(tmpdir(), 'sophia-lock-'));
  try {
    const optionalDependencies = Object.fromEntries(missing.map(({ name, range }) => [name, range]));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, optionalDependencies }));
    copyFileSync(join(repositoryRoot, '.npmrc'), join(folder, '.npmrc'));
    execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts'], { cwd: folder, stdio: 'ignore' });
    return PackageLock.parse(JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'))).packages;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function describeByName({ name, range }: MissingPackage): LockEntry {
  if (!/^\d+\.\d+\.\d+/.test(range)) {
    throw new Error(`${name} ${range}: expected an exact version, because the registry here does not have it.`);
  }
  return { version: range, ...platformOf(name) };
}

/** As npm writes an entry, so that its next install leaves the file as it is. */
function inNpmOrder(entry: LockEntry): LockEntry {
  const first = ['version', 'resolved', 'integrity'];
  const last = ['engines'];
  const rest = Object.keys(entry).filter((key) => !first.includes(key) && !last.includes(key));
  const keys = [...first, ...rest.sort(), ...last].filter((key) => key in entry);
  return Object.fromEntries(keys.map((key) => [key, entry[key]]));
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

completeLock();
