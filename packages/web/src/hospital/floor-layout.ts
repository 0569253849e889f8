import type { HospitalReplay } from '../generated/types.ts';

/** What is drawn together in the box of a unit: one resource, or in a small box all of them. */
export interface FloorSection {
  /** Its resource, where the box has room to name it. */
  readonly name: string | null;
  /** Resources in it, as places of the replay. */
  readonly places: readonly number[];
  /** Units of them that there ever are. */
  readonly slots: number;
  /** From the top of the box to its first row of dots. */
  readonly top: number;
  /** Its first dot among those of the unit, and how many there is room for. */
  readonly first: number;
  readonly cells: number;
}

/** A unit of the hospital on the floor plan: its box, its name, and the resources in it. */
export interface FloorUnit {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly sections: readonly FloorSection[];
}

/** Where everything on the floor plan goes, in pixels. */
export interface FloorLayout {
  readonly units: readonly FloorUnit[];
  /** Names of sites, above their units. */
  readonly sites: readonly { readonly name: string; readonly y: number }[];
  /** Width of a box. */
  readonly boxWidth: number;
  readonly height: number;
  /** Radius of a dot, distance between dots, and padding of a box. */
  readonly dot: number;
  readonly pitch: number;
  readonly pad: number;
  /** Lines that the name of a unit may take. */
  readonly lines: 1 | 2;
  readonly columns: number;
}

/** From so many units on boxes are small. */
const MANY = 20;
const NARROW = 640;
/** Rows kept for those who wait; who finds no room is told by number alone. */
const WAITING_ROWS = 1;
const [GAP, SITE] = [8, 26];
/** Width of a large box, height of the name of its unit, and of that of a resource in it. */
const [LARGE, TITLE, LABEL] = [200, 32, 20];
/** From the top of a small box to its dots. */
const SMALL_HEAD = 49;
/** Empty floor that is drawn between two rows of boxes at most. */
const CORRIDOR = 36;

/** By the plan, its empty floor drawn short, where there is room for it; else row by row, each site by itself. */
export function floorLayout(places: HospitalReplay['places'], width: number): FloorLayout {
  const groups = unitsOf(places);
  const small = groups.length > MANY;
  const lines: 1 | 2 = small ? 2 : 1;
  const [dot, pitch, pad] = small ? [2.7, 7.5, 7] : [4, 12, 12];
  const measured = (boxWidth: number) => {
    const columns = Math.max(1, Math.floor((boxWidth - 2 * pad) / pitch));
    const boxes = groups.map((group) =>
      small ? smallBox(group, most(groups), columns, pitch) : largeBox(group, places, columns, pitch),
    );
    return { boxes, measures: { boxWidth, dot, pitch, pad, lines, columns } };
  };
  const asPlanned = measured(Math.min(LARGE, width));
  const planned =
    width >= NARROW ? byPlan(groups, asPlanned.boxes, width, asPlanned.measures.boxWidth) : null;
  if (planned !== null) return { ...asPlanned.measures, ...planned };
  const perRow = Math.max(1, Math.floor((width + GAP) / (small ? 108 : LARGE + GAP)));
  const boxWidth = Math.floor((width + GAP) / perRow) - GAP;
  const { boxes, measures } = measured(boxWidth);
  const sites = [...new Set(groups.map(({ site }) => site))];
  const named: { name: string; y: number }[] = [];
  const units: FloorUnit[] = [];
  let top = 0;
  for (const site of sites) {
    if (site !== null) {
      named.push({ name: site, y: top });
      top += SITE;
    }
    const own = [...groups.keys()].filter((i) => groups[i]!.site === site);
    for (let from = 0; from < own.length; from += perRow) {
      const row = own.slice(from, from + perRow);
      for (const [column, i] of row.entries())
        units.push({ ...boxes[i]!, name: groups[i]!.name, x: column * (boxWidth + GAP), y: top });
      top += Math.max(...row.map((i) => boxes[i]!.height)) + GAP;
    }
    top += GAP;
  }
  return { ...measures, units, sites: named, height: Math.max(1, top - 2 * GAP) };
}

type FloorBox = Pick<FloorUnit, 'height' | 'sections'>;

/** The most units of resources in any unit of the hospital. */
function most(groups: readonly Group[]): number {
  return Math.max(1, ...groups.map(({ slots }) => slots));
}

/** All resources together, as high as the fullest of all boxes. */
function smallBox({ places, slots }: Group, fullest: number, columns: number, pitch: number): FloorBox {
  const rows = Math.min(5, Math.ceil(fullest / columns)) + WAITING_ROWS;
  const cells = Math.max(rows * columns, slots);
  return {
    height: SMALL_HEAD + rows * pitch + 4,
    sections: [{ name: null, places, slots, top: SMALL_HEAD, first: 0, cells }],
  };
}

/** Each resource by itself, under its name; whoever waits for it stands in a row below its units. */
function largeBox(group: Group, places: HospitalReplay['places'], columns: number, pitch: number): FloorBox {
  const sections: FloorSection[] = [];
  let [top, first] = [TITLE, 0];
  for (const place of group.places) {
    const { name, capacity } = places[place]!;
    const slots = Math.max(0, ...capacity.map(({ units }) => units));
    const rows = Math.ceil(slots / columns) + WAITING_ROWS;
    const cells = rows * columns;
    sections.push({ name, places: [place], slots, top: top + LABEL, first, cells });
    top += LABEL + rows * pitch + 6;
    first += cells;
  }
  return { height: top + 4, sections };
}

interface Group {
  readonly name: string;
  readonly site: string | null;
  readonly x: number | null;
  readonly y: number | null;
  readonly places: number[];
  slots: number;
}

/** Resources by the unit in which they are, in the order of the model. */
function unitsOf(places: HospitalReplay['places']): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const [i, { unit, site, x, y, capacity }] of places.entries()) {
    // the name of a site stands above its units already
    const name = site === null ? unit : unit.replace(` ${site}`, '');
    const group = groups.get(unit) ?? { name, site, x, y, places: [], slots: 0 };
    groups.set(unit, group);
    group.places.push(i);
    group.slots += Math.max(0, ...capacity.map(({ units }) => units));
  }
  return [...groups.values()];
}

/** Boxes where the plan has them, or null where it does not or they would lie on each other. */
function byPlan(
  groups: readonly Group[],
  boxes: readonly FloorBox[],
  width: number,
  boxWidth: number,
): Pick<FloorLayout, 'units' | 'sites' | 'height'> | null {
  if (groups.some(({ x, y }) => x === null || y === null)) return null;
  const xs = groups.map(({ x }) => x!);
  const [west, east] = [Math.min(...xs), Math.max(...xs)];
  const scale = (width - boxWidth) / Math.max(1, east - west);
  const levels = [...new Set(groups.map(({ y }) => y!))].sort((a, b) => a - b);
  const tops = new Map<number, number>();
  let [top, bottom] = [0, 0];
  for (const [i, level] of levels.entries()) {
    if (i > 0)
      top = Math.min(bottom + CORRIDOR, Math.max(bottom + GAP, top + (level - levels[i - 1]!) * scale));
    tops.set(level, Math.round(top));
    bottom = top + Math.max(...boxes.filter((_, g) => groups[g]!.y === level).map(({ height }) => height));
  }
  const units = groups.map(({ name, x, y }, i) => ({
    ...boxes[i]!,
    name,
    x: Math.round((x! - west) * scale),
    y: tops.get(y!)!,
  }));
  const overlap = units.some((a, i) =>
    units.slice(i + 1).some((b) => a.y === b.y && Math.abs(a.x - b.x) < boxWidth + 4),
  );
  return overlap ? null : { units, sites: [], height: Math.ceil(bottom) };
}
