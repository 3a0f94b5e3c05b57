import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { SophiaError } from '#platform/errors';
import { DealLimits } from './deal-limits.ts';

const file = new URL('../../../data/deal-limits.yaml', import.meta.url);

/** The limits that Sophia brings. Throws `input.invalid` where somebody has made the file unreadable. */
export function loadLimits(): DealLimits {
  const document = parseDocument(readFileSync(file, 'utf8'));
  const parsed = DealLimits.safeParse(document.errors.length > 0 ? null : document.toJS({ maxAliasCount: 0 }));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  throw new SophiaError(
    'input.invalid',
    `Expected limits for deals in data/deal-limits.yaml, found something else${place}: ${issue?.message ?? 'no YAML'}`,
  );
}
