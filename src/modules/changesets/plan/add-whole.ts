/** What a text field is given at most: readable in a list, and far below what the CRM takes. */
const fieldLimit = 4000;

/** Lines that fit, each of them whole; how many there are beside them is said. The activity of the call has them all. */
export function addWhole(lines: readonly string[]): string {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    const room = fieldLimit - restOf(lines.length).length - 1;
    if (length + line.length + 1 > room && kept.length > 0) break;
    if (line.length > room) break;
    kept.push(line);
    length += line.length + 1;
  }
  const left = lines.length - kept.length;
  return left === 0 ? kept.join('\n') : [...kept, restOf(left)].join('\n');
}

function restOf(count: number): string {
  return `and ${count} more in the activity of the call`;
}
