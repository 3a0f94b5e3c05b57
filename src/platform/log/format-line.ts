import { styleText } from 'node:util';
import { z } from 'zod';

const LogLine = z.looseObject({ level: z.string(), time: z.string(), message: z.string() });

const levelStyles: Record<string, 'gray' | 'cyan' | 'yellow' | 'red'> = {
  debug: 'gray',
  info: 'cyan',
  warn: 'yellow',
  error: 'red',
};

/** A JSON log line as one line for a person (stacks follow on their own); a line of another form stays as it is. */
export function formatLine(line: string): string {
  const parsed = LogLine.safeParse(JSON.parse(line));
  if (!parsed.success) {
    return line;
  }
  const { level, time, message, ...fields } = parsed.data;
  const mark = paint({ style: levelStyles[level] ?? 'gray', text: level.padEnd(5) });
  const values = Object.entries(fields)
    .filter(([key]) => key !== 'traceId')
    .map(([key, value]) => paint({ style: 'gray', text: `${key}=${formatValue(value)}` }));
  const stacks = Object.values(fields).flatMap(stackOf);
  return `${[time.slice(11, 19), mark, message, ...values].join(' ')}\n${stacks.join('')}`;
}

function formatValue(value: unknown): string {
  if (typeof value === 'string') {
    return /^[\w.:/@+-]+$/.test(value) ? value : JSON.stringify(value);
  }
  const error = LoggedError.safeParse(value);
  return JSON.stringify(error.success ? error.data.message : value);
}

const LoggedError = z.looseObject({ type: z.string(), message: z.string(), stack: z.string() });

function stackOf(value: unknown): string[] {
  const error = LoggedError.safeParse(value);
  return error.success ? [`${paint({ style: 'gray', text: indent(error.data.stack) })}\n`] : [];
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}

function paint(words: { style: 'gray' | 'cyan' | 'yellow' | 'red'; text: string }): string {
  return styleText(words.style, words.text, { stream: process.stderr });
}
