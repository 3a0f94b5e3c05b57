import { SophiaError } from '#platform/errors';

export interface Named {
  readonly id: string;
  readonly label: string;
}

/** The one of that id or name, or the only one whose name begins so. */
export function onlyNamed({ what, named, text }: { what: string; named: readonly Named[]; text: string }): Named {
  const wanted = text.trim().toLowerCase();
  const whole = named.find(({ id, label }) => id === text || label.toLowerCase() === wanted);
  if (whole !== undefined) return whole;
  const begun = named.filter(({ label }) => label.toLowerCase().startsWith(wanted));
  const [first] = begun;
  if (first !== undefined && begun.length === 1) return first;
  const known = (begun.length === 0 ? named : begun).map(({ label }) => label).join(', ');
  throw new SophiaError(
    'input.invalid',
    `Expected one ${what} that is called "${text}", found ${begun.length === 0 ? 'none' : 'several'}. There are: ${known || 'none; has the CRM been read? See sophia sync status'}.`,
  );
}
