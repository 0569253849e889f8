/** The commands whose words hold every word typed, best first: whole beginnings before middles, labels before the rest. */
export function matchCommands<
  C extends { readonly label: string; readonly also: string; readonly group: string },
>(commands: readonly C[], text: string, most: number): readonly C[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return commands.slice(0, most);
  const scored: { readonly command: C; readonly score: number }[] = [];
  for (const command of commands) {
    const label = command.label.toLowerCase();
    const all = `${label} ${command.group} ${command.also}`.toLowerCase();
    if (!words.every((word) => all.includes(word))) continue;
    const score = words.reduce(
      (sum, word) =>
        sum + (label.startsWith(word) ? 3 : label.includes(` ${word}`) ? 2 : label.includes(word) ? 1 : 0),
      0,
    );
    scored.push({ command, score });
  }
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ command }) => command);
}
