import type { ComparedFigure, ComparedFigureName, Interaction, Side, VendorInsights } from '#contracts';

interface FigureSources {
  readonly insights: VendorInsights;
  readonly interaction: Interaction;
  /** Whose figures the vendor gives: the host of the call; null where that is not known. */
  readonly hostName: string | null;
}

type Own = { readonly value: number | null; readonly note: string | null; readonly isSame: boolean };

const byWords = 'Sophia counts words here, since the transcript has no times.';
const noHost = 'Sophia does not know which speaker is the host, whose figure the vendor gives.';
const passes =
  'Not the same figure: the vendor counts how often the word passes between the sides, Sophia counts every change of speaker a minute.';
const answersOnly =
  "Not the same figure: the vendor waits for the customer's end, Sophia for that of any speaker before.";
const recognition = 'Each of the two recognizes questions in its own way.';

/** The figures that the vendor gives of a call beside ours; those that the vendor has not given are left out. */
export function compareFigures(sources: FigureSources): ComparedFigure[] {
  const { insights } = sources;
  const { questions } = insights;
  const host = hostFigures(sources);
  return [
    figure({ name: 'talkRatio', unit: 'share', vendor: stat(insights, 'Talk Ratio'), own: talkRatio(sources, host) }),
    figure({
      name: 'longestMonologue',
      unit: 'seconds',
      vendor: stat(insights, 'Longest Monologue'),
      own: timed(sources, { lengthMs: host?.longestMonologue ?? null, absent: noHost }),
    }),
    figure({
      name: 'longestCustomerStory',
      unit: 'seconds',
      vendor: stat(insights, 'Longest Customer Story'),
      own: timed(sources, {
        lengthMs: sideOf(sources, 'external')?.longestMonologue ?? null,
        absent: 'Sophia knows no speaker of the customer.',
      }),
    }),
    figure({
      name: 'interactivity',
      unit: 'changes',
      vendor: stat(insights, 'Interactivity'),
      own: { value: sources.interaction.interactivity, note: passes, isSame: false },
    }),
    figure({ name: 'patience', unit: 'seconds', vendor: stat(insights, 'Patience'), own: patience(sources, host) }),
    figure({
      name: 'questionsOfCompany',
      unit: 'questions',
      vendor: questions?.company ?? null,
      own: asked(sources, 'internal'),
    }),
    figure({
      name: 'questionsOfOthers',
      unit: 'questions',
      vendor: questions?.others ?? null,
      own: asked(sources, 'external'),
    }),
  ].flatMap((one) => one ?? []);
}

function figure({
  name,
  unit,
  vendor,
  own,
}: {
  name: ComparedFigureName;
  unit: ComparedFigure['unit'];
  vendor: number | null;
  own: Own;
}): ComparedFigure | null {
  if (vendor === null) return null;
  const difference = own.isSame && own.value !== null ? round(own.value - vendor) : null;
  return { name, unit, vendor, sophia: own.value, difference, note: own.note };
}

function stat({ interaction }: VendorInsights, name: string): number | null {
  return interaction.find((one) => one.name.toLowerCase() === name.toLowerCase())?.value ?? null;
}

type Host = Interaction['speakers'][number] | null;

/** The host by name, or the only speaker of our side. */
function hostFigures({ interaction, hostName }: FigureSources): Host {
  const own = interaction.speakers.filter(({ side }) => side === 'internal');
  const named = own.filter(({ speaker }) => speaker === hostName);
  const [host] = named.length > 0 ? named : own;
  return host !== undefined && (named.length === 1 || own.length === 1) ? host : null;
}

function talkRatio({ interaction, insights }: FigureSources, host: Host): Own {
  if (host === null) return { value: null, note: noHost, isSame: false };
  if (interaction.basis === 'words')
    return { value: host.talkRatio, note: `Not the same figure: ${byWords}`, isSame: false };
  const isShare = (stat(insights, 'Talk Ratio') ?? 0) <= 1;
  return {
    value: host.talkRatio,
    note: isShare ? null : "The vendor's figure is no share from 0 to 1.",
    isSame: isShare,
  };
}

/** Milliseconds of ours as seconds; absent where ours are words. */
function timed({ interaction }: FigureSources, { lengthMs, absent }: { lengthMs: number | null; absent: string }): Own {
  if (interaction.basis === 'words') return { value: null, note: byWords, isSame: false };
  if (lengthMs === null) return { value: null, note: absent, isSame: false };
  return { value: round(lengthMs / 1000), note: null, isSame: true };
}

/** With one speaker of ours, whoever speaks before is the customer: then both count the same waits. */
function patience(sources: FigureSources, host: Host): Own {
  const own = timed(sources, {
    lengthMs: host?.patienceMs ?? null,
    absent: host === null ? noHost : 'In the call, the host speaks after nobody else.',
  });
  const others = sources.interaction.speakers.filter(({ speaker }) => speaker !== host?.speaker);
  const isSame = own.isSame && others.every(({ side }) => side === 'external');
  return isSame || own.value === null ? own : { ...own, note: answersOnly, isSame };
}

function asked(sources: FigureSources, side: Side): Own {
  const unknown = sideOf(sources, 'unknown');
  const value = sideOf(sources, side)?.questions ?? 0;
  if (unknown === undefined || unknown.questions === 0) return { value, note: recognition, isSame: true };
  return {
    value,
    note: `Not comparable: of ${unknown.questions} more, Sophia does not know whose they are.`,
    isSame: false,
  };
}

function sideOf({ interaction }: FigureSources, side: Side): Interaction['sides'][number] | undefined {
  return interaction.sides.find((one) => one.side === side);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
