import type { Party, Side } from '#contracts';
import type { ReadOptions, WarningList } from './reading.ts';

export interface SettledSides {
  /** Everybody the source lists and everybody who speaks. */
  readonly parties: Party[];
  readonly sides: ReadonlyMap<string, Side>;
}

/**
 * Returns whose person each party and speaker is: as the source says, else by the domain of the e-mail address,
 * else by name. Who is none of ours becomes external only where the caller asks for that.
 */
export function settleSides(input: {
  parties: readonly Party[];
  speakers: readonly string[];
  options: ReadOptions;
  warnings: WarningList;
}): SettledSides {
  const listed = new Set(input.parties.map(({ name }) => name));
  const unlisted = input.speakers
    .filter((name) => !listed.has(name))
    .map((name) => ({ name, side: 'unknown' as const, email: null, title: null }));
  const ours = createOurs(input.options);
  const first = [...input.parties, ...unlisted].map((party) => ({
    ...party,
    side: party.side === 'unknown' && ours.has(party) ? ('internal' as const) : party.side,
  }));
  const anyInternal = first.some(({ side }) => side === 'internal');
  const parties = first.map((party) => ({
    ...party,
    side: input.options.othersExternal === true && anyInternal && party.side === 'unknown' ? 'external' : party.side,
  })) satisfies Party[];
  if (!anyInternal && input.options.othersExternal === true) {
    const message = describeUnmatched({ parties, speakers: input.speakers, options: input.options });
    input.warnings.add({ code: 'transcript.internal-unmatched', message, line: null });
  }
  return { parties, sides: sidesOf(parties) };
}

function describeUnmatched(input: {
  parties: readonly Party[];
  speakers: readonly string[];
  options: ReadOptions;
}): string {
  const { internalNames, internalDomains } = input.options;
  const given = [...internalNames, ...internalDomains].join(', ');
  const hasAddress = input.parties.some(({ name, email }) => email !== null || name.includes('@'));
  const advice =
    internalDomains.length > 0 && !hasAddress
      ? ' The file has no e-mail addresses, so a domain matches nobody in it: pass the names of your people with --internal.'
      : '';
  return `None of the speakers is one of the internal names and domains given (${given}); sides stay unknown. The speakers are: ${input.speakers.slice(0, 20).join(', ')}.${advice}`;
}

/** Two people of one name who stand on different sides leave that name's side unknown. */
function sidesOf(parties: readonly Party[]): Map<string, Side> {
  const sides = new Map<string, Side>();
  for (const { name, side } of parties) {
    const before = sides.get(name);
    sides.set(name, before === undefined || before === side ? side : 'unknown');
  }
  return sides;
}

function createOurs(options: ReadOptions): { has(party: Party): boolean } {
  const names = new Set(options.internalNames.filter((name) => !name.includes('@')).flatMap(waysToWrite));
  const addresses = new Set(options.internalNames.filter((name) => name.includes('@')).map(fold));
  const domains = new Set(options.internalDomains.map((domain) => fold(domain).replace(/^@/, '')));
  const everybody = options.internalNames.some((name) => name.trim() === '*');
  return {
    has: (party) => {
      const address = party.email === null ? (party.name.includes('@') ? fold(party.name) : null) : fold(party.email);
      if (address !== null && (addresses.has(address) || isInDomains(address, domains))) return true;
      return everybody || waysToWrite(party.name).some((way) => names.has(way));
    },
  };
}

function isInDomains(address: string, domains: ReadonlySet<string>): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return [...domains].some((ours) => ours !== '' && (domain === ours || domain.endsWith(`.${ours}`)));
}

/** The name as it is, without brackets, and without the company behind a bar, a dash or an at sign. */
function waysToWrite(name: string): string[] {
  const whole = fold(name);
  const plain = fold(withoutBrackets(name));
  const [beforeCompany = plain] = plain.split(/ (?:\||-|–|—|@|\/) /);
  return [...new Set([whole, plain, beforeCompany.trim()])].filter((way) => way !== '');
}

function withoutBrackets(name: string): string {
  let depth = 0;
  let kept = '';
  for (const letter of name) {
    if (letter === '(' || letter === '[') depth += 1;
    if (depth === 0) kept += letter;
    if ((letter === ')' || letter === ']') && depth > 0) depth -= 1;
  }
  return kept;
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase().trim().replaceAll(/\s+/g, ' ');
}
