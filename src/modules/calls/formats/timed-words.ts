import { z } from 'zod';

/** One word, mark or stretch of speech with the times and the speaker that the source gives it, in the source's unit. */
export interface TimedItem {
  readonly text: string;
  readonly start: number | null;
  readonly end: number | null;
  /** Whether any of the keys is there under which services write what was said. */
  readonly hasText: boolean;
  readonly isPunctuation: boolean;
  readonly speaker: string | null;
}

const expectedTime = 'expected a time as a number, or as text such as “1.5” or “1.5s”';
const Time = z
  .union([z.number(), z.string().regex(/^-?\d+(?:\.\d+)?s?$/, expectedTime)], { error: expectedTime })
  .nullish()
  .transform((time) => (typeof time === 'object' || time === undefined ? null : Number.parseFloat(String(time))));
const Text = z.string().nullish();
const SpeakerReference = z
  .union([
    z.string(),
    z.number(),
    z.object({ id: z.union([z.string(), z.number()]).nullish(), name: z.string().nullish() }),
  ])
  .nullish()
  .transform(nameSpeaker);

/** A word as any of the transcription services write it; what is not known is passed over. */
export const TimedItem = z
  .object({
    text: Text,
    word: Text,
    punctuated_word: Text,
    value: Text,
    content: Text,
    alternatives: z.array(z.object({ content: Text })).nullish(),
    type: Text,
    start: Time,
    ts: Time,
    start_time: Time,
    startTime: Time,
    end: Time,
    end_ts: Time,
    end_time: Time,
    endTime: Time,
    speaker: SpeakerReference,
    speaker_label: SpeakerReference,
    speaker_id: SpeakerReference,
    speakerTag: SpeakerReference,
  })
  .transform((item): TimedItem => {
    const spoken = item.punctuated_word ?? item.text ?? item.word ?? item.value ?? item.content;
    const text = spoken ?? item.alternatives?.[0]?.content;
    return {
      text: (text ?? '').trim(),
      hasText: typeof text === 'string',
      start: item.start ?? item.ts ?? item.start_time ?? item.startTime,
      end: item.end ?? item.end_ts ?? item.end_time ?? item.endTime,
      isPunctuation: /^punct/i.test(item.type ?? ''),
      speaker: item.speaker ?? item.speaker_label ?? item.speaker_id ?? item.speakerTag,
    };
  });

const Words = z.array(TimedItem).nullish();
const Stretches = z
  .array(z.intersection(TimedItem, z.object({ words: Words })))
  .nullish()
  .transform((stretches) => stretches?.flatMap(unfoldStretch));
const Monologues = z
  .array(z.object({ speaker: SpeakerReference, terms: Words, elements: Words, words: Words }))
  .nullish()
  .transform((monologues) =>
    monologues?.flatMap(({ speaker, terms, elements, words }) =>
      (terms ?? elements ?? words ?? []).map((item) => ({ ...item, speaker: speaker ?? item.speaker })),
    ),
  );
const Alternatives = z.object({ alternatives: z.array(z.object({ words: Words })).nullish() });
const Results = z
  .union([
    z.array(Alternatives).transform((results) => results.flatMap(firstAlternative)),
    z
      .object({ items: Words, utterances: Stretches, channels: z.array(Alternatives).nullish() })
      .transform(({ items, utterances, channels }) => items ?? utterances ?? channels?.flatMap(firstAlternative)),
  ])
  .nullish();

/** The shapes of word-timed JSON; parsing one returns its items in file order, or undefined where it has none. */
export const TimedWords = z.union([
  z.array(z.intersection(TimedItem, z.object({ words: Words }))).transform((items) => items.flatMap(unfoldStretch)),
  z
    .object({ monologues: Monologues, utterances: Stretches, segments: Stretches, words: Words, results: Results })
    .transform(
      ({ monologues, utterances, segments, words, results }) =>
        monologues ?? utterances ?? segments ?? words ?? results,
    ),
]);

function firstAlternative({ alternatives }: z.infer<typeof Alternatives>): TimedItem[] {
  return alternatives?.[0]?.words ?? [];
}

function unfoldStretch(stretch: TimedItem & { words?: TimedItem[] | null | undefined }): TimedItem[] {
  const { words, ...item } = stretch;
  if (!words || words.length === 0) return [item];
  return words.map((word) => ({ ...word, speaker: word.speaker ?? item.speaker }));
}

type Reference = string | number | { id?: string | number | null | undefined; name?: string | null | undefined };

function nameSpeaker(reference: Reference | null | undefined): string | null {
  if (reference === null || reference === undefined) return null;
  if (typeof reference === 'object') {
    const name = reference.name?.trim() ?? '';
    return name === '' ? nameSpeaker(reference.id) : name;
  }
  const name = String(reference).trim();
  if (name === '' || /^<?n\/?a>?$/i.test(name)) return null;
  return /^\d+$/.test(name) ? `Speaker ${name}` : name;
}
