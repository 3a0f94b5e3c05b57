import { z } from 'zod';
import { DocumentReference, NewDocument, WorkspaceDocument } from '#contracts';
import { Nothing } from './nothing.ts';

/** What can be asked of the documents of a workspace. */
export const documentOperations = {
  'documents.list': { input: Nothing, output: z.strictObject({ documents: z.array(WorkspaceDocument) }) },
  'documents.get': { input: DocumentReference, output: WorkspaceDocument.extend({ text: z.string() }) },
  'documents.add': {
    input: NewDocument,
    output: z.strictObject({
      documentId: z.string(),
      outcome: z.enum(['created', 'changed', 'unchanged']),
      version: z.int(),
    }),
  },
  'documents.remove': {
    input: DocumentReference,
    output: z.strictObject({ documentId: z.string(), name: z.string() }),
  },
} as const;
