import fc from 'fast-check';

/**
 * A character of any plane, what markup escapes among them. fast-check's own unit `binary` builds a table of a million
 * characters first, which takes more than a second.
 */
export const anyCharacter: fc.Arbitrary<string> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom('&', '<', '>', '"', "'", ' ', '\n') },
  { weight: 2, arbitrary: fc.integer({ min: 0x20, max: 0xd7_ff }).map((code) => String.fromCodePoint(code)) },
  { weight: 2, arbitrary: fc.integer({ min: 0xe0_00, max: 0x10_ff_ff }).map((code) => String.fromCodePoint(code)) },
);
