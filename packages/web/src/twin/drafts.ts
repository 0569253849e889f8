// Interventions someone is trying out, and how they stand in the page's address: `carbohydrate@15~grams:20,bolus@0~units:2`.

/** One intervention of a what-if: what, in how many minutes, how much. */
export interface Draft {
  readonly type: string;
  /** Minutes after the branch, at least 0. */
  readonly inMinutes: number;
  readonly amounts: Readonly<Record<string, number>>;
}

/** Drafts as they stand in an address. */
export function writeDrafts(drafts: readonly Draft[]): string {
  return drafts
    .map(({ type, inMinutes, amounts }) => {
      const parts = Object.entries(amounts).map(([name, value]) => `${name}:${value}`);
      return [`${type}@${inMinutes}`, ...parts].join('~');
    })
    .join(',');
}

/** Drafts read from an address; what cannot be read is left out. */
export function readDrafts(text: string): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const piece of text.split(',')) {
    const [head = '', ...parts] = piece.split('~');
    const match = /^([a-z][a-z0-9-]*)@(\d+(?:\.\d+)?)$/.exec(head);
    if (match === null) continue;
    const amounts: Record<string, number> = {};
    for (const part of parts) {
      const [name = '', value = ''] = part.split(':');
      if (/^\w+$/.test(name) && value !== '' && Number.isFinite(Number(value))) amounts[name] = Number(value);
    }
    drafts.push({ type: match[1]!, inMinutes: Number(match[2]), amounts });
  }
  return drafts.slice(0, 12);
}
