import { readSettings, type SimulatorsSettings } from './read-settings.ts';
import { startSimulators } from './start-simulators.ts';

/** Starts every simulator and says where; they end together, on a signal or with their parent. */
async function main(): Promise<number> {
  let settings: SimulatorsSettings;
  try {
    settings = readSettings(process.argv.slice(2));
  } catch (error) {
    say(error);
    return 2;
  }
  try {
    const started = await startSimulators(settings);
    process.stdout.write(`${JSON.stringify(started.urls)}\n`);
    for (const [name, url] of Object.entries(started.urls)) process.stderr.write(`${name}: ${url}\n`);
    await untilTheEnd(settings['with-parent']);
    await started.close();
    return 0;
  } catch (error) {
    say(error);
    return 1;
  }
}

/** A parent that dies, however it dies, closes the standard input of its children. */
async function untilTheEnd(withParent: boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  if (withParent) {
    process.stdin.once('close', () => resolve());
    process.stdin.resume();
  }
  await promise;
  process.stdin.destroy();
}

function say(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
}

// oxlint-disable-next-line sophia/no-top-level-effects -- this file is the program and is never imported
process.exitCode = await main();
