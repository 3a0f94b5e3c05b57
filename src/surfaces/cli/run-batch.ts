import { type BatchItem, BatchProgress } from '#contracts';
import type { Operator } from '../local/index.ts';
import type { Inputs } from './expand-inputs.ts';
import { type ImportFlags, importOptionsFrom } from './import-options.ts';
import { createProgress } from './progress.ts';
import { type Terminal, writeMessage } from './terminal.ts';

export interface BatchOutcome {
  /** The files whose calls stand analyzed, in the order they were given. */
  readonly done: readonly BatchItem[];
  /** How many of the arguments' files could not be taken. */
  readonly failed: number;
}

/** Imports and analyzes what the arguments name, shows how far it is, and reports each file that could not be taken. */
export async function runBatch({
  terminal,
  operator,
  inputs,
  flags,
}: {
  terminal: Terminal;
  operator: Operator;
  inputs: Inputs;
  flags: ImportFlags;
}): Promise<BatchOutcome> {
  for (const { message, action } of inputs.problems) writeMessage(terminal, `${message}\n→ ${action}`);
  const all = inputs.files.length === 0 ? [] : await runFiles({ terminal, operator, files: inputs.files, flags });
  const failed = all.filter((item) => item.analysisId === null);
  for (const item of all) writeWarnings({ terminal, item });
  for (const item of failed) {
    writeMessage(terminal, describeFailure(item));
    if (item.problem !== null) writeMessage(terminal, `→ ${item.problem.action}`);
  }
  return {
    done: all.filter((item) => item.analysisId !== null),
    failed: failed.length + inputs.problems.length,
  };
}

async function runFiles({
  terminal,
  operator,
  files,
  flags,
}: {
  terminal: Terminal;
  operator: Operator;
  files: Inputs['files'];
  flags: ImportFlags;
}): Promise<BatchItem[]> {
  const workspace = await operator.call('workspace.get', {});
  const options = importOptionsFrom({ flags, workspace });
  const { batchId } = await operator.call('batches.submit', { items: [...files], options });
  await watch({ terminal, operator, batchId });
  return listItems({ operator, batchId });
}

async function watch({
  terminal,
  operator,
  batchId,
}: {
  terminal: Terminal;
  operator: Operator;
  batchId: string;
}): Promise<BatchProgress> {
  const display = createProgress({ terminal, label: 'Analyzing' });
  const last = await operator.call('batches.watch', { batchId }, (event) => {
    const progress = BatchProgress.safeParse(event);
    if (progress.success) display.update(progress.data);
  });
  display.end(last);
  return last;
}

async function listItems({ operator, batchId }: { operator: Operator; batchId: string }): Promise<BatchItem[]> {
  const items: BatchItem[] = [];
  let afterItemId: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof operator.call<'batches.items'>>> = await operator.call('batches.items', {
      batchId,
      afterItemId,
    });
    items.push(...page.items);
    afterItemId = page.nextAfter;
  } while (afterItemId !== null);
  return items.sort((one, other) => one.position - other.position || one.itemId.localeCompare(other.itemId));
}

/** Most messages name their file; the others get it in front. */
function describeFailure({ sourceName, problem }: BatchItem): string {
  const sentence = problem?.message ?? 'was not analyzed.';
  return sentence.startsWith(sourceName) ? sentence : `${sourceName}: ${sentence}`;
}

const shownWarnings = 3;

/** What was odd in a file that was taken all the same. */
function writeWarnings({ terminal, item }: { terminal: Terminal; item: BatchItem }): void {
  for (const { message, line } of item.warnings.slice(0, shownWarnings)) {
    const where = line === null ? item.sourceName : `${item.sourceName}, line ${line}`;
    writeMessage(terminal, message.startsWith(item.sourceName) ? message : `${where}: ${message}`);
  }
  const more = item.warnings.length - shownWarnings;
  if (more > 0) writeMessage(terminal, `${item.sourceName}: ${more} more like these; the report lists them all.`);
}
