import { basicCall } from './basic-call.ts';
import { type ContentName, callContent } from './call-content.ts';
import { isReady, userIdOf } from './call-filter.ts';
import { interactionFigures } from './interaction-figures.ts';
import type { GongCall, GongState } from './state.ts';

export type InteractionName = 'speakers' | 'video' | 'personInteractionStats' | 'questions';

/** What a content selector asks for. */
export interface Wanted {
  readonly context: boolean;
  readonly parties: boolean;
  readonly content: ReadonlySet<ContentName>;
  readonly interaction: ReadonlySet<InteractionName>;
  readonly comments: boolean;
  readonly media: boolean;
}

/** A call with its parts, those that were asked for and those that are there by now. */
export function detailedCall(input: {
  call: GongCall;
  state: GongState;
  /** Of the simulator. */
  url: string;
  now: Date;
  wanted: Wanted;
}): Record<string, unknown> {
  const { call, state, now, wanted } = input;
  const isAnalyzed = isReady(call, now);
  return {
    metaData: basicCall(call, input),
    ...(wanted.context ? { context: [] } : {}),
    ...(wanted.parties ? { parties: partiesOf(call, state) } : {}),
    ...(wanted.content.size > 0 && isAnalyzed ? { content: callContent({ call, state, wanted: wanted.content }) } : {}),
    ...(wanted.interaction.size > 0 && isAnalyzed ? { interaction: interactionOf(input) } : {}),
    ...(wanted.comments ? { collaboration: { publicComments: [] } } : {}),
    ...(wanted.media ? { media: {} } : {}),
  };
}

function partyId({ gongId }: GongCall, place: number): string {
  return `${gongId.slice(-15)}${String(place + 1).padStart(3, '0')}`;
}

function partiesOf(call: GongCall, state: GongState): Record<string, unknown>[] {
  return call.parties.map((party, place) => {
    const userId = userIdOf(state, party.employeeKey);
    return {
      id: partyId(call, place),
      ...(party.email === null ? {} : { emailAddress: party.email }),
      name: party.name,
      ...(party.title === null ? {} : { title: party.title }),
      ...(userId === null ? {} : { userId }),
      ...(party.speakerId === null ? {} : { speakerId: party.speakerId }),
      context: [],
      affiliation: party.affiliation,
      ...(party.phone === null ? {} : { phoneNumber: party.phone }),
      methods: party.speakerId === null ? ['Invitee'] : ['Invitee', 'Attendee'],
    };
  });
}

function interactionOf({ call, state, wanted }: { call: GongCall; state: GongState; wanted: Wanted }) {
  const host = call.parties.find(({ employeeKey }) => employeeKey === call.primaryEmployeeKey);
  const figures = interactionFigures(call, host?.speakerId ?? null);
  const speakers = call.parties.flatMap(({ speakerId, employeeKey }, place) => {
    if (speakerId === null) return [];
    const talkTime = (figures.talkTimeMs.get(speakerId) ?? 0) / 1000;
    return [{ id: partyId(call, place), userId: userIdOf(state, employeeKey), talkTime }];
  });
  const names = wanted.interaction;
  return {
    ...(names.has('speakers') ? { speakers } : {}),
    ...(names.has('video') ? { video: [] } : {}),
    ...(names.has('personInteractionStats') ? { interactionStats: figures.stats } : {}),
    ...(names.has('questions') ? { questions: figures.questions } : {}),
  };
}
