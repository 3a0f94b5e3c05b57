import { parseArgs } from 'node:util';
import { type BenchOptions, benchmarks, longBenchmarks } from './registry.ts';

const usage = `npm run bench                       everything below but what is run by name
npm run bench -- --only NAME        one of them
npm run bench -- --only files --files 2000

${listOf(benchmarks)}

By name only, so that the whole ends within 15 minutes:

${listOf(longBenchmarks)}

SOPHIA_TEST_DATABASE_URL names the server that rest-server and search-server make a database on.
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    files: { type: 'string', default: '10000' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
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
const took: string[] = [];
const beganAtMs = performance.now();
for (const [name, { run }] of Object.entries(asked)) {
  if (values.only !== undefined && values.only !== name) continue;
  const startedAtMs = performance.now();
  process.stdout.write(`\n${name}\n`);
  for (const row of await run(options)) {
    const mark = row.met ? '✓' : '✗';
    process.stdout.write(
      `  ${mark} ${row.measure}: ${row.reached} (aim ${row.aim})${row.note === '' ? '' : `. ${row.note}`}\n`,
    );
  }
  took.push(`${name} ${secondsSince(startedAtMs)}`);
  process.stdout.write(`  took ${secondsSince(startedAtMs)} s\n`);
}
if (values.only === undefined) {
  process.stdout.write(`\nThe whole took ${secondsSince(beganAtMs)} s: ${took.join(', ')}.\n`);
  process.stdout.write(`By name only: ${Object.keys(longBenchmarks).join(', ')}.\n`);
}

function secondsSince(startedAtMs: number): number {
  return Math.round((performance.now() - startedAtMs) / 1000);
}

function listOf(listed: typeof benchmarks): string {
  return Object.entries(listed)
    .map(([name, { what }]) => `  ${name.padEnd(14)}  ${what}`)
    .join('\n');
}
