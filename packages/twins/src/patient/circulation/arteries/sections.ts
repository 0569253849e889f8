import type { Artery } from './artery.ts';

/** The artery that a section is part of: its name without the number. */
export function arteryOf(section: string): string {
  return section.replace(/-\d+$/, '');
}

/** The longest section of each artery, in the order in which arteries begin. */
export function mainSections(sections: readonly Artery[]): readonly Artery[] {
  const longest = new Map<string, Artery>();
  for (const section of sections) {
    const artery = arteryOf(section.name);
    const before = longest.get(artery);
    if (before === undefined || section.length > before.length) longest.set(artery, section);
  }
  return [...longest.values()];
}
