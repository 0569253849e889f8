/** The cookie's name: `__Host-` binds it to this origin over https; browsers refuse that prefix on http://localhost. */
export function cookieName(protocol: string): string {
  return protocol === 'https' ? '__Host-twinward' : 'twinward';
}

/** The cookie that carries a session: unseen by scripts, never sent from another site. It ends with the browser or the session. */
export function sessionCookie(token: string, protocol: string): string {
  return `${cookieName(protocol)}=${token}; Path=/; HttpOnly; SameSite=Strict${protocol === 'https' ? '; Secure' : ''}`;
}

/** The cookie that ends a session in the browser. */
export function clearedCookie(protocol: string): string {
  return `${sessionCookie('', protocol)}; Max-Age=0`;
}

/** The session token of a request's cookies, or null. */
export function tokenOfCookies(header: string | undefined, protocol: string): string | null {
  if (header === undefined) return null;
  const name = `${cookieName(protocol)}=`;
  for (const part of header.split(';')) {
    const text = part.trim();
    if (text.startsWith(name)) return text.slice(name.length);
  }
  return null;
}
