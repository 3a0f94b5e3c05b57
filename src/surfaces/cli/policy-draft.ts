import { readFile, writeFile } from 'node:fs/promises';
import { SophiaError } from '#platform/errors';
import { replaceFile } from '#platform/files';

/** A policy in a file of somebody's, with the version that it was made from. */
export interface PolicyDraft {
  /** Without the line that names the version. */
  readonly text: string;
  /** Null where the file does not say. */
  readonly version: string | null;
}

type Draft = Omit<PolicyDraft, 'version'> & { readonly file: string; readonly version: string };

const versionLine = /^# made from version ([0-9a-f]{64})\b[^\n]*(?:\n|$)/m;

/** Throws `file.unreadable`. */
export async function readPolicyDraft(file: string): Promise<PolicyDraft> {
  const whole = await readWhole(file);
  const found = versionLine.exec(whole);
  return { text: found === null ? whole : whole.replace(found[0], ''), version: found?.[1] ?? null };
}

/** Writes a file that is not there yet. Throws `input.invalid` where there is one, which may be somebody's work. */
export async function writePolicyDraft({ file, text, version }: Draft): Promise<void> {
  try {
    await writeFile(file, withVersion({ text, version }), { flag: 'wx' });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    const found = code === 'EEXIST' ? 'found it there already' : `but the system refused it (${code})`;
    throw new SophiaError('input.invalid', `Expected to write a new file ${file} for --out, ${found}.`, { cause });
  }
}

/** The draft is now what is in force, and can be edited further. */
export function renewPolicyDraft({ file, text, version }: Draft): void {
  replaceFile({ file, text: withVersion({ text, version }), mode: 0o644 });
}

async function readWhole(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new SophiaError('file.unreadable', `Expected a policy in ${file}, found that it cannot be read.`, { cause });
  }
}

/** At the end, so that the lines are counted as in the policy itself. */
function withVersion({ text, version }: Pick<Draft, 'text' | 'version'>): string {
  const isWhole = text === '' || text.endsWith('\n');
  return `${text}${isWhole ? '' : '\n'}# made from version ${version}; \`sophia policy set\` needs this line\n`;
}
