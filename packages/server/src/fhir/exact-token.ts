/** `system|value` as a search takes it: nothing in either may turn it into several. */
export function exactToken(system: string, value: string): string {
  const plain = (text: string): string => text.replace(/[\\,|$]/g, (sign) => `\\${sign}`);
  return `${plain(system)}|${plain(value)}`;
}
