import { commandIn } from '#contracts';
import { type Drift, dayOfUnreached, getDrift, ledgerPage, listDrifts } from '#modules/ledger';
import type { SubjectOfNotification } from '../notification-context.ts';
import type { DriftView } from '../views.ts';
import { vendorNames } from './vendor-names.ts';

/** What each kind of drift means for whoever runs Sophia, and what is to be done. */
const advice: Readonly<Record<Drift['what'], string>> = {
  definitions:
    'What Sophia proposes is checked against the new definitions. Look whether the policy and open changes still name the old ones: `sophia policy show`, `sophia changes list --waiting`.',
  calls:
    'What was made of these calls stays. Were they deleted on purpose, nothing is to be done; otherwise restore them at the source.',
  removed_calls:
    'The call turned private, and all that Sophia had of it is gone. These places outside still hold words of it: take them away by hand, or leave them where they may stay.',
  delivery:
    'Name a channel that Sophia is a member of: SLACK_DEFAULT_CHANNEL, or `sophia notifications configure --default-channel`. Until then what belongs to no account reaches administrators alone, where they have an account of Sophia and the same address in Slack.',
  approvers:
    'Give each another owner in the CRM, who is asked then, or name further approvers in the policy file. Until then only whoever runs Sophia decides: `sophia changes list --waiting`, `sophia changes approve`.',
  webhooks:
    'Compare the secret and the public address in the settings with those at the vendor; `sophia doctor` asks step by step. If others come through, somebody else has sent this one, and nothing is to be done.',
  replays:
    'Nothing was done with it a second time. Where the vendor has sent it once more, nothing is to be done; otherwise somebody has read the request on its way: let the vendor make a new key, and see who reads along in front of Sophia.',
  emails:
    'It belongs to several open deals and names none of them in full, so that what it says is held against none. Where it is about one, take it off the others in the CRM.',
  scopes:
    'What was read before stays and grows old. Grant the scope again, or take e-mails away with HUBSPOT_READ_EMAILS=false; `sophia doctor` says which scopes are there.',
  trackers: 'Counts from before and from now on are not of the same thing. Keep that in mind where they are compared.',
};

const adviceOfUnreached =
  'What is meant for them alone falls into no channel. Give each the same address in the CRM and in the chat, or join the two: `sophia users slack-link`. Each is named here once a day, and in the ledger.';

const differences: Readonly<Record<string, string>> = {
  added: 'is new',
  removed: 'is gone',
  renamed: 'was renamed',
  retyped: 'has another type',
  changed: 'was changed',
  'option-added': 'has a new option',
  'option-removed': 'has an option less',
  'option-renamed': 'has an option renamed',
  'owner-left': 'has left',
  'owner-returned': 'has come back',
  'owner-is-gone': 'waits for an owner who has left',
  'names-none-of-its-deals': 'does not say which of its deals it is about',
  'not-readable-any-more': 'cannot be read any more',
  refused: 'was refused',
  replayed: 'came once more',
  vanished: 'is no longer listed',
  unusable: 'cannot be used',
  unreachable: 'cannot be reached',
  'holds-words-of-a-removed-call': 'still holds words of a call that is gone',
};

/** Something at a vendor that is not as it was. */
export async function loadDrift({
  question,
  baseUrl,
}: {
  question: SubjectOfNotification;
  baseUrl: string;
}): Promise<DriftView | null> {
  const { driftId } = question.subject;
  const drift = driftId === undefined ? null : await getDrift({ ctx: question.ctx, input: { driftId } });
  if (drift === null) return null;
  const vendor = vendorNames[drift.source] ?? drift.source;
  const day = dayOfUnreached(drift);
  const titles = {
    definitions: `${vendor} describes itself otherwise than before`,
    calls: `${vendor} no longer lists a call`,
    removed_calls: `A call in ${vendor} turned private, and words of it stand elsewhere`,
    delivery: `Messages have no default channel in ${vendor}`,
    approvers: 'Changes wait for somebody who has left',
    webhooks: `What is said to come from ${vendor} is not signed as it should be`,
    replays: `A delivery of ${vendor} came a second time`,
    emails: `E-mails in ${vendor} belong to several deals`,
    scopes: `${vendor} keeps from Sophia what it could read before`,
    trackers: `Trackers in ${vendor} are not as they were`,
  } as const;
  return {
    kind: 'drift',
    title: day === null ? titles[drift.what] : `Owners of the CRM cannot be reached in ${vendor}`,
    lines: (day === null ? drift.lines : await unreachedOn({ question, day })).map(
      ({ label, difference, before, after }) => {
        const change = [before, after].filter((each) => each !== null && each !== label).map((each) => `“${each}”`);
        const what = differences[difference] ?? difference.replaceAll('-', ' ');
        return `${label} ${what}${change.length === 0 ? '' : `: ${change.join(' → ')}`}`;
      },
    ),
    advice: (day === null ? advice[drift.what] : adviceOfUnreached).replaceAll(
      /`(sophia (?!doctor)[^`]+)`/g,
      (_whole, command: string) => {
        return `\`${commandIn(question.ctx, command)}\``;
      },
    ),
    foundAt: drift.foundAt,
    address: `${baseUrl}${ledgerPage(question)}`,
  };
}

/** Each drift names one owner; those of a day are told together, in the order in which they were found. */
async function unreachedOn({
  question: { ctx },
  day,
}: {
  question: SubjectOfNotification;
  day: string;
}): Promise<Drift['lines']> {
  const { drifts } = await listDrifts({ ctx, input: { since: day, limit: 1000 } });
  return drifts.toReversed().flatMap((drift) => (dayOfUnreached(drift) === day ? drift.lines : []));
}
