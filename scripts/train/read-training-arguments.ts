import { parseArgs } from 'node:util';

export interface TrainingArguments {
  /** The folder of the evaluation data. */
  readonly data: string;
  readonly seed: number;
  /** The day that is written into the file. */
  readonly date: string;
  readonly out: string;
}

/** Reads `--data`, `--seed`, `--date` and `--out` from the command line; the date must be given. */
export function readTrainingArguments(out: string): TrainingArguments {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: '../shared/data' },
      seed: { type: 'string', default: '1' },
      date: { type: 'string' },
      out: { type: 'string', default: out },
    },
  });
  if (values.date === undefined) {
    throw new Error('--date is missing: give the day to be written into the file, as YYYY-MM-DD.');
  }
  return { data: values.data, seed: Number(values.seed), date: values.date, out: values.out };
}
