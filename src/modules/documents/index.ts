export { addDocument } from './add-document.ts';
export { getDocument } from './get-document.ts';
export { listDocuments } from './list-documents.ts';
export { listDocumentsNaming } from './list-documents-naming.ts';
export { removeDocument } from './remove-document.ts';
export { workspaceDocuments } from './tables.ts';
