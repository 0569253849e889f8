/** A piece of a report: words in which some are strong, or a table. */
export type ReportPiece =
  | { readonly kind: 'words'; readonly parts: readonly { readonly text: string; readonly strong: boolean }[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

/** A numbered section of a report. */
export interface ReportSection {
  readonly title: string;
  readonly blocks: readonly ReportPiece[];
}

/** Sections of a report as the engine writes it in Markdown: `## ` begins one, lines of `|` are a table, `**` is strong. */
export function readReport(markdown: string): readonly ReportSection[] {
  return markdown
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [title = '', ...rest] = section.split('\n');
      const blocks = rest
        .join('\n')
        .split(/\n\s*\n/)
        .map((block) => block.trim())
        .filter((block) => block !== '');
      return { title: title.trim(), blocks: blocks.map(pieceOf) };
    });
}

function pieceOf(block: string): ReportPiece {
  if (!block.startsWith('|'))
    return {
      kind: 'words',
      parts: block
        .replaceAll('*To be', 'To be')
        .replaceAll('authors.*', 'authors.')
        .split('**')
        .map((text, i) => ({ text, strong: i % 2 === 1 }))
        .filter(({ text }) => text !== ''),
    };
  const [head = [], , ...rows] = block.split('\n').map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return { kind: 'table', head, rows };
}
