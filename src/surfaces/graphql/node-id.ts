import { z } from 'zod';
import { SophiaError } from '#platform/errors';

/** What has an id of its own in the graph. */
export const NodeType = z.enum([
  'Call',
  'Claim',
  'Deal',
  'Company',
  'Contact',
  'Lead',
  'Person',
  'Commitment',
  'Contradiction',
  'Warning',
  'ChangeSet',
]);
export type NodeType = z.infer<typeof NodeType>;

const longestId = 200;

/** An id that says to this server, and to nobody else, what it belongs to. */
export function toNodeId(type: NodeType, id: string): string {
  return Buffer.from(`${type}:${id}`).toString('base64url');
}

/** Throws `input.invalid` where the text is no id of this graph. */
export function readNodeId(nodeId: string): { type: NodeType; id: string } {
  const text = nodeId.length > longestId ? '' : Buffer.from(nodeId, 'base64url').toString();
  const [, name, id] = /^(\w+):([\w-]+)$/.exec(text) ?? [];
  const type = NodeType.safeParse(name).data;
  if (type !== undefined && id !== undefined && toNodeId(type, id) === nodeId) return { type, id };
  throw new SophiaError('input.invalid', 'Expected the `id` of a node as an answer has given it, found another text.');
}
