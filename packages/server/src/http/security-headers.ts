/** Headers of the API's replies, which are never shown as pages: they may load nothing and be read by this origin alone. */
export const API_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'", // simulations run as WebAssembly; no script is made from text
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};

/** Headers of pages and their files: nothing but this origin is loaded, nothing is guessed, and nobody frames it but the origins an administrator trusts with it. */
export function pageHeaders(framers: readonly string[]): Readonly<Record<string, string>> {
  if (framers.length === 0) return PAGE_HEADERS;
  const { 'x-frame-options': _deny, ...rest } = PAGE_HEADERS;
  const policy = rest['content-security-policy'] ?? '';
  const ancestors = `frame-ancestors ${framers.join(' ')}`;
  return { ...rest, 'content-security-policy': policy.replace("frame-ancestors 'none'", ancestors) };
}
