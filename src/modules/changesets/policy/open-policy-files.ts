import { createHash } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { SophiaError } from '#platform/errors';
import { readFileIfThere, replaceFile } from '#platform/files';
import type { Log } from '#platform/log';
import type { Policy } from './policy.ts';
import type { PlacedPolicy, PolicyPlace } from './policy-place.ts';
import { readPolicy } from './read-policy.ts';

interface PolicyFilesOptions {
  /** Where the files are: `policy.yaml`, and `policy.<workspace>.yaml` for a workspace that has one of its own. */
  readonly folder: string;
  /** The workspace whose own file `policy.yaml` is. */
  readonly mainWorkspaceId: string;
  /** The file that holds where there is none of these. */
  readonly shipped: string;
  readonly log: Log;
}

export interface PolicyFiles {
  of(workspaceId: string): PolicyPlace;
}

/**
 * The policies of the workspaces, by files that people edit while Sophia runs: each reading looks at the file. Where
 * one cannot be used, or is gone, what was in force before stays so until the next start.
 */
export function openPolicyFiles({ folder, mainWorkspaceId, shipped, log }: PolicyFilesOptions): PolicyFiles {
  const reader = createReader(log);
  const common = path.join(folder, 'policy.yaml');
  function readShipped(): PlacedPolicy {
    const text = readFileIfThere(shipped);
    if (text !== null)
      return { ...placed({ file: shipped, text, writtenAt: null }), inForce: reader.use(shipped, text), fault: null };
    throw new SophiaError('file.unreadable', `Expected the policy that Sophia brings in ${shipped}, found no file.`);
  }
  return {
    of: (workspaceId) => {
      // What could be no part of a file's name has no file of its own.
      const isNamed = workspaceId !== mainWorkspaceId && /^[\w-]{1,100}$/.test(workspaceId);
      const file = isNamed ? path.join(folder, `policy.${workspaceId}.yaml`) : common;
      function readCommon(): PlacedPolicy {
        return reader.read(common, readShipped);
      }
      function read(): PlacedPolicy {
        return isNamed ? reader.read(file, readCommon) : readCommon();
      }
      return {
        file,
        machine: hostname(),
        read,
        replace: ({ text, over }) =>
          replace({ file, text, isWanted: () => read().text === over, forget: () => reader.forget(file) }),
      };
    },
  };
}

interface PolicyReader {
  /** What a file says, or where there is none what `below` says. */
  read(file: string, below: () => PlacedPolicy): PlacedPolicy;
  /** Throws `policy.invalid`. */
  use(file: string, text: string): Policy;
  forget(file: string): void;
}

/** Remembers of each file the last text that could be used, and says once when that changes. */
function createReader(log: Log): PolicyReader {
  const usable = new Map<string, { readonly text: string; readonly policy: Policy }>();
  const faults = new Map<string, string>();
  function use(file: string, text: string): Policy {
    const known = usable.get(file);
    if (known?.text === text) return known.policy;
    const policy = readPolicy({ text, name: file });
    usable.set(file, { text, policy });
    log.info({ file, version: policy.hash }, 'A policy is in force');
    return policy;
  }
  function faultOf(file: string, error: unknown): string {
    if (!(error instanceof SophiaError)) throw error;
    if (faults.get(file) !== error.message) {
      faults.set(file, error.message);
      log.warn({ file, code: error.code }, 'A policy file cannot be used; what was in force before stays so');
    }
    return error.message;
  }
  return {
    use,
    forget: (file) => void usable.delete(file),
    read: (file, below) => {
      const known = usable.get(file)?.policy;
      let text: string | null = null;
      try {
        text = readFileIfThere(file);
        if (text === null && known === undefined) return below();
        if (text === null) throw new SophiaError('file.unreadable', `Expected the policy in ${file}, found it gone.`);
        const inForce = use(file, text);
        faults.delete(file);
        return { ...placed({ file, text, writtenAt: writtenAtOf(file) }), inForce, fault: null };
      } catch (error) {
        const fault = faultOf(file, error);
        const other = below();
        const written = text === null ? other : placed({ file, text, writtenAt: writtenAtOf(file) });
        return { ...other, ...written, inForce: known ?? other.inForce, fault };
      }
    },
  };
}

function placed({ file, text, writtenAt }: Pick<PlacedPolicy, 'file' | 'text' | 'writtenAt'>) {
  return { file, text, version: createHash('sha256').update(text).digest('hex'), writtenAt };
}

function writtenAtOf(file: string): Date | null {
  return statSync(file, { throwIfNoEntry: false })?.mtime ?? null;
}

type Replacement = Omit<Parameters<typeof replaceFile>[0], 'mode'>;

function replace({ forget, ...replacement }: Replacement & { forget: () => void }): (() => void) | null {
  const { file, text } = replacement;
  const before = readFileIfThere(file);
  if (!put(replacement)) return null;
  return () => {
    if (readFileIfThere(file) !== text) return;
    if (before === null) {
      rmSync(file);
      forget();
    } else put({ file, text: before });
  };
}

function put({ file, ...replacement }: Replacement): boolean {
  try {
    return replaceFile({ file, mode: 0o644, ...replacement });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new SophiaError(
      'policy.not-writable',
      `Expected to write the policy to ${file}, but the system refused it (${code}). The policy in force is as it was.`,
      { cause },
    );
  }
}
