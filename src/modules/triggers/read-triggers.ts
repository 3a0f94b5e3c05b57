import { LineCounter, parseDocument } from 'yaml';
import { SophiaError } from '#platform/errors';
import { type Trigger, TriggersFile } from './schema.ts';

/** Reads the rules of a file. Throws `triggers.invalid` with each line that cannot be used and what may stand there. */
export function readTriggers({ text, name }: { text: string; name: string }): readonly Trigger[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const broken = document.errors.map(({ pos, message }) => `line ${lines.linePos(pos[0]).line}: ${message}`);
  if (broken.length > 0) throw invalid({ name, faults: broken });
  const parsed = TriggersFile.safeParse(valuesOf({ document, name }) ?? {});
  if (parsed.success) return parsed.data.triggers;
  const faults = parsed.error.issues.map(({ path, message }) => {
    const at = path.length === 0 ? '' : `${path.join('.')}: `;
    return `line ${lineOf({ document, path, lines })}: ${at}${message}`;
  });
  throw invalid({ name, faults });
}

type Parsed = ReturnType<typeof parseDocument>;

/** The rules are written out: what stands for something elsewhere in the file is not followed. */
function valuesOf({ document, name }: { document: Parsed; name: string }): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    throw invalid({ name, faults: [cause instanceof Error ? cause.message : String(cause)] });
  }
}

/** The line of the innermost place on the way that the file has. */
function lineOf({
  document,
  path,
  lines,
}: {
  document: Parsed;
  path: readonly PropertyKey[];
  lines: LineCounter;
}): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node: unknown = document.getIn(path.slice(0, depth), true);
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
    if (Array.isArray(range) && typeof range[0] === 'number') return lines.linePos(range[0]).line;
  }
  return 1;
}

function invalid({ name, faults }: { name: string; faults: readonly string[] }): SophiaError {
  const listed = faults.map((fault) => `  ${fault}`).join('\n');
  return new SophiaError('triggers.invalid', `Expected triggers in ${name}, found what cannot be used:\n${listed}`, {
    details: { name, faults },
  });
}
