import { renderEnvExample } from '#config';
import { generateClient } from './generate-client.ts';
import { renderErrorDocument } from './render-error-document.ts';
import { generateSchemas } from './write-schemas.ts';

interface GeneratedFile {
  readonly path: string;
  readonly content: string;
}

/** Files that are written from code by `npm run write-generated` and held equal to it by `npm run verify`. */
export function generateFiles(): readonly GeneratedFile[] {
  return [
    { path: '.env.example', content: renderEnvExample() },
    { path: 'docs/errors.md', content: renderErrorDocument() },
    ...generateSchemas(),
    ...generateClient(),
  ];
}
