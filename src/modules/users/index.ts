export { readAccessToken } from './access-token.ts';
export { authenticate, type Credential } from './authenticate.ts';
export { changeUser } from './change-user.ts';
export { createKey } from './create-key.ts';
export { endSession } from './end-session.ts';
export { findFirstKey } from './find-first-key.ts';
export { getTeam } from './get-team.ts';
export { getTerritory } from './get-territory.ts';
export { getUser } from './get-user.ts';
export { hasAccounts } from './has-accounts.ts';
export { identifyChatUser } from './identify-chat-user.ts';
export { inviteUser } from './invite-user.ts';
export { issueToken, permissionsOf } from './issue-token.ts';
export { linkChatUser } from './link-chat-user.ts';
export { listChatLinks } from './list-chat-links.ts';
export { listKeys } from './list-keys.ts';
export { listRoles } from './list-roles.ts';
export { listSessions } from './list-sessions.ts';
export { listTeams } from './list-teams.ts';
export { listTerritories } from './list-territories.ts';
export { listUsers } from './list-users.ts';
export { noteRefusedSignIn } from './note-refused-sign-in.ts';
export { offerFirstLink } from './offer-first-link.ts';
export type { OpenedSession } from './open-session.ts';
export { readLink } from './read-link.ts';
export { redeemLink } from './redeem-link.ts';
export { renewActor } from './renew-actor.ts';
export { renewLink } from './renew-link.ts';
export { resealSigningKeys } from './reseal-signing-keys.ts';
export { revokeKey } from './revoke-key.ts';
export { rotateKey } from './rotate-key.ts';
export {
  ChangeUserInput,
  ChatUserReference,
  CreateKeyInput,
  InviteUserInput,
  LinkChatUserInput,
  NewTerritory,
  type OpenidPerson,
  RotateKeyInput,
  SetTeamInput,
  SignInInput,
} from './schema.ts';
export { setTeam } from './set-team.ts';
export { setTerritory } from './set-territory.ts';
export { signIn } from './sign-in.ts';
export { signInByOpenid } from './sign-in-by-openid.ts';
export { sweepSignIns } from './sweep-sign-ins.ts';
export {
  apiKeys,
  chatAccounts,
  sessions,
  signInFailures,
  signingKeys,
  teamMembers,
  teams,
  territories,
  territoryMembers,
  userLinks,
  users,
} from './tables.ts';
export { unlinkChatUser } from './unlink-chat-user.ts';
