import type { ObjectType } from '../object-types.ts';

interface DefinedType {
  readonly from: ObjectType;
  readonly to: ObjectType;
  readonly typeId: number;
  readonly inverseTypeId: number;
  /** Null for the plain tie. */
  readonly label: string | null;
  /** As it stands in lists of the objects API. */
  readonly name: string;
  readonly isPrimary: boolean;
}

type Row = readonly [from: ObjectType, to: ObjectType, typeId: number, inverseTypeId: number];

const plain: readonly Row[] = [
  ['contacts', 'companies', 279, 280],
  ['deals', 'contacts', 3, 4],
  ['deals', 'line_items', 19, 20],
  ['deals', 'companies', 341, 342],
  ['notes', 'contacts', 202, 201],
  ['notes', 'companies', 190, 189],
  ['notes', 'deals', 214, 213],
  ['tasks', 'contacts', 204, 203],
  ['tasks', 'companies', 192, 191],
  ['tasks', 'deals', 216, 215],
  ['calls', 'contacts', 194, 193],
  ['calls', 'companies', 182, 181],
  ['calls', 'deals', 206, 205],
  ['meetings', 'contacts', 200, 199],
  ['meetings', 'companies', 188, 187],
  ['meetings', 'deals', 212, 211],
  ['emails', 'contacts', 198, 197],
  ['emails', 'companies', 186, 185],
  ['emails', 'deals', 210, 209],
  ['leads', 'contacts', 608, 609],
  ['leads', 'companies', 610, 611],
  ['notes', 'leads', 855, 854],
  ['tasks', 'leads', 647, 646],
  ['calls', 'leads', 597, 596],
  ['meetings', 'leads', 601, 600],
  ['emails', 'leads', 599, 598],
  ['calls', 'meetings', 399, 400],
  ['contacts', 'contacts', 449, 449],
  ['companies', 'companies', 450, 450],
  ['deals', 'deals', 451, 451],
];
/** The first of a pair has one primary record of the second kind. */
const primary: readonly Row[] = [
  ['contacts', 'companies', 1, 2],
  ['deals', 'companies', 5, 6],
];
const primaryOfLead: Row = ['leads', 'contacts', 578, 579];

/** What HubSpot itself defines between the types that are served, in both directions. */
export const definedTypes: readonly DefinedType[] = [
  ...[...primary, primaryOfLead].flatMap((row) => bothWays(row, 'Primary')),
  ...plain.flatMap((row) => bothWays(row, null)),
  ...bothWays(['companies', 'companies', 13, 14], 'Parent Company'),
];

export function plainTypeOf(pair: { from: ObjectType; to: ObjectType }): DefinedType | null {
  return definedTypes.find(({ from, to, label }) => from === pair.from && to === pair.to && label === null) ?? null;
}

export function primaryTypeOf(pair: { from: ObjectType; to: ObjectType }): DefinedType | null {
  return definedTypes.find(({ from, to, isPrimary }) => from === pair.from && to === pair.to && isPrimary) ?? null;
}

/** Whether the pair begins at the record that has one primary record of the other kind. */
export function hasOnePrimary(pair: { fromType: ObjectType; toType: ObjectType }): boolean {
  return [...primary, primaryOfLead].some(([from, to]) => from === pair.fromType && to === pair.toType);
}

function bothWays([from, to, typeId, inverseTypeId]: Row, label: string | null): DefinedType[] {
  const there = {
    from,
    to,
    typeId,
    inverseTypeId,
    label,
    isPrimary: label === 'Primary',
    name: nameOf({ from, to, label }),
  };
  if (typeId === inverseTypeId) return [there];
  const back = label === 'Parent Company' ? 'Child Company' : label;
  return [
    there,
    {
      from: to,
      to: from,
      typeId: inverseTypeId,
      inverseTypeId: typeId,
      label: back,
      isPrimary: label === 'Primary',
      name: nameOf({ from: to, to: from, label: back }),
    },
  ];
}

/** With companies the primary tie has the short name and the plain one says that it is unlabeled; with leads it is the other way. */
function nameOf({ from, to, label }: { from: ObjectType; to: ObjectType; label: string | null }): string {
  const short = `${singular(from)}_to_${singular(to)}`;
  if (label === 'Primary' && from === 'leads') return 'lead_to_primary_contact';
  if (label === 'Primary' && to === 'leads') return 'primary_contact_to_lead';
  if (label === 'Primary') return short;
  if (label !== null) return label.toLowerCase().replace(' ', '_to_');
  return primary.some((row) => row.includes(from) && row.includes(to)) ? `${short}_unlabeled` : short;
}

function singular(type: ObjectType): string {
  return type === 'companies' ? 'company' : type.slice(0, -1);
}
