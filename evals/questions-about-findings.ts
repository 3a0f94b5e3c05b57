import {
  countIs,
  dealsAre,
  type Expected,
  type HandWrittenQuestion,
  isRenewal,
  lastWeek,
  money,
  november,
  october,
  q4,
  thisWeek,
  today,
  within,
} from './expect-answers.ts';
import type { FindingsTruth } from './findings-truth.ts';

const isThere: Expected = { outcome: 'nothing' };

function promiseQuestions({ promises }: FindingsTruth): HandWrittenQuestion[] {
  const [ours, theirs] = (['internal', 'external'] as const).map((side) =>
    promises.filter((promise) => promise.side === side),
  );
  const open = promises.filter(({ state }) => state === 'open');
  function at(account: string) {
    return (promise: { account: string | null }) => promise.account === account;
  }
  const daniel = (ours ?? []).filter(({ owner }) => owner === 'Daniel Reyes');
  const broken = promises.filter(({ state }) => state === 'broken');
  return [
    {
      question: 'What do we still owe the people at Glasswing Apartments?',
      expected: countIs(open.filter(({ side }) => side === 'internal').filter(at('Glasswing Apartments')).length),
    },
    {
      question: 'what did Bell Thicket say they would get back to us with?',
      expected: countIs(
        (theirs ?? []).filter(({ state }) => state === 'open').filter(at('Bell Thicket Residential')).length,
      ),
    },
    {
      question: 'is anything we promised Hollow Kettle Homes late?',
      expected: countIs(
        open
          .filter(({ side, due }) => side === 'internal' && due !== null && due < today)
          .filter(at('Hollow Kettle Homes')).length,
      ),
    },
    {
      question: 'which follow-ups are due this week?',
      expected: countIs(open.filter(({ due }) => within(due, thisWeek)).length),
    },
    {
      question: 'which promises did Jonah Whitfield break?',
      expected: countIs(broken.filter(({ owner }) => owner === 'Jonah Whitfield').length, ['Lacewood', 'Barrow Hill']),
    },
    {
      question: 'where did Ginger Mill Management not get what we said they would?',
      expected: countIs(broken.filter(({ side }) => side === 'internal').filter(at('Ginger Mill Management')).length),
    },
    {
      question: 'what has Daniel Reyes actually delivered of what he promised?',
      expected: countIs(daniel.filter(({ state }) => state === 'kept').length),
    },
    {
      question: 'how reliable is Daniel Reyes with his promises?',
      expected: { count: daniel.filter(({ state }) => state === 'kept').length },
    },
  ];
}

function objectionQuestions({ objections }: FindingsTruth): HandWrittenQuestion[] {
  function top(days: readonly [string, string] | null): string {
    const meant = objections.filter(({ day }) => days === null || within(day, days));
    const counted = [...Map.groupBy(meant, ({ kind }) => kind)].toSorted(
      (one, other) => other[1].length - one[1].length,
    );
    return counted[0]?.[0] ?? '';
  }
  function at(account: string) {
    return objections.filter((one) => one.account === account);
  }
  const security = objections.filter(({ kind, day }) => kind === 'security' && within(day, november));
  return [
    { question: 'What do people push back on the most?', expected: { textSays: [top(null)] } },
    { question: 'what was the number one complaint in October?', expected: { textSays: [top(october)] } },
    { question: 'What did Dusty Fork Rentals not like?', expected: countIs(at('Dusty Fork Rentals').length) },
    {
      question: 'did Mossy Anchor Homes push back on price?',
      expected: countIs(at('Mossy Anchor Homes').filter(({ kind }) => kind === 'price').length),
    },
    {
      question: 'Which concerns of Blue Lantern Living did we never answer?',
      expected: countIs(at('Blue Lantern Living').filter(({ answer }) => answer === 'unanswered').length),
    },
    {
      question: 'who was worried about security this month?',
      expected: countIs(
        security.length,
        security.flatMap(({ account }) => account ?? []),
      ),
    },
    {
      question: 'what contract concerns came up last week?',
      expected: countIs(objections.filter(({ kind, day }) => kind === 'contract' && within(day, lastWeek)).length),
    },
  ];
}

function warningQuestions({ warnings, risks }: FindingsTruth): HandWrittenQuestion[] {
  const standing = warnings.filter(({ until, deal }) => until === null && !deal.isClosed);
  function dealsOf(meant: FindingsTruth['warnings']): Expected {
    return dealsAre([...new Set(meant.map(({ deal }) => deal))], false);
  }
  function ofKind(kind: string): Expected {
    return dealsOf(standing.filter((one) => one.kind === kind));
  }
  function at(account: string) {
    return (one: { deal: { account: string } }) => one.deal.account === account;
  }
  function risksAt(name: string): Expected {
    return countIs(risks.filter(({ account }) => account === name).length);
  }
  return [
    {
      question: 'Which renewals are at risk this quarter and why?',
      expected: dealsOf(standing.filter(({ deal }) => isRenewal(deal) && within(deal.closes, q4))),
    },
    {
      question: 'which of Jonah Whitfield’s deals look shaky?',
      expected: dealsOf(standing.filter(({ deal }) => deal.owner === 'Jonah Whitfield')),
    },
    {
      question: 'What is wrong with Nettle Park Residential?',
      expected: countIs(standing.filter(at('Nettle Park Residential')).length),
    },
    { question: 'who has gone dark on us?', expected: ofKind('ghosted') },
    { question: 'where do we only talk to one person?', expected: ofKind('single_threaded') },
    { question: 'Which deals keep getting pushed out?', expected: ofKind('close_date_pushed') },
    { question: 'which deals are stuck right now?', expected: ofKind('stuck_in_stage') },
    {
      question: 'where did our champion leave?',
      expected: ofKind('champion_left'),
    },
    {
      question: 'which new red flags came up last week?',
      expected: countIs(warnings.filter(({ from }) => within(from, lastWeek)).length),
    },
    {
      question: 'did any warnings clear up last week?',
      expected: countIs(warnings.filter(({ until }) => within(until, lastWeek)).length),
    },
    {
      question: 'Is the Goldfinch Terrace deal healthy?',
      expected: countIs(standing.filter(at('Goldfinch Terrace')).length),
    },
    {
      question: 'what risks came up in the calls with Saddle Oak Management?',
      expected: risksAt('Saddle Oak Management'),
    },
    { question: 'which risks did Plum Harbor Living name?', expected: risksAt('Plum Harbor Living') },
    { question: 'what could go wrong with Hickory Bell Management?', expected: risksAt('Hickory Bell Management') },
  ];
}

function systemQuestions({ contradictions, duplicates, calls, openAt }: FindingsTruth): HandWrittenQuestion[] {
  function at(account: string): Expected {
    return countIs(contradictions.filter(({ deal }) => deal.account === account).length);
  }
  const hazel = contradictions.find(({ deal }) => deal.account === 'Hazel Landing');
  function moved([from, to]: readonly [string, string], owner?: string): Expected {
    return { textSays: [money(openAt(from, owner)), money(openAt(to, owner))] };
  }
  return [
    { question: 'Where does HubSpot not match what customers told us?', expected: countIs(contradictions.length) },
    {
      question: 'does the CRM agree with what Hazel Landing said?',
      expected: { count: 1, says: [Number(hazel?.said).toLocaleString('en-US')] },
    },
    { question: 'is the CRM wrong about Painted Gate Apartments?', expected: at('Painted Gate Apartments') },
    { question: 'is HubSpot out of date for Rye and Barley Homes?', expected: at('Rye and Barley Homes') },
    { question: 'What needs my sign-off?', expected: { says: duplicates } },
    { question: 'is anything waiting for approval for Glasswing Apartments?', expected: isThere },
    { question: 'what did you write into HubSpot last week?', expected: isThere },
    { question: 'did anybody turn down one of your suggestions?', expected: isThere },
    { question: 'Did all of our calls arrive?', expected: { count: 0, outcome: 'nothing' } },
    { question: 'are any calls missing from last week?', expected: { count: 0, outcome: 'nothing' } },
    {
      question: 'which calls belong to no deal?',
      expected: countIs(calls.filter(({ dealKey }) => dealKey === null).length),
    },
    { question: 'How did our pipeline change in October?', expected: moved(['2026-09-30', '2026-10-31']) },
    { question: 'did the pipeline grow or shrink last week?', expected: moved(['2026-11-08', '2026-11-15']) },
    {
      question: 'what changed in the pipeline of Maya Okafor in October?',
      expected: moved(['2026-09-30', '2026-10-31'], 'Maya Okafor'),
    },
  ];
}

/** The generator marks no decisions: these were read in calls of its own phrasing. */
function decisionQuestions(): HandWrittenQuestion[] {
  return [
    { question: 'What did Greywillow Communities decide?', expected: { says: ['DuesHarbor'] } },
    { question: 'which decision came out of the Mossy Anchor Homes call?', expected: { says: ['RentForge'] } },
    { question: 'what did we agree on with Gable and Pine Residential?', expected: { says: ['8,448'] } },
  ];
}

function peopleQuestions({ leads, talk }: FindingsTruth): HandWrittenQuestion[] {
  const owners = [...Map.groupBy(leads, ({ owner }) => owner)].toSorted(
    (one, other) => other[1].length - one[1].length,
  );
  const judged = talk.filter(({ calls }) => calls >= 3).toSorted((one, other) => other.share - one.share);
  function mark(name: string): Expected {
    const share = judged.find(({ person }) => person === name)?.share ?? 0;
    return { textSays: [share > 0.65 ? 'above the mark' : 'below the mark'] };
  }
  return [
    { question: 'How many leads do we have in HubSpot?', expected: countIs(leads.length) },
    {
      question: 'which leads is Tessa Malone on?',
      expected: countIs(leads.filter(({ owner }) => owner === 'Tessa Malone').length),
    },
    {
      question: 'what new leads did we get this month?',
      expected: countIs(leads.filter(({ created }) => within(created, november)).length),
    },
    { question: 'who has the most leads?', expected: { textSays: [owners[0]?.[0] ?? ''] } },
    { question: 'Who talks the most on our calls?', expected: { firstLine: judged[0]?.person ?? '' } },
    { question: 'which rep listens best?', expected: { firstLine: judged.at(-1)?.person ?? '' } },
    { question: 'does Tessa Malone talk too much in calls?', expected: mark('Tessa Malone') },
    { question: 'how much of his calls does Jonah Whitfield talk?', expected: mark('Jonah Whitfield') },
  ];
}

/** Questions about what was found in calls and across systems, in the words of those who sell. */
export function questionsAboutFindings(truth: FindingsTruth): HandWrittenQuestion[] {
  return [
    ...promiseQuestions(truth),
    ...objectionQuestions(truth),
    ...warningQuestions(truth),
    ...systemQuestions(truth),
    ...decisionQuestions(),
    ...peopleQuestions(truth),
  ];
}
