import type { Storm } from './storm.ts';

/**
 * In Gong one call is made private and another is deleted, of those that ended before this moment; Gong tells nobody.
 * Those that never had a transcript, or were private from the beginning, stay as they are.
 */
export async function takeBackCalls(storm: Storm): Promise<void> {
  const { vendors, random, ended, lost, hidden, turned, vanished, note } = storm;
  const touched = new Set([...lost, ...hidden, ...turned, ...vanished]);
  const [first, second] = random.shuffle(ended.filter((id) => !touched.has(id)));
  if (first === undefined || second === undefined) return;
  await vendors.control({ vendor: 'gong', path: `calls/${first}`, method: 'PATCH', body: { isPrivate: true } });
  turned.push(first);
  await vendors.control({ vendor: 'gong', path: `calls/${second}`, method: 'PATCH', body: { hasVanished: true } });
  vanished.push(second);
  note(`call ${first} is private now, call ${second} is deleted`);
}
