import { InvalidArgumentError } from 'commander';

/** Reads an option that is a whole number from 1 up to the largest that makes sense. */
export function parseCount({ largest }: { largest: number }): (value: string) => number {
  return (value) => {
    const count = /^\d{1,9}$/.test(value) ? Number(value) : 0;
    if (count < 1 || count > largest) {
      throw new InvalidArgumentError(`Expected a whole number from 1 to ${largest}, found "${value}".`);
    }
    return count;
  };
}
