import { parseArgs } from 'node:util';
import { benchmarks } from './registry.ts';

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const names = Object.keys(benchmarks);
if (values.only !== undefined && !names.includes(values.only)) {
  process.stderr.write(`Expected --only with one of ${names.join(', ')}, found "${values.only}".\n`);
  process.exit(2);
}
for (const [name, run] of Object.entries(benchmarks)) {
  if (values.only !== undefined && values.only !== name) continue;
  const startedAtMs = performance.now();
  process.stdout.write(`\n${name}\n`);
  for (const row of await run()) {
    const mark = row.met ? '✓' : '✗';
    process.stdout.write(
      `  ${mark} ${row.measure}: ${row.reached} (aim ${row.aim})${row.note === '' ? '' : `. ${row.note}`}\n`,
    );
  }
  process.stdout.write(`  took ${Math.round((performance.now() - startedAtMs) / 1000)} s\n`);
}
