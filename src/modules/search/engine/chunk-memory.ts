import { SharedRun } from './shared-run.ts';
import { rowsPerPart, TermIndex } from './term-index.ts';

/** A chunk as ranking needs it: no text. */
export interface RankedChunk {
  readonly chunkId: number;
  readonly documentId: string;
  readonly callId: string | null;
  /** The packed terms of its call's title, where these are among `terms`. */
  readonly titleTerms?: Uint32Array;
  readonly sides: number;
  /** Days since 1970; null where none is known. */
  readonly day: number | null;
  readonly terms: Uint32Array;
  /** Null until it is known; then it is near nothing. */
  readonly vector: Float32Array | null;
}

const firstRows = 256;
const noDay = -2_147_483_648;
const noTerms = new Uint32Array();

/**
 * The chunks of one workspace laid out for scanning: vectors end to end, terms by the rows that hold them, a row a chunk.
 * Rows that were dropped stay until a quarter of them are gone; then the rest moves together.
 */
export class ChunkMemory {
  /** 0 where vectors are compared elsewhere. */
  readonly dimensions: number;
  /** Whose vectors it holds. */
  readonly model: string | null;
  rows = 0;
  chunkIds = new Float64Array(firstRows);
  sides = new Uint8Array(firstRows);
  days = new Int32Array(firstRows);
  lengths = new Uint16Array(firstRows);
  /** The number of the document of each row, from 0 on. */
  documents = new Int32Array(firstRows);
  terms = new TermIndex();
  vectors: Float32Array;
  /** What was committed when it was last brought in step, and when that was by the clock of the server; null at first. */
  readTo: { readonly snapshot: string; readonly atSeconds: number } | null = null;
  readonly refreshes = new SharedRun();
  readonly #rowOf = new Map<number, number>();
  readonly #documents: { documentId: string; callId: string | null; titleTerms: Uint32Array }[] = [];
  readonly #documentNumbers = new Map<string, number>();
  #dropped = 0;
  #scans = 0;

  constructor(dimensions: number, model: string | null = null) {
    this.dimensions = dimensions;
    this.model = model;
    this.vectors = new Float32Array(firstRows * dimensions);
  }

  get size(): number {
    return this.#rowOf.size;
  }

  has(chunkId: number): boolean {
    return this.#rowOf.has(chunkId);
  }

  ids(): IterableIterator<number> {
    return this.#rowOf.keys();
  }

  rowOf(chunkId: number): number | undefined {
    return this.#rowOf.get(chunkId);
  }

  add(chunk: RankedChunk): void {
    if (this.#rowOf.has(chunk.chunkId)) return;
    const row = this.rows;
    this.#makeRoom(row + 1);
    this.chunkIds[row] = chunk.chunkId;
    this.sides[row] = chunk.sides;
    this.days[row] = chunk.day ?? noDay;
    this.terms.add(chunk.terms);
    this.lengths[row] = lengthOf(chunk.terms);
    this.documents[row] = this.#numberOf(chunk);
    if (chunk.vector === null) this.vectors.fill(0, row * this.dimensions, (row + 1) * this.dimensions);
    else this.vectors.set(chunk.vector, row * this.dimensions);
    this.#rowOf.set(chunk.chunkId, row);
    this.rows += 1;
  }

  /** Sets the vector of a chunk that is there. */
  setVector(chunkId: number, vector: Float32Array): void {
    const row = this.#rowOf.get(chunkId);
    if (row !== undefined) this.vectors.set(vector, row * this.dimensions);
  }

  drop(chunkIds: Iterable<number>): void {
    for (const chunkId of chunkIds) {
      const row = this.#rowOf.get(chunkId);
      if (row === undefined) continue;
      this.#rowOf.delete(chunkId);
      this.chunkIds[row] = -1;
      this.vectors.fill(0, row * this.dimensions, (row + 1) * this.dimensions);
      this.#dropped += 1;
    }
    this.#tidy();
  }

  /** Rows keep their places until the work has ended. */
  async scan<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#scans += 1;
    try {
      return await work();
    } finally {
      this.#scans -= 1;
      this.#tidy();
    }
  }

  /** Takes out everything of a call. */
  dropCall(callId: string): void {
    const gone = [...this.#rowOf].filter(([, row]) => this.#callOf(row) === callId);
    this.drop(gone.map(([chunkId]) => chunkId));
  }

  /** The chunks of these documents. */
  idsOf(documentIds: ReadonlySet<string>): number[] {
    const numbers = new Set([...documentIds].map((documentId) => this.#documentNumbers.get(documentId)));
    return [...this.#rowOf].flatMap(([chunkId, row]) => (numbers.has(this.documents[row]) ? [chunkId] : []));
  }

  /** A 1 at the number of each of these documents. */
  flagsOf(documentIds: Iterable<string>): Uint8Array {
    const flags = new Uint8Array(this.#documents.length);
    for (const documentId of documentIds) {
      const number = this.#documentNumbers.get(documentId);
      if (number !== undefined) flags[number] = 1;
    }
    return flags;
  }

  /** Those of which no chunk is there. */
  documentsWithoutRows(documentIds: Iterable<string>): string[] {
    const filled = new Uint8Array(this.#documents.length);
    for (let row = 0; row < this.rows; row += 1) {
      if (this.isThere(row)) filled[this.documents[row] ?? -1] = 1;
    }
    return [...documentIds].filter((documentId) => filled[this.#documentNumbers.get(documentId) ?? -1] !== 1);
  }

  /** Whether the row is of a call or of a promise made in one. */
  isOfCall(row: number): boolean {
    return this.#callOf(row) !== null;
  }

  /** The packed terms of the title by which every row of the document of this one is found as well. */
  titleOf(row: number): Uint32Array {
    return this.#documents[this.documents[row] ?? -1]?.titleTerms ?? noTerms;
  }

  /** Of how many documents there are or were rows. */
  get documentCount(): number {
    return this.#documents.length;
  }

  isThere(row: number): boolean {
    return (this.chunkIds[row] ?? -1) >= 0;
  }

  documentOf(row: number): string {
    return this.#documents[this.documents[row] ?? -1]?.documentId ?? '';
  }

  #callOf(row: number): string | null {
    return this.#documents[this.documents[row] ?? -1]?.callId ?? null;
  }

  #numberOf({ documentId, callId, titleTerms = noTerms }: RankedChunk): number {
    const known = this.#documentNumbers.get(documentId);
    if (known !== undefined) return known;
    const number = this.#documents.push({ documentId, callId, titleTerms }) - 1;
    this.#documentNumbers.set(documentId, number);
    return number;
  }

  #tidy(): void {
    if (this.#scans === 0 && this.#dropped > 64 && this.#dropped * 4 > this.rows) this.#moveTogether();
  }

  #makeRoom(rows: number): void {
    if (rows <= this.chunkIds.length) return;
    const room = Math.ceil(rows * 1.5);
    this.chunkIds = grown(this.chunkIds, new Float64Array(room));
    this.sides = grown(this.sides, new Uint8Array(room));
    this.days = grown(this.days, new Int32Array(room));
    this.lengths = grown(this.lengths, new Uint16Array(room));
    this.documents = grown(this.documents, new Int32Array(room));
    this.vectors = grown(this.vectors, new Float32Array(room * this.dimensions));
  }

  #moveTogether(): void {
    const terms = this.terms;
    const kept: RankedChunk[] = [];
    for (let part = 0; part * rowsPerPart < this.rows; part += 1) {
      terms.read(part).forEach((own, place) => {
        const row = part * rowsPerPart + place;
        if (this.isThere(row)) kept.push(this.#read(row, own));
      });
    }
    this.rows = 0;
    this.terms = new TermIndex();
    this.#dropped = 0;
    this.#rowOf.clear();
    this.#documents.length = 0;
    this.#documentNumbers.clear();
    for (const chunk of kept) this.add(chunk);
  }

  #read(row: number, terms: Uint32Array): RankedChunk {
    const day = this.days[row] ?? noDay;
    return {
      chunkId: this.chunkIds[row] ?? -1,
      documentId: this.documentOf(row),
      callId: this.#callOf(row),
      titleTerms: this.titleOf(row),
      sides: this.sides[row] ?? 0,
      day: day === noDay ? null : day,
      terms,
      vector: this.vectors.slice(row * this.dimensions, (row + 1) * this.dimensions),
    };
  }
}

function lengthOf(terms: Uint32Array): number {
  let length = 0;
  for (const packed of terms) length += packed & 31;
  return Math.min(length, 65_535);
}

function grown<Kind extends Float64Array | Float32Array | Int32Array | Uint16Array | Uint8Array>(
  from: Kind,
  to: Kind,
): Kind {
  to.set(from);
  return to;
}
