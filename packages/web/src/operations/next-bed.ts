/** Where the focus goes from one of some boxes laid out in rows, by a key: to a neighbour, or in the next row to the nearest; null for other keys. */
export function nextBed(all: readonly HTMLElement[], here: HTMLElement, key: string): HTMLElement | null {
  const index = all.indexOf(here);
  if (index === -1) return null;
  switch (key) {
    case 'ArrowRight':
      return all[index + 1] ?? null;
    case 'ArrowLeft':
      return all[index - 1] ?? null;
    case 'ArrowDown':
      return nearestInRow(all.slice(index + 1), here);
    case 'ArrowUp':
      return nearestInRow(all.slice(0, index).reverse(), here);
    case 'Home':
      return all[0] ?? null;
    case 'End':
      return all.at(-1) ?? null;
    default:
      return null;
  }
}

/** Of the first row of boxes that lies above or below, the one nearest to the side. */
function nearestInRow(beyond: readonly HTMLElement[], here: HTMLElement): HTMLElement | null {
  const from = here.getBoundingClientRect();
  const boxes = beyond.map((one) => [one, one.getBoundingClientRect()] as const);
  const first = boxes.find(([, box]) => Math.abs(box.top - from.top) > from.height / 2)?.[1];
  if (first === undefined) return null;
  const row = boxes.filter(([, box]) => Math.abs(box.top - first.top) < 2);
  row.sort((a, b) => Math.abs(a[1].left - from.left) - Math.abs(b[1].left - from.left));
  return row[0]![0];
}
