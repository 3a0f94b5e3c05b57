import { describe, test } from 'node:test';
import { databaseForSuite } from '#test/database-for-suite';
import { assertAllRefused, assertNonsenseIsNamed, assertNothingSeen, type VerbCase } from '#test/verb-cases';
import * as door from './index.ts';

const suite = await databaseForSuite();
const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
const secret = 'the floor is two dollars';
const input = { name: 'floor.md', text: `# Floor\n\nRemember: ${secret}.` };
const { documentId } = await door.addDocument({ ctx, input });
const document = 'floor.md';

const cases: Readonly<Record<string, VerbCase<typeof ctx>>> = {
  addDocument: {
    ask: (as) => door.addDocument({ ctx: as, input: { name: 'other.md', text: 'Other words.' } }),
    nonsense: (as) => door.addDocument({ ctx: as, input: { name: ' ', text: 'Words.' } }),
  },
  getDocument: {
    ask: (as) => door.getDocument({ ctx: as, input: { document } }),
    nonsense: (as) => door.getDocument({ ctx: as, input: { document: '' } }),
  },
  listDocumentsNaming: {
    ask: (as) => door.listDocumentsNaming({ ctx: as, input: { words: ['FLOOR is'], audience: null } }),
    nonsense: (as) => door.listDocumentsNaming({ ctx: as, input: { words: [], audience: null } }),
  },
  listDocuments: { ask: (as) => door.listDocuments({ ctx: as }) },
  removeDocument: {
    ask: (as) => door.removeDocument({ ctx: as, input: { document: documentId } }),
    nonsense: (as) => door.removeDocument({ ctx: as, input: { document: ' ' } }),
  },
};

describe('every verb of documents', () => {
  test('is refused to whoever has no right to it', () => assertAllRefused({ door, notVerbs: [], cases, ctx }));

  test('names what is wrong with input that makes no sense', () => assertNonsenseIsNamed({ cases, ctx }));

  test('lets nothing of another workspace be seen', async () => {
    const elsewhere = { ...ctx, workspaceId: await suite.createWorkspace() };
    await assertNothingSeen({ cases, elsewhere, secrets: [documentId, secret] });
  });
});
