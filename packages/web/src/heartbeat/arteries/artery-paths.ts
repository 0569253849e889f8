// Where each artery of the tree is drawn. The picture is a scheme of a body seen from the front: the person's right is on its left.

type Spot = readonly [number, number];

/** An artery as a line on the drawing. */
export interface ArteryPath {
  /** As the signals of the close-up `arterial-tree`. */
  readonly name: string;
  /** An SVG path. */
  readonly d: string;
  /** Of the line; it goes with the radius, and is drawn, not estimated. */
  readonly width: number;
  readonly middle: Spot;
}

/** Width and height of the drawing. */
export const BODY = { width: 240, height: 606 } as const;

/** The trunk, and on the person's right what their left has too. */
const MIDDLE: Readonly<Record<string, readonly [width: number, ...spots: Spot[]]>> = {
  'aortic-arch': [8.5, [124, 172], [122, 146], [129, 135], [136, 147]],
  'brachiocephalic-trunk': [4.4, [123, 142], [113, 130]],
  'thoracic-aorta': [6.8, [136, 147], [135, 186], [125, 234]],
  'posterior-intercostal-t6-right': [1.8, [135, 171], [112, 169], [96, 180]],
  'posterior-intercostal-t6-left': [1.8, [135, 174], [147, 173], [155, 183]],
  'posterior-intercostal-t7-right': [1.8, [134, 187], [111, 185], [95, 196]],
  'posterior-intercostal-t7-left': [1.8, [134, 190], [146, 189], [154, 199]],
  'celiac-trunk': [3, [125, 237], [117, 243]],
  'common-hepatic': [2.6, [117, 243], [108, 240], [97, 243]],
  'left-gastric': [1.8, [119, 242], [127, 230], [140, 228]],
  splenic: [2.4, [117, 243], [132, 250], [152, 241]],
  'superior-mesenteric': [3.2, [123, 249], [111, 268], [107, 297]],
  'renal-right': [2.8, [122, 262], [96, 264]],
  'renal-left': [2.6, [123, 258], [149, 262]],
  'abdominal-aorta': [5.2, [125, 234], [120, 302]],
  'inferior-mesenteric': [2.2, [122, 282], [132, 292], [134, 310]],
  'common-carotid-left': [3.4, [129, 138], [131, 106]],
  'subclavian-left': [3.4, [134, 141], [142, 127], [158, 130]],
};
const RIGHT: typeof MIDDLE = {
  'internal-carotid-right': [2.6, [109, 106], [112, 84], [112, 56]],
  'external-carotid-right': [2.3, [109, 106], [102, 88], [101, 64]],
  'vertebral-right': [1.8, [104, 127], [115, 106], [117, 76]],
  'axillary-right': [2.8, [82, 130], [70, 144]],
  'brachial-right': [2.6, [70, 144], [64, 190], [56, 228]],
  'radial-right': [2, [56, 228], [43, 272], [36, 330]],
  'ulnar-right': [2, [56, 228], [52, 262], [46, 332]],
  'common-interosseous-right': [1.6, [54, 240], [49, 250]],
  'posterior-interosseous-right': [1.5, [49, 250], [45, 276], [41, 312]],
  'common-iliac-right': [4, [120, 302], [107, 320]],
  'internal-iliac-right': [2.7, [107, 320], [112, 342]],
  'external-iliac-right': [3.2, [107, 320], [97, 346]],
  'femoral-right': [3.1, [97, 346], [97, 372], [99, 438]],
  'profunda-femoris-right': [2.4, [97, 354], [88, 374], [88, 424]],
  'popliteal-right': [2.8, [99, 438], [101, 470]],
  'anterior-tibial-right': [1.9, [101, 470], [94, 482], [96, 574]],
  'tibiofibular-trunk-right': [2.4, [101, 470], [103, 482]],
  'posterior-tibial-right': [1.9, [103, 482], [106, 530], [105, 578]],
};
const ONLY_RIGHT: typeof MIDDLE = {
  'common-carotid-right': [3.4, [113, 130], [109, 106]],
  'subclavian-right': [3.2, [113, 130], [98, 124], [82, 130]],
};

/** Arteries in the order in which they are painted: the large lie over the small. */
export const ARTERY_PATHS: readonly ArteryPath[] = [
  ...Object.entries(RIGHT).flatMap(([name, [width, ...spots]]) => [
    pathOf(name, width, spots),
    pathOf(
      name.replace(/right$/, 'left'),
      width,
      spots.map(([x, y]) => [BODY.width - x, y] as const),
    ),
  ]),
  ...[...Object.entries(MIDDLE), ...Object.entries(ONLY_RIGHT)].map(([name, [width, ...spots]]) =>
    pathOf(name, width, spots),
  ),
].sort((a, b) => a.width - b.width);

/** Where the arm cuff presses. */
export const CUFF: { readonly artery: string; readonly at: Spot; readonly turn: number } = {
  artery: 'brachial-right',
  at: [63, 188],
  turn: 10,
};

/** Half of a body, its edge from the neck to the foot and up again; the other half mirrors it. */
export const HALF_BODY =
  'M120 70L131 70C131 92 133 102 146 107C166 113 178 121 182 142C187 176 191 210 197 250C200 273 205 296 209 318C212 334 214 346 208 354C202 358 196 346 193 328C188 296 181 262 175 236C170 214 165 195 161 174C160 200 154 220 153 242C152 264 158 286 160 312C162 352 158 400 155 438C157 478 150 528 147 570C150 584 158 590 156 598L133 598C130 588 131 578 131 570C127 528 128 476 127 438C126 405 124 367 120 340Z';

/** A line through spots, smooth where it bends. */
function pathOf(name: string, width: number, spots: readonly Spot[]): ArteryPath {
  const [first, ...rest] = spots as readonly [Spot, ...Spot[]];
  let d = `M${first[0]} ${first[1]}`;
  rest.forEach(([x, y], i) => {
    const next = rest[i + 1];
    if (rest.length === 1) d += `L${x} ${y}`;
    else if (next !== undefined) {
      const ends = i === rest.length - 2 ? next : [(x + next[0]) / 2, (y + next[1]) / 2];
      d += `Q${x} ${y} ${ends[0]} ${ends[1]}`;
    }
  });
  return { name, d, width, middle: spots[spots.length >> 1]! };
}
