import { findCandidates } from './find-candidates.ts';
import type { PromptSentence, PromptTurn } from './read-turns.ts';

/** A JSON Schema node as far as structured outputs use it; everything is optional because it comes from outside. */
export interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
  readonly minimum?: number;
  readonly maxItems?: number;
  readonly minItems?: number;
}

export interface Reading {
  readonly root: SchemaNode;
  readonly turns: readonly PromptTurn[];
  readonly sentences: readonly PromptSentence[];
  /** What trackers ask, in the order of their numbers; empty where the prompt has no question. */
  readonly questions: readonly string[];
}

interface Place {
  readonly reading: Reading;
  readonly name: string;
  /** The sentence that the object being filled is about. */
  readonly about: PromptSentence | null;
  /** Counted from 1; 0 where nothing is asked. */
  readonly questionNumber: number;
}

const listLimit = 5;

/** A value that fits the schema: claims quote real sentences of the prompt, everything else is as plain as it can be. */
export function fitSchema(node: SchemaNode, place: Place): unknown {
  const schema = resolve(node, place.reading.root);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return chooseEnum(schema.enum, place);
  const type = Array.isArray(schema.type) ? schema.type.find((entry) => entry !== 'null') : schema.type;
  switch (type) {
    case 'object':
      return fitObject(schema, place);
    case 'array':
      return fitArray(schema, place);
    case 'boolean':
      return place.name === 'answered' ? replyTo(place) !== null : false;
    case 'integer':
    case 'number':
      return fitNumber(schema, place);
    case 'string':
      return fitString(place);
    default:
      return null;
  }
}

function resolve(node: SchemaNode, root: SchemaNode): SchemaNode {
  if (node.$ref !== undefined) {
    const name = node.$ref.split('/').at(-1) ?? '';
    return resolve(root.$defs?.[name] ?? {}, root);
  }
  const choices = node.anyOf ?? node.oneOf;
  const chosen = choices?.find((choice) => choice.type !== 'null');
  return chosen === undefined ? node : resolve(chosen, root);
}

function fitObject(schema: SchemaNode, place: Place): Record<string, unknown> {
  const about = place.about ?? (isClaim(schema) ? (place.reading.sentences[0] ?? null) : null);
  const entries = Object.entries(schema.properties ?? {}).map(([name, node]) => [
    name,
    fitSchema(node, { ...place, name, about }),
  ]);
  return Object.fromEntries(entries);
}

function fitArray(schema: SchemaNode, place: Place): unknown[] {
  const items = schema.items ?? {};
  const limit = Math.min(schema.maxItems ?? listLimit, listLimit);
  if (!isClaim(resolve(items, place.reading.root))) {
    return Array.from({ length: schema.minItems ?? 0 }, () => fitSchema(items, place));
  }
  const { sentences, questions } = place.reading;
  const asked = questions.length === 0 ? [null] : questions;
  return asked.flatMap((question, index) => {
    const found = findCandidates({ name: place.name, sentences, question, limit });
    const questionNumber = question === null ? 0 : index + 1;
    return found.map((about) => fitSchema(items, { ...place, about, questionNumber }));
  });
}

function isClaim(schema: SchemaNode): boolean {
  return schema.properties?.['turn'] !== undefined && schema.properties['quote'] !== undefined;
}

/** The value whose own words stand in the sentence, otherwise the last one of the list that says `unknown`, or the first. */
function chooseEnum(values: readonly unknown[], place: Place): unknown {
  const text = place.about?.text.toLowerCase() ?? '';
  const spoken = values.find((value) => {
    const words = String(value)
      .toLowerCase()
      .split(/[^a-z]+/u);
    return words.some((word) => word.length > 3 && text.includes(word));
  });
  if (spoken !== undefined) return spoken;
  if (place.name === 'answer') return replyTo(place) === null ? 'unanswered' : (values[0] ?? null);
  return values.find((value) => value === 'unknown') ?? values[0] ?? null;
}

function fitNumber(schema: SchemaNode, place: Place): number {
  if (place.name === 'confidence') return 0.8;
  if (place.name === 'question') return place.questionNumber;
  if (place.name === 'turn') return place.about?.turn ?? 0;
  if (place.name === 'answerTurn') return replyTo(place)?.turn ?? -1;
  return Math.max(0, schema.minimum ?? 0);
}

function fitString(place: Place): string {
  switch (place.name) {
    case 'speaker':
    case 'owner':
      return place.about?.speaker ?? 'nobody';
    case 'answerQuote':
      return replyTo(place)?.text ?? '';
    default:
      return place.about?.text ?? place.reading.sentences[0]?.text ?? 'nothing';
  }
}

/** The first sentence of the next turn by somebody else. */
function replyTo({ about, reading }: Place): PromptSentence | null {
  if (about === null) return null;
  return reading.sentences.find(({ turn, speaker }) => turn > about.turn && speaker !== about.speaker) ?? null;
}
