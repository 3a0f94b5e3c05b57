import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { generateWorld } from '../simulators/world/index.ts';

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: 'tidewater' },
    today: { type: 'string' },
    size: { type: 'string', default: 'default' },
    out: { type: 'string' },
    /** Prints so many calls to be read aloud instead of writing the world. */
    read: { type: 'string' },
  },
});

process.exitCode = writeWorld();

/** Writes the fictitious company that the simulators hold to a file or standard output. */
function writeWorld(): number {
  const today = options.today ?? new Date().toISOString().slice(0, 10);
  if (!/^\d{4}-\d\d-\d\d$/.test(today) || (options.size !== 'default' && options.size !== 'large')) {
    process.stderr.write(
      'Use: npm run world -- [--seed TEXT] [--today YYYY-MM-DD] [--size default|large] [--out FILE] [--read COUNT]\n',
    );
    return 2;
  }
  const world = generateWorld({ seed: options.seed, today, size: options.size });
  if (options.read !== undefined) {
    process.stdout.write(`${readAloud({ calls: world.calls, count: Number(options.read) })}\n`);
    return 0;
  }
  const text = `${JSON.stringify(world)}\n`;
  if (options.out === undefined) {
    process.stdout.write(text);
  } else {
    writeFileSync(resolve(process.env['INIT_CWD'] ?? '.', options.out), text);
  }
  return 0;
}

type Calls = ReturnType<typeof generateWorld>['calls'];

function readAloud({ calls, count }: { calls: Calls; count: number }): string {
  const step = Math.max(1, Math.floor(calls.length / count));
  return calls
    .filter((_, index) => index % step === 0)
    .slice(0, count)
    .map((call) => {
      const names = new Map(call.parties.map(({ speakerId, name }) => [speakerId, name.split(' ')[0] ?? name]));
      const lines = call.monologues.map(
        ({ speakerId, sentences }) => `${names.get(speakerId)}: ${sentences.map(({ text }) => text).join(' ')}`,
      );
      return `--- ${call.title}, ${call.startedAt}, ${call.kind}, ${call.phrasing}\n${lines.join('\n')}\n`;
    })
    .join('\n');
}
