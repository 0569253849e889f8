/** One of the things a header of content negotiation names (RFC 9110, 12.4): a type or a coding, or all of them. */
export interface AcceptRange {
  /** In lower case: `application/fhir+json`, `application/*`, `gzip`, `*`. */
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** 0 to 1; 0 is what may not be given. */
  readonly quality: number;
}

/** What a header such as Accept or Accept-Encoding names, in order. What stands in quotes separates nothing. */
export function acceptRanges(header: string): readonly AcceptRange[] {
  return (header.match(/(?:[^,"]|"(?:\\.|[^"\\])*"?)+/g) ?? []).map((part) => {
    const [name = '', ...rest] = (part.match(/(?:[^;"]|"(?:\\.|[^"\\])*"?)+/g) ?? []).map((one) =>
      one.trim(),
    );
    const parameters = new Map(
      rest.map((one): [string, string] => {
        const [key = '', ...value] = one.split('=');
        return [
          key.trim().toLowerCase(),
          value
            .join('=')
            .trim()
            .replace(/^"(.*)"$/, '$1'),
        ];
      }),
    );
    const quality = Number(parameters.get('q') ?? 1);
    // What is no number says nothing.
    return { name: name.toLowerCase(), parameters, quality: quality >= 0 && quality <= 1 ? quality : 1 };
  });
}
