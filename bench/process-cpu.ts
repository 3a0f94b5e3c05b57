import { readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/** How much processor another process has used, as Linux tells it; 0 where the system does not. */
export function processCpuMs(processId: number): number {
  try {
    const fields = readFileSync(`/proc/${processId}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
  } catch {
    return 0;
  }
}
