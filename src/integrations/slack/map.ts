import type { ChatChannel, ChatUser } from '#contracts';
import { type ErrorCode, SophiaError } from '#platform/errors';
import type { SlackAnswer, SlackChannel, SlackUser } from './schema.ts';

export function mapChannel(channel: SlackChannel): ChatChannel {
  return {
    externalId: channel.id,
    name: channel.name ?? channel.id,
    isPrivate: channel.is_private ?? false,
    isArchived: channel.is_archived ?? false,
    isMember: channel.is_member ?? false,
  };
}

/**
 * The person, with the address only where Slack vouches for it: someone of another workspace (Slack Connect) can put
 * any address into a profile there, a guest is no colleague, and an address that was never confirmed proves nothing.
 */
export function mapUser({ user, teamId }: { user: SlackUser; teamId: string }): ChatUser {
  const active = user.deleted !== true;
  const isBot = user.is_bot === true;
  const isOurs = (user.team_id ?? teamId) === teamId && user.is_stranger !== true;
  const isGuest = user.is_restricted === true || user.is_ultra_restricted === true;
  const isVerified = active && !isBot && isOurs && !isGuest && user.is_email_confirmed !== false;
  const email = user.profile?.email?.trim().toLowerCase() ?? '';
  return {
    externalId: user.id,
    name: user.profile?.real_name || user.real_name || user.name || user.id,
    email: isVerified && email !== '' ? email : null,
    timeZone: user.tz ?? null,
    active,
    isBot,
  };
}

/** The named error for an answer that says no. */
export function mapError({ method, answer }: { method: string; answer: SlackAnswer }): SophiaError {
  const reason = answer.error ?? 'no reason';
  const code = codeFor(reason);
  const scopes =
    code === 'vendor.missing-scope' ? ` It needs ${answer.needed ?? '?'} and has ${answer.provided ?? 'none'}.` : '';
  const hints = (answer.response_metadata?.messages ?? []).slice(0, 3);
  const hint = code === 'vendor.invalid-value' && hints.length > 0 ? ` (${hints.join('; ')})` : '';
  return new SophiaError(code, `Expected Slack to carry out ${method}, found: ${reason}${hint}.${scopes}`, {
    details: { method, reason },
  });
}

function codeFor(reason: string): ErrorCode {
  return codes.find(([, reasons]) => reasons.has(reason))?.[0] ?? 'vendor.refused';
}

/** From the error tables of the methods under docs.slack.dev/reference/methods. */
const codes: readonly (readonly [ErrorCode, ReadonlySet<string>])[] = [
  [
    'vendor.unauthorized',
    new Set([
      'not_authed',
      'invalid_auth',
      'account_inactive',
      'token_revoked',
      'token_expired',
      'not_allowed_token_type',
      'access_denied',
      'accesslimited',
      'team_access_not_granted',
      'org_login_required',
    ]),
  ],
  ['vendor.missing-scope', new Set(['missing_scope', 'no_permission', 'ekm_access_denied'])],
  [
    'channel.unusable',
    new Set([
      'channel_not_found',
      'is_archived',
      'not_in_channel',
      'restricted_action',
      'restricted_action_read_only_channel',
      'restricted_action_thread_only_channel',
      'restricted_action_non_threadable_channel',
      'restricted_action_thread_locked',
      'channel_is_limited_access',
      'messages_tab_disabled',
      'user_disabled',
      'user_not_found',
      'user_not_visible',
      'user_not_in_channel',
      'method_not_supported_for_channel_type',
      'posting_to_channel_denied',
    ]),
  ],
  [
    'vendor.not-found',
    new Set(['message_not_found', 'thread_not_found', 'users_not_found', 'view_not_found', 'not_found']),
  ],
  [
    'vendor.invalid-value',
    new Set([
      'invalid_blocks',
      'invalid_blocks_format',
      'msg_blocks_too_long',
      'msg_too_long',
      'no_text',
      'metadata_too_large',
      'invalid_metadata_format',
      'invalid_metadata_schema',
      'view_too_large',
      'invalid_arguments',
      'invalid_name',
      'invalid_name_maxlength',
      'invalid_name_punctuation',
      'invalid_name_required',
      'invalid_name_specials',
      'expired_trigger_id',
      'exchanged_trigger_id',
      'invalid_trigger_id',
    ]),
  ],
  ['vendor.conflict', new Set(['name_taken', 'already_archived', 'hash_conflict'])],
  ['vendor.rate-limited', new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded'])],
  ['vendor.cursor-expired', new Set(['invalid_cursor'])],
  [
    'vendor.unavailable',
    new Set(['fatal_error', 'internal_error', 'service_unavailable', 'request_timeout', 'team_added_to_org']),
  ],
];
