import { slackConstants } from '../constants.ts';
import type { JsonObject, User } from '../state.ts';

export function realName(user: User): string {
  return `${user.firstName} ${user.lastName}`.trim();
}

/** A user as the Web API shows one; the address only to whom may see it. */
export function presentUser({ user, withEmail, now }: { user: User; withEmail: boolean; now: Date }): JsonObject {
  return {
    id: user.id,
    team_id: slackConstants.teamId,
    name: user.name,
    deleted: user.deactivated,
    ...(user.deactivated ? {} : presentLiving({ user, now })),
    profile: { ...presentProfile({ user, withEmail }), team: slackConstants.teamId },
    is_bot: user.isBot,
    is_app_user: false,
    updated: user.updatedSeconds,
  };
}

export function presentProfile({ user, withEmail }: { user: User; withEmail: boolean }): JsonObject {
  const name = realName(user);
  return {
    title: user.title,
    phone: user.phone ?? '',
    skype: '',
    real_name: name,
    real_name_normalized: name,
    display_name: user.name,
    display_name_normalized: user.name,
    status_text: '',
    status_emoji: '',
    status_expiration: 0,
    avatar_hash: 'g0000000000',
    first_name: user.firstName,
    last_name: user.lastName,
    ...(withEmail && user.email !== null ? { email: user.email } : {}),
    ...(user.isBot ? { bot_id: slackConstants.botId, api_app_id: slackConstants.appId, always_active: true } : {}),
  };
}

function presentLiving({ user, now }: { user: User; now: Date }): JsonObject {
  return {
    color: '4bbe2e',
    real_name: realName(user),
    tz: user.timeZone,
    tz_label: zoneName({ user, now, style: 'long' }),
    tz_offset: offsetSeconds({ user, now }),
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_email_confirmed: !user.isBot,
    who_can_share_contact_card: 'EVERYONE',
  };
}

function zoneName(input: { user: User; now: Date; style: 'long' | 'longOffset' }): string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: input.user.timeZone, timeZoneName: input.style });
  return format.formatToParts(input.now).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

function offsetSeconds({ user, now }: { user: User; now: Date }): number {
  const parts = /([+-])(\d{2}):(\d{2})/u.exec(zoneName({ user, now, style: 'longOffset' }));
  if (parts === null) return 0;
  const seconds = Number(parts[2]) * 3600 + Number(parts[3]) * 60;
  return parts[1] === '-' ? -seconds : seconds;
}
