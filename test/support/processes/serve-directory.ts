import { acquireInstance } from '#platform/instance';

/** Holds the data directory and answers: `/echo`, `/count` with events, `/hang` that never ends, `/fail`, `/exit`. */
const instance = await acquireInstance({ dataDirectory: process.argv[2] ?? '' });
if (instance.role !== 'holder') {
  throw new Error('Another process holds the directory.');
}
instance.serve(async ({ path, body, emit }) => {
  if (path === '/count') {
    for (const number of [1, 2, 3]) {
      emit({ number });
    }
    return 'counted';
  }
  if (path === '/hang') {
    emit('hanging');
    return new Promise(() => undefined);
  }
  return { path, body };
});
process.stdout.write('ready\n');
process.once('SIGTERM', () => {
  void instance.release();
});
