import { z } from 'zod';
import { longestDocument, NewDocument } from '#contracts';
import { operationSchemas } from '#surfaces/local';
import { performOperation } from '#surfaces/operations';
import { declareOperation } from '../declare-operation.ts';
import { Cursor, limitUpTo, NextCursor, Reference } from '../fields.ts';
import { pageWithin } from '../page-within.ts';

const tag = 'documents';
const most = 200;
const params = { document: Reference.describe('The name of a document, or its id.') };
/** A character takes four bytes at most, six where it is written as an escape. */
const largestBody = 6 * longestDocument;

export const documentOperations = [
  declareOperation({
    id: 'listDocuments',
    method: 'GET',
    path: '/documents',
    tag,
    summary: 'The documents of the workspace that whoever asks may see, without their texts',
    query: { limit: limitUpTo(most), cursor: Cursor },
    answer: z.strictObject({
      documents: operationSchemas['documents.list'].output.shape.documents,
      nextCursor: NextCursor,
    }),
    errors: ['cursor.malformed'],
    run: async ({ query, ...call }) => {
      const { documents } = await performOperation('documents.list', { ...call, input: {} });
      const page = pageWithin({
        operation: 'listDocuments',
        query,
        rows: documents,
        idOf: ({ documentId }) => documentId,
      });
      return { documents: page.rows, nextCursor: page.nextCursor };
    },
  }),
  declareOperation({
    id: 'addDocument',
    method: 'POST',
    path: '/documents',
    tag,
    summary: 'Adds a document; one of the same name becomes its next version',
    body: NewDocument,
    answer: operationSchemas['documents.add'].output,
    errors: ['document.unreadable', 'document.too-large'],
    bodyLimit: largestBody,
    run: ({ body, ...call }) => performOperation('documents.add', { ...call, input: body }),
  }),
  declareOperation({
    id: 'getDocument',
    method: 'GET',
    path: '/documents/{document}',
    tag,
    summary: 'A document with its text',
    params,
    answer: operationSchemas['documents.get'].output,
    errors: ['document.not-found'],
    run: ({ params: input, ...call }) => performOperation('documents.get', { ...call, input }),
  }),
  declareOperation({
    id: 'removeDocument',
    method: 'DELETE',
    path: '/documents/{document}',
    tag,
    summary: 'Takes a document away, and out of search',
    params,
    answer: operationSchemas['documents.remove'].output,
    errors: ['document.not-found'],
    run: ({ params: input, ...call }) => performOperation('documents.remove', { ...call, input }),
  }),
];
