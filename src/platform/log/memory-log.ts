import type { Log, LogFields, LogLevel, Seal } from './log.ts';
import { redactFields } from './redact.ts';

export interface LoggedLine {
  readonly level: Exclude<LogLevel, 'silent'>;
  readonly sentence: string;
  readonly fields: LogFields;
}

/** A log that keeps its lines, redacted as the real one does, for tests that assert what was said. */
export function createMemoryLog(): Log & { readonly lines: readonly LoggedLine[] } {
  const lines: LoggedLine[] = [];
  return Object.assign(createKeeper({ lines, base: {}, sealing: { seal: null } }), { lines });
}

interface Keeping {
  readonly lines: LoggedLine[];
  readonly base: LogFields;
  readonly sealing: { seal: Seal | null };
}

function createKeeper({ lines, base, sealing }: Keeping): Log {
  function keep(level: LoggedLine['level']): (fields: LogFields, sentence: string) => void {
    return (fields, sentence) => {
      lines.push({ level, sentence, fields: redactFields({ ...base, ...fields }, sealing.seal) });
    };
  }
  return {
    debug: keep('debug'),
    info: keep('info'),
    warn: keep('warn'),
    error: keep('error'),
    child: (fields) => createKeeper({ lines, base: { ...base, ...fields }, sealing }),
    sealWith: (seal) => {
      sealing.seal = seal;
    },
  };
}
