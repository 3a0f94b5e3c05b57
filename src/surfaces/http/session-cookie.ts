const cookieName = 'sophia_session';

/** The token of the session in a `Cookie` header; null where there is none. */
export function readSessionCookie(header: string | undefined): string | null {
  return readCookie({ header, name: cookieName });
}

/** The value of a cookie in a `Cookie` header; null where there is none of that name. */
export function readCookie({ header, name }: { header: string | undefined; name: string }): string | null {
  for (const part of (header ?? '').split(';')) {
    const [found, ...value] = part.trim().split('=');
    if (found === name && value.length > 0) return value.join('=');
  }
  return null;
}

/**
 * A `Set-Cookie` that keeps a session, or that ends it with null. No script reads it and no form of another site sends
 * it; a link from the chat does.
 */
export function sessionCookie({ token, secure }: { token: string | null; secure: boolean }): string {
  const lifetimeSeconds = token === null ? 0 : 86_400;
  const parts = [`${cookieName}=${token ?? ''}`, 'Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${lifetimeSeconds}`];
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ');
}
