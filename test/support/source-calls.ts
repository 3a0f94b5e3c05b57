import type { Side, SourceCall, SourceParty } from '#contracts';
import { storeSourceCall } from '#modules/calls';
import type { Context } from '#platform/context';

/** Somebody in a call, as the source of calls names them. */
export function partyOf(values: Partial<SourceParty> & { readonly side: Side }): SourceParty {
  return { speakerId: null, userId: null, name: null, email: null, phone: null, title: null, ...values };
}

/** Stores a call of these people in which each who has a speaker's id says a sentence. Returns its id. */
export async function storeCall({
  ctx,
  externalId,
  startedAt,
  parties,
  title = 'A conversation',
  texts = ['Good to speak with you today.'],
  said = {},
  known = {},
}: {
  ctx: Context;
  externalId: string;
  startedAt: string;
  parties: readonly SourceParty[];
  title?: string;
  /** The sentences that each of them says. */
  texts?: readonly string[];
  /** What somebody says, by the speaker's id, in place of these. */
  said?: Readonly<Record<string, readonly string[]>>;
  /** What else its source knows of it. */
  known?: Partial<Pick<SourceCall, 'url' | 'primaryUserId' | 'insights'>>;
}): Promise<string> {
  const speakers = parties.filter(({ speakerId }) => speakerId !== null);
  const stored = await storeSourceCall({
    ctx,
    input: {
      source: 'gong',
      call: {
        externalId,
        sourceWorkspaceId: null,
        title,
        url: null,
        scheduledAt: null,
        startedAt,
        durationSeconds: 1800,
        primaryUserId: null,
        direction: null,
        isPrivate: false,
        isInternal: false,
        isOutOfScope: false,
        parties: [...parties],
        insights: null,
        ...known,
      },
      transcript: {
        externalId,
        monologues: speakers.map(({ speakerId }, place) => ({
          speakerId,
          topic: null,
          sentences: (said[speakerId ?? ''] ?? texts).map((text, line) => {
            const startMs = place * 60_000 + line * 5000;
            return { startMs, endMs: startMs + 4000, text };
          }),
        })),
      },
    },
  });
  return stored.callId;
}
