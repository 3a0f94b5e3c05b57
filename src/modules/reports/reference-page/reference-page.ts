import type { Viewer } from '../schema.ts';

/** An operation of the API as the reference shows it. */
export interface ReferenceOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string | null;
  readonly parameters: readonly {
    readonly name: string;
    readonly place: string;
    readonly type: string;
    readonly required: boolean;
    /** What stands where it is left out; null where nothing does. */
    readonly standard: string | null;
    readonly description: string | null;
  }[];
  /** As a type of TypeScript; null where no body is taken. */
  readonly body: string | null;
  readonly status: number;
  /** The name of a schema; null where the answer has no body. */
  readonly answer: string | null;
  readonly errors: readonly string[];
}

/** Everything that the reference of the API shows. */
export interface ReferencePage {
  readonly viewer: Viewer | null;
  /** Under which it is read, such as `http://127.0.0.1:8000`: a program on the same way finds Sophia there too. */
  readonly address: string;
  readonly groups: readonly {
    readonly name: string;
    readonly summary: string;
    readonly operations: readonly ReferenceOperation[];
  }[];
  readonly schemas: readonly { readonly name: string; readonly text: string }[];
  readonly errors: readonly {
    readonly code: string;
    readonly status: number;
    readonly meaning: string;
    readonly action: string;
  }[];
}
