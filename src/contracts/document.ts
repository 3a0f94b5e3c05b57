import { z } from 'zod';
import { PersonRole } from './permission.ts';

export const DocumentFormat = z.enum(['markdown', 'text', 'html']);
export type DocumentFormat = z.infer<typeof DocumentFormat>;

/** Whether a customer may be told what a document says. */
export const DocumentAudience = z.enum(['internal', 'external']);
export type DocumentAudience = z.infer<typeof DocumentAudience>;

/** More would be a book: it is cut into parts that are told apart. */
export const longestDocument = 500_000;

/** A text of the workspace's own; one of the same name is replaced by it. */
export const NewDocument = z.strictObject({
  name: z.string().trim().min(1).max(200).describe('What it is called, as a file is.'),
  text: z.string().describe(`At most ${longestDocument.toLocaleString('en')} characters.`),
  format: DocumentFormat.nullable().default(null).describe('Null to tell it by the end of the name.'),
  title: z.string().trim().min(1).max(300).nullable().default(null).describe('Null for its first heading.'),
  audience: DocumentAudience.default('internal').describe('Whether a customer may be told what it says.'),
  roles: z.array(PersonRole).max(10).default([]).describe('Those who may see it; none for everybody.'),
  importance: z.number().min(0).max(1).default(0.7),
});
export type NewDocument = z.infer<typeof NewDocument>;

export const WorkspaceDocument = z.strictObject({
  documentId: z.string(),
  name: z.string(),
  title: z.string(),
  format: DocumentFormat,
  audience: DocumentAudience,
  roles: z.array(PersonRole),
  importance: z.number(),
  version: z.int().min(1),
  /** SHA-256 of the text as it was sent. */
  contentHash: z.string(),
  characters: z.int().min(0),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type WorkspaceDocument = z.infer<typeof WorkspaceDocument>;

export const DocumentReference = z.strictObject({ document: z.string().trim().min(1).max(200) });
export type DocumentReference = z.infer<typeof DocumentReference>;
