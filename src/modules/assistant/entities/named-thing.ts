export interface NamedThing {
  /** Of the record in the mirror; of an owner, the CRM's own id. */
  readonly id: string;
  readonly name: string;
}
