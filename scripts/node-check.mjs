// Plain JavaScript that any Node reads: run before TypeScript, so that an older Node gets a sentence and no stack.
const wanted = 24;
const found = process.versions.node;

if (Number(found.split('.')[0]) < wanted) {
  process.stderr.write(
    `Sophia runs on Node ${wanted} or newer; this is Node ${found}. Node ${wanted} comes with the dependencies:\n` +
      '  npm install\n' +
      'and then start everything through npm, which finds it first (npm start, npm test, npm run sophia -- ...).\n',
  );
  process.exit(1);
}
