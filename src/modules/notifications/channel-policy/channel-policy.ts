import { z } from 'zod';

const TeamName = z.string().trim().min(1).max(100);

/** How Sophia behaves in a channel that it is a member of. */
export const ChannelPolicy = z.strictObject({
  /** `mention`: only what names it; `thread`: also what follows in a thread where it was asked; `never`: nothing. */
  listens: z.enum(['mention', 'thread', 'never']),
  /** Members of these teams alone are answered, those of Sophia or of the CRM; null for everybody. */
  teams: z.array(TeamName).min(1).max(20).nullable(),
  /** Whether whoever is in none of them is told so, seen by them alone, or meets silence. */
  others: z.enum(['told', 'silent']),
  /** `usual`: the asker alone, once there are accounts; `alone`: always; `open`: all, by what every reader may see. */
  answers: z.enum(['usual', 'alone', 'open']),
  /** Whether another app that names it is answered. */
  bots: z.enum(['never', 'mention']),
});
export type ChannelPolicy = z.infer<typeof ChannelPolicy>;

/** What was said of one channel, or of all; what is left open is as in all, or as here. */
export const ChannelPolicyPart = ChannelPolicy.partial();
export type ChannelPolicyPart = z.infer<typeof ChannelPolicyPart>;

/** The policy with what a part of it says; what that leaves open stays. */
export function withPolicyPart(policy: ChannelPolicy, part: ChannelPolicyPart): ChannelPolicy {
  const said = Object.entries(part).filter(([, value]) => value !== undefined);
  return ChannelPolicy.parse({ ...policy, ...Object.fromEntries(said) });
}

/** Quiet until it is named; then it goes on in that thread. */
export const usualChannelPolicy: ChannelPolicy = {
  listens: 'thread',
  teams: null,
  others: 'told',
  answers: 'usual',
  bots: 'never',
};
