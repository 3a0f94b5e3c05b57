import { readFileSync } from 'node:fs';
import { SophiaError } from '#platform/errors';
import { SalesModelFile } from './sales-model-file.ts';
import { talkFeatureNames } from './talk-features.ts';

/** Linear models over the words of a sentence, and over its place in the talk, ready to score. */
export interface SalesModels {
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly text: ReadonlyMap<string, { readonly constant: number; readonly weights: Float64Array }>;
  readonly talk: ReadonlyMap<
    string,
    { readonly constant: number; readonly text: number; readonly weights: readonly number[] }
  >;
}

const file = new URL('../../weights/sales.json', import.meta.url);

/** Reads the committed weights. Throws `internal.unexpected` where they do not fit the features of the code. */
export function loadSalesModels(): SalesModels {
  return salesModelsFrom(SalesModelFile.parse(JSON.parse(readFileSync(file, 'utf8'))));
}

/** Unpacks the content of a weight file. */
export function salesModelsFrom(content: SalesModelFile): SalesModels {
  if (content.talkFeatures.join() !== talkFeatureNames.join()) {
    throw new SophiaError(
      'internal.unexpected',
      'The weights sales.json do not fit the features that the code computes: train them again with scripts/train.',
    );
  }
  return {
    vocabulary: new Map(content.terms.map((term, id) => [term, id])),
    text: new Map(
      Object.entries(content.text).map(([label, { constant, step, packed }]) => [
        label,
        { constant, weights: Float64Array.from(unpack(packed), (byte) => byte * step) },
      ]),
    ),
    talk: new Map(Object.entries(content.talk)),
  };
}

function unpack(packed: string): Int8Array {
  const bytes = Buffer.from(packed, 'base64');
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
