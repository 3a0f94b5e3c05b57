import { parseArgs } from 'node:util';
import { type BenchOptions, benchmarks, longBenchmarks } from './registry.ts';

const { values } = parseArgs({ options: { only: { type: 'string' }, files: { type: 'string', default: '10000' } } });
const names = [...Object.keys(benchmarks), ...Object.keys(longBenchmarks)];
const options: BenchOptions = { files: Number(values.files) };
if (!Number.isInteger(options.files) || options.files < 1) {
  process.stderr.write(`Expected --files with a whole number from 1, found "${values.files}".\n`);
  process.exit(2);
}
if (values.only !== undefined && !names.includes(values.only)) {
  process.stderr.write(`Expected --only with one of ${names.join(', ')}, found "${values.only}".\n`);
  process.exit(2);
}
const asked = values.only === undefined ? benchmarks : { ...benchmarks, ...longBenchmarks };
for (const [name, run] of Object.entries(asked)) {
  if (values.only !== undefined && values.only !== name) continue;
  const startedAtMs = performance.now();
  process.stdout.write(`\n${name}\n`);
  for (const row of await run(options)) {
    const mark = row.met ? '✓' : '✗';
    process.stdout.write(
      `  ${mark} ${row.measure}: ${row.reached} (aim ${row.aim})${row.note === '' ? '' : `. ${row.note}`}\n`,
    );
  }
  process.stdout.write(`  took ${Math.round((performance.now() - startedAtMs) / 1000)} s\n`);
}
