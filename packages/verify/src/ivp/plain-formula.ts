/**
 * A formula as mathematics is printed, with products by juxtaposition (`1e4 y2 y3`, `77.27 (y2 - y1)`), as one with every
 * product written out.
 */
export function plainFormula(text: string): string {
  const tokens = text.match(/\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|[A-Za-z_]\w*|\S/g) ?? [];
  let written = '';
  tokens.forEach((token, i) => {
    const before = tokens[i - 1];
    const ends = before !== undefined && /^[\w.)]/.test(before);
    const called = before !== undefined && /^[A-Za-z]{2,}$/.test(before) && token === '(';
    written += ends && /^[\w.(]/.test(token) && !called ? ` * ${token}` : token;
  });
  return written;
}
