import { longestDocument, NewDocument } from '#contracts';
import { operationSchemas } from '#surfaces/local';
import { performOperation } from '#surfaces/operations';
import { declareOperation } from '../declare-operation.ts';
import { Reference } from '../fields.ts';

const tag = 'documents';
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
    answer: operationSchemas['documents.list'].output,
    run: (call) => performOperation('documents.list', { ...call, input: {} }),
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
