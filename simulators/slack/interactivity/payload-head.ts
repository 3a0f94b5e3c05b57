import { slackConstants } from '../constants.ts';
import type { JsonObject, SlackState, User } from '../state.ts';

const { appId, teamId, verificationToken } = slackConstants;

/** What every payload of interactivity begins with. */
export function payloadHead({ state, user }: { state: SlackState; user: User }): JsonObject {
  return {
    user: { id: user.id, username: user.name, name: user.name, team_id: teamId },
    api_app_id: appId,
    token: verificationToken,
    team: { id: teamId, domain: state.team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}
