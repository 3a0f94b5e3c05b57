import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Evaluation, evaluations } from './registry.ts';
import { type EvaluationSection, renderResults } from './render-results.ts';

const root = path.join(import.meta.dirname, '..');
const usage = `npm run eval -- [--data DIR] [--only NAME]

Runs the product's own verbs on the evaluation data and writes evals/RESULTS.md. The data is looked for in --data,
SOPHIA_EVAL_DATA, then ../shared/data. With --only the table is printed and the file is left as it is.
Names: ${Object.keys(evaluations).join(', ')}`;

const { values } = parseArgs({
  options: { data: { type: 'string' }, only: { type: 'string' }, help: { type: 'boolean' } },
});

if (values.help === true) {
  process.stdout.write(`${usage}\n`);
} else if (values.only !== undefined && !Object.hasOwn(evaluations, values.only)) {
  process.stderr.write(`Expected --only with a name, found "${values.only}".\n${usage}\n`);
  process.exitCode = 2;
} else {
  await main({ only: values.only ?? null, data: values.data ?? process.env['SOPHIA_EVAL_DATA'] ?? '../shared/data' });
}

async function main({ only, data }: { only: string | null; data: string }): Promise<void> {
  const dataDirectory = path.resolve(process.env['INIT_CWD'] ?? root, data);
  const isThere = existsSync(dataDirectory);
  if (!isThere) process.stderr.write(`No evaluation data at ${data}: only the calls of this project are judged.\n`);
  const sections: EvaluationSection[] = [];
  const failed: string[] = [];
  for (const [name, evaluation] of Object.entries<Evaluation>(evaluations)) {
    if ((only !== null && only !== name) || (evaluation.needsData && !isThere)) continue;
    process.stderr.write(`${evaluation.title}…\n`);
    const startedAtMs = performance.now();
    try {
      const { rows } = await evaluation.run({ dataDirectory });
      sections.push({ title: evaluation.title, about: evaluation.about, rows });
      process.stderr.write(`  took ${Math.round((performance.now() - startedAtMs) / 1000)} s\n`);
    } catch (error) {
      failed.push(name);
      process.stderr.write(`  failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    }
  }
  const text = renderResults(sections);
  process.stdout.write(text);
  if (failed.length > 0) {
    process.stderr.write(
      `Failed: ${failed.join(', ')}. evals/RESULTS.md is left as it is; what was measured stands above.\n`,
    );
    process.exitCode = 1;
  } else if (only === null && isThere) {
    writeFileSync(path.join(root, 'evals', 'RESULTS.md'), text);
  }
}
