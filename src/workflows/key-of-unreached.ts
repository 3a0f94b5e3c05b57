/** The key of the one message that names all owners who could not be reached on a day (YYYY-MM-DD). */
export function keyOfUnreached(day: string): string {
  return `drift:owners:${day}`;
}
