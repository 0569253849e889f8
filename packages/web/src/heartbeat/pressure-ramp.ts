// The colour of a pressure: one hue, from pale to deep, so that nothing looks like an alarm and lightness alone tells.

/** A colour, each part 0 to 1. */
export type Rgb = readonly [number, number, number];

/** Stops of the ramp from no pressure to the highest, on a light and on a dark ground. */
const STOPS = {
  light: ['#dcebf3', '#9cc9e3', '#4e9fd0', '#0072b2', '#063b66'],
  dark: ['#18313f', '#1f5877', '#2f8fc4', '#7cc6ef', '#e2f3fc'],
} as const;

/** A scheme of the page. */
export type Scheme = keyof typeof STOPS;

/** The colour of a share of the highest pressure, 0 to 1; beyond either end that end's. */
export function pressureColour(share: number, scheme: Scheme): Rgb {
  const stops = STOPS[scheme];
  const place = Math.max(0, Math.min(1, share)) * (stops.length - 1);
  const below = Math.min(stops.length - 2, Math.floor(place));
  const [a, b] = [parse(stops[below]!), parse(stops[below + 1]!)];
  const t = place - below;
  return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2])];
}

/** The ramp as a CSS gradient, for its legend. */
export function rampGradient(scheme: Scheme): string {
  return `linear-gradient(90deg, ${STOPS[scheme].join(', ')})`;
}

/** Low pressures differ by little and matter: the ramp goes with the root, as arteries and veins are a decade apart. */
export function shareOf(pressure: number, highest: number): number {
  return Math.sqrt(Math.max(0, pressure) / highest);
}

function parse(hex: string): Rgb {
  const part = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return [part(1), part(3), part(5)];
}
