import type { HospitalReplay } from '../generated/types.ts';

/** A unit of the hospital on the floor plan: its box, its name, and the resources in it. */
export interface FloorUnit {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Resources in it, as places of the replay. */
  readonly places: readonly number[];
  /** Units of resources that there ever are in it. */
  readonly slots: number;
}

/** Where everything on the floor plan goes, in pixels. */
export interface FloorLayout {
  readonly units: readonly FloorUnit[];
  /** Names of sites, above their units. */
  readonly sites: readonly { readonly name: string; readonly y: number }[];
  readonly box: { readonly width: number; readonly height: number };
  readonly height: number;
  /** Radius of a dot, distance between dots, and padding of a box. */
  readonly dot: number;
  readonly pitch: number;
  readonly pad: number;
  /** From the top of a box to its first row of dots, and lines that its name may take. */
  readonly head: number;
  readonly lines: 1 | 2;
  readonly columns: number;
}

/** From so many units on boxes are small. */
const MANY = 20;
const NARROW = 640;
/** Rows kept for those who wait, in a small box; who finds no room is told by number alone. */
const WAITING_ROWS = 1;
const [GAP, SITE] = [8, 26];

/** By the metres of the plan where there is room for them; else row by row, each site by itself. */
export function floorLayout(places: HospitalReplay['places'], width: number): FloorLayout {
  const groups = unitsOf(places);
  const small = groups.length > MANY;
  const [dot, pitch, pad, head] = small ? [2.7, 7.5, 7, 46] : [4, 12, 12, 44];
  const most = Math.max(1, ...groups.map(({ slots }) => slots));
  const perRow = Math.max(1, Math.floor((width + GAP) / (small ? 108 : 172)));
  const boxWidth = small ? Math.floor((width + GAP) / perRow) - GAP : Math.min(158, width);
  const columns = Math.max(1, Math.floor((boxWidth - 2 * pad) / pitch));
  const rows = Math.min(5, Math.ceil(most / columns)) + WAITING_ROWS;
  const box = { width: boxWidth, height: small ? head + rows * pitch + 4 : 104 };
  const lines: 1 | 2 = small ? 2 : 1;
  const measures = { box, dot, pitch, pad, head, lines, columns };
  const planned = width >= NARROW ? byPlan(groups, width, box) : null;
  if (planned !== null) return { ...measures, ...planned };
  const sites = [...new Set(groups.map(({ site }) => site))];
  const named: { name: string; y: number }[] = [];
  const units: FloorUnit[] = [];
  let top = 0;
  for (const site of sites) {
    if (site !== null) {
      named.push({ name: site, y: top });
      top += SITE;
    }
    const own = groups.filter((group) => group.site === site);
    for (const [i, { name, places: inside, slots }] of own.entries()) {
      const x = (i % perRow) * (box.width + GAP);
      const y = top + Math.floor(i / perRow) * (box.height + GAP);
      units.push({ name, x, y, places: inside, slots });
    }
    top += Math.ceil(own.length / perRow) * (box.height + GAP) + GAP;
  }
  return { ...measures, units, sites: named, height: Math.max(box.height, top - 2 * GAP) };
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
  width: number,
  box: FloorLayout['box'],
): Pick<FloorLayout, 'units' | 'sites' | 'height'> | null {
  if (groups.some(({ x, y }) => x === null || y === null)) return null;
  const [mostX, mostY] = [
    Math.max(1, ...groups.map(({ x }) => x!)),
    Math.max(1, ...groups.map(({ y }) => y!)),
  ];
  const height = Math.max(
    2 * box.height + GAP,
    Math.round((mostY / mostX) * (width - box.width)) + box.height,
  );
  const units = groups.map(({ name, x, y, places, slots }) => ({
    name,
    places,
    slots,
    x: Math.round((x! / mostX) * (width - box.width)),
    y: Math.round((y! / mostY) * (height - box.height)),
  }));
  const overlap = units.some((a, i) =>
    units
      .slice(i + 1)
      .some((b) => Math.abs(a.x - b.x) < box.width + 4 && Math.abs(a.y - b.y) < box.height + 4),
  );
  return overlap ? null : { units, sites: [], height };
}
