import { trace } from '@opentelemetry/api';
import { type Logger, pino } from 'pino';
import { type Clock, systemClock } from '#platform/clock';
import { formatLine } from './format-line.ts';
import type { Log, LogFields, LogLevel, Seal } from './log.ts';
import { redactFields } from './redact.ts';

export interface LogOptions {
  readonly level: LogLevel;
  /** `json`: one object a line, for machines; `lines`: for a person at a terminal. */
  readonly format: 'json' | 'lines';
  readonly clock?: Clock;
  /** Takes each finished line with its line break; by default standard error, never standard output. */
  readonly write?: (line: string) => void;
}

/** A log on standard error. Secrets and what people said never reach it: see `redactFields`. */
export function createLog(options: LogOptions): Log {
  const clock = options.clock ?? systemClock;
  const write = options.write ?? writeToStandardError;
  const destination = {
    write: options.format === 'json' ? write : (line: string) => write(formatLine(line)),
  };
  const logger = pino(
    {
      level: options.level,
      base: null,
      messageKey: 'message',
      timestamp: () => `,"time":"${clock.now().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      mixin: activeTrace,
    },
    destination,
  );
  return wrap(logger, { seal: null });
}

function wrap(logger: Logger, sealing: { seal: Seal | null }): Log {
  function redact(fields: LogFields): LogFields {
    return redactFields(fields, sealing.seal);
  }
  return {
    debug: (fields, sentence) => {
      if (logger.isLevelEnabled('debug')) {
        logger.debug(redact(fields), sentence);
      }
    },
    info: (fields, sentence) => logger.info(redact(fields), sentence),
    warn: (fields, sentence) => logger.warn(redact(fields), sentence),
    error: (fields, sentence) => logger.error(redact(fields), sentence),
    child: (fields) => wrap(logger.child(redact(fields)), sealing),
    sealWith: (seal) => {
      sealing.seal = seal;
    },
  };
}

function activeTrace(): Record<string, string> {
  const span = trace.getActiveSpan();
  return span === undefined ? {} : { traceId: span.spanContext().traceId };
}

function writeToStandardError(line: string): void {
  process.stderr.write(line);
}
