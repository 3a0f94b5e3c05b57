import { z } from 'zod';
import { Side } from '#contracts';
import { SophiaError } from '#platform/errors';
import { describeJson, describeMismatch, type JsonDocument } from './json-document.ts';
import type { Moment, Reading } from './reading.ts';
import { momentFromInstant } from './settle-date.ts';

const formatMark = 'sophia.transcript/1';
const Milliseconds = z.number().min(0).nullish();
const SophiaDocument = z.object({
  format: z.literal(formatMark),
  id: z.string().min(1).nullish(),
  title: z.string().nullish(),
  startedAt: z.iso.datetime({ offset: true }).nullish(),
  date: z.iso.date().nullish(),
  timeZone: z.string().nullish(),
  parties: z
    .array(
      z.object({
        name: z.string().trim().min(1),
        email: z.string().nullish(),
        title: z.string().nullish(),
        side: Side.nullish(),
      }),
    )
    .nullish(),
  turns: z.array(
    z.object({ speaker: z.string().nullish(), startMs: Milliseconds, endMs: Milliseconds, text: z.string() }),
  ),
});
type SophiaDocument = z.infer<typeof SophiaDocument>;

/** Whether a JSON value says of itself that it is a transcript of ours, of whatever version. */
export function isSophiaDocument(value: unknown): boolean {
  return z.object({ format: z.string().startsWith('sophia.transcript/') }).safeParse(value).success;
}

/** Returns the reading of our own JSON. Throws `transcript.unreadable`, naming the fields that do not fit. */
export function readSophiaJson({ value, name }: JsonDocument): Reading[] {
  const parsed = SophiaDocument.safeParse(value);
  if (!parsed.success) {
    const found = isSophiaDocument(value) ? '' : `${describeJson(value)} was found: `;
    const message = `${name}: a document of the form “${formatMark}” was expected, but ${found}${describeMismatch({ error: parsed.error, value })}. docs/formats.md shows the form.`;
    throw new SophiaError('transcript.unreadable', message);
  }
  const document = parsed.data;
  return [
    {
      format: 'sophia',
      utterances: document.turns.map((turn) => ({
        speaker: turn.speaker ?? null,
        text: turn.text,
        startMs: turn.startMs ?? null,
        endMs: turn.endMs ?? null,
        line: null,
      })),
      parties: (document.parties ?? []).map((party) => ({
        name: party.name,
        side: party.side ?? 'unknown',
        email: party.email ?? null,
        title: party.title ?? null,
      })),
      externalId: document.id ?? null,
      title: document.title ?? null,
      moment: momentOf(document),
      timeZone: document.timeZone ?? null,
      warnings: [],
    },
  ];
}

function momentOf({ startedAt, date }: SophiaDocument): Moment | null {
  const moment = startedAt ? momentFromInstant(startedAt) : null;
  if (!date) return moment;
  return { instant: moment?.instant ?? null, day: date };
}
