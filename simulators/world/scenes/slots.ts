/** What a slot of a phrasing becomes, and what it is worth where it is money or a day. */
export interface SlotValue {
  readonly text: string;
  readonly minorUnits: number | null;
  readonly date: string | null;
}

/** Asked anew for each sentence. A phrasing with a slot that has no value in this call is not eligible there. */
export type Slots = ReadonlyMap<string, () => SlotValue>;

export function plain(text: string): SlotValue {
  return { text, minorUnits: null, date: null };
}

export function money(text: string, minorUnits: number): SlotValue {
  return { text, minorUnits, date: null };
}

export function day(text: string, date: string): SlotValue {
  return { text, minorUnits: null, date };
}
