// Plain JavaScript: it must also run, and explain itself, on a Node that cannot read TypeScript.
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `Sophia runs on Node 24; this is Node ${process.versions.node}.\n` +
      '→ Run: npm install (it brings Node 24 along), then: npm run sophia -- --help\n',
  );
  process.exit(2);
}
// Making the embedded database faster while it runs takes three seconds of processor: only what runs on is worth it.
const [command, subcommand] = process.argv.slice(2);
if (command !== 'start' && !(command === 'calls' && subcommand === 'import')) {
  for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']) setFlagsFromString(flag);
}
if (command === 'start') {
  // A server at rest gives back what its work has left: V8 would keep three times what is in use.
  for (const flag of ['--heap-growing-percent=50', '--memory-reducer-for-small-heaps']) setFlagsFromString(flag);
}
// By its name in the environment threads and child processes find it as well.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../node_modules/.cache/sophia/compile', import.meta.url));
module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
await import('./shorten-imports.mjs');
const { main } = await import('../src/main.ts');
process.exitCode = await main();
