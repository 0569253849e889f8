/** The cookie's name: `__Host-` binds it to this origin over https; browsers refuse that prefix on http://localhost. */
export function cookieName(protocol: string): string {
  return protocol === 'https' ? '__Host-twinward' : 'twinward';
}

/** The cookie that carries a session: unseen by scripts, never sent from another site. It ends with the browser or the session. */
export function sessionCookie(token: string, protocol: string): string {
  return `${cookieName(protocol)}=${token}; Path=/; HttpOnly; SameSite=Strict${protocol === 'https' ? '; Secure' : ''}`;
}

/** The cookie that ends a session in the browser. */
function clearedCookie(protocol: string): string {
  return `${sessionCookie('', protocol)}; Max-Age=0`;
}

/** Where a cookie is set. */
interface Place {
  readonly protocol: string;
  readonly host: string;
}

const LAUNCHED = '-launched';

/**
 * The cookie of a session that an EHR opened: it is sent inside the EHR's frame too, in a jar of that EHR alone (CHIPS), so that its unsafe requests
 * rest on `checkOrigin` and its pages on `frame-ancestors`.
 */
export function launchedCookie(token: string, place: Place): string {
  return `${cookieName(place.protocol)}${LAUNCHED}=${token}; Path=/; HttpOnly${framed(place)}`;
}

/** The cookie that ties a launch under way to the browser that began it. */
export function launchCookie(state: string, secret: string, place: Place): string {
  return `${launchName(state)}=${secret}; Path=/launch; HttpOnly; Max-Age=600${framed(place)}`;
}

/** The secret of a launch among a request's cookies, or null. */
export function launchTokenOf(header: string | undefined, state: string): string | null {
  return cookieOf(header, launchName(state));
}

/** The cookies that end whatever session the browser has. */
export function clearedCookies(place: Place): string[] {
  return [clearedCookie(place.protocol), `${launchedCookie('', place)}; Max-Age=0`];
}

/** The session token of a request's cookies, or null. What an EHR opened last counts before what was signed in before. */
export function tokenOfCookies(header: string | undefined, protocol: string): string | null {
  const name = cookieName(protocol);
  return cookieOf(header, name + LAUNCHED) ?? cookieOf(header, name);
}

/** Browsers hold the loopback to be as safe as https. */
function framed({ protocol, host }: Place): string {
  const safe = protocol === 'https' || /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host);
  return safe ? '; Secure; SameSite=None; Partitioned' : '; SameSite=Lax';
}

function launchName(state: string): string {
  return `twinward-launch-${state.replace(/\W/g, '').slice(0, 16)}`;
}

function cookieOf(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const text = part.trim();
    if (text.startsWith(`${name}=`) && text.length > name.length + 1) return text.slice(name.length + 1);
  }
  return null;
}
