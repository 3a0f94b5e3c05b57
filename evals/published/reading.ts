/** What one of Sophia's readers made of something that a vendor has published. */
export interface Reading {
  readonly name: string;
  readonly outcome: 'accepted' | 'refused' | 'not received';
  /** Of a refusal. */
  readonly reason: string | null;
}
