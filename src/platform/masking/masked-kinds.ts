/** What is found in a text and can be masked. */
export const maskedKinds = [
  'secret',
  'card',
  'ssn',
  'bank',
  'passport',
  'license',
  'birth-date',
  'email',
  'phone',
  'ip',
  'url',
  'address',
  'person',
] as const;
export type MaskedKind = (typeof maskedKinds)[number];

/** What no analysis of a call needs; the rest is masked where a setting says so. */
export const defaultMaskedKinds: readonly MaskedKind[] = ['secret', 'card', 'ssn', 'bank', 'passport', 'license'];

/** A place in a text; of things split over several lines one for each line, with the same value. */
export interface FoundData {
  readonly kind: MaskedKind;
  readonly start: number;
  readonly end: number;
  /** The same for every way of writing the same thing. */
  readonly value: string;
}
