import { SophiaError } from '#platform/errors';
import type { OperationInput, OperationOutput } from '#surfaces/local';

type Route = NonNullable<OperationInput<'notifications.configure'>['routes']>[number];
type KnownRoute = OperationOutput<'notifications.settings'>['routes'][number];

/** A line such as `kind=risk_warning,team=Sales,severity=high,to=#west`; what it leaves out fits everything. */
export function routeFrom(text: string): unknown {
  const parts = text.split(',').map((part) => /^(kind|team|severity|to)=(.+)$/u.exec(part.trim()));
  const given = new Map(parts.flatMap((part) => (part === null ? [] : [[part[1] ?? '', part[2] ?? ''] as const])));
  const to = given.get('to');
  if (parts.includes(null) || to === undefined) {
    throw new SophiaError(
      'input.invalid',
      `Expected --route such as kind=risk_warning,team=Sales,severity=high,to=#west-alerts (to: account, owner, default or a channel), found "${text}".`,
    );
  }
  return {
    kind: given.get('kind') ?? null,
    team: given.get('team') ?? null,
    minimumSeverity: given.get('severity') ?? null,
    destination: destinationFrom(to),
  };
}

/** The same line again. */
export function describeRoute({ kind, team, minimumSeverity, destination }: KnownRoute): string {
  const to = destination.channel ?? destination.userId ?? destination.to.replace('account_channel', 'account');
  const parts = [
    ['kind', kind],
    ['team', team],
    ['severity', minimumSeverity],
    ['to', to],
  ] as const;
  return parts
    .flatMap(([name, value]) => (value === null || value === undefined ? [] : [`${name}=${value}`]))
    .join(',');
}

function destinationFrom(to: string): Route['destination'] {
  if (to === 'account') return { to: 'account_channel' };
  if (to === 'owner' || to === 'default') return { to };
  return { to: 'channel', channel: to };
}
