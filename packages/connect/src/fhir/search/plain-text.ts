/**
 * Words as search compares them: lower case, without accents, marks and runs of space (FHIR R4, "Search", string).
 *
 * @example
 * plainText('Müller-Lüdenscheidt'); // 'muller-ludenscheidt'
 */
export function plainText(text: string): string {
  // Most words are plain already.
  const lower = text.toLowerCase();
  if (/^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}
