/** The file that an analysis thread starts with. */
export const analysisWorkerUrl: URL = new URL('./worker.ts', import.meta.url);
