// A loop as it is painted, one signal over another: every member a thin line, the median strong, the relations that bound it, and the moment.

import { linearScale, type Scale } from '../charts/scale.ts';
import { paddedDomain, valueTicks } from '../charts/ticks.ts';
import type { CycleView } from '../generated/types.ts';
import { middleOf, valueAt } from './beat.ts';
import type { Paper } from './beat-canvas.tsx';
import type { Relation } from './relations.ts';

/** One axis of a loop: the signal along it and its unit as it is written. */
export interface LoopAxis {
  readonly signal: string;
  readonly unit: string;
}

/** What is painted of one loop. */
export interface LoopPicture {
  readonly cycle: CycleView;
  readonly across: LoopAxis;
  readonly up: LoopAxis;
  /** Lines that bound the loop. */
  readonly relations: readonly Relation[];
  /** Token of the median's colour. */
  readonly tone: string;
}

const MARGIN = { left: 42, right: 14, top: 12, bottom: 34 } as const;
/** Share of a beat that trails behind the moving point. */
const TRAIL = 0.16;

/** The scales of a loop on a paper of that size. */
function scalesOf(
  { cycle, across, up }: LoopPicture,
  { width, height }: Paper,
): { readonly x: Scale; readonly y: Scale } {
  const all = (signal: string): number[] => cycle.members.flatMap((member) => member.signals[signal]!);
  const [along, above] = [all(across.signal), all(up.signal)];
  return {
    x: linearScale(paddedDomain(along, [Math.max(0, Math.min(...along) * 0.6)], 0.05), [
      MARGIN.left,
      width - MARGIN.right,
    ]),
    y: linearScale(paddedDomain(above, [0], 0.08), [height - MARGIN.bottom, MARGIN.top]),
  };
}

/** Paints what stays the same through a beat. */
export function paintLoops(picture: LoopPicture, paper: Paper): void {
  const { to, width, height, colour } = paper;
  const { x, y } = scalesOf(picture, paper);
  const { cycle, across, up } = picture;
  paintAxes(paper, x, y, picture);
  to.save();
  to.beginPath();
  to.rect(MARGIN.left, 0, width - MARGIN.left, height - MARGIN.bottom + 0.5);
  to.clip();
  to.lineJoin = 'round';
  const trace = (member: CycleView['members'][number]): void => {
    const above = member.signals[up.signal]!;
    to.beginPath();
    for (const [k, along] of member.signals[across.signal]!.entries()) to.lineTo(x(along), y(above[k]!));
    to.closePath();
    to.stroke();
  };
  to.strokeStyle = colour(picture.tone);
  to.globalAlpha = 0.2;
  to.lineWidth = 1;
  for (const member of cycle.members) trace(member);
  to.globalAlpha = 1;
  to.strokeStyle = colour('--ink');
  to.setLineDash([5, 4]);
  to.lineWidth = 1.2;
  for (const relation of picture.relations) {
    const [from, until] = x.domain;
    to.beginPath();
    to.moveTo(x(from), y(relation.slope * (from - relation.at)));
    to.lineTo(x(until), y(relation.slope * (until - relation.at)));
    to.stroke();
  }
  to.setLineDash([]);
  to.strokeStyle = colour(picture.tone);
  to.lineWidth = 2.6;
  trace(middleOf(cycle));
  to.restore();
}

/** Paints where in the beat every member stands, and the way the median has just come. */
export function paintBeat(picture: LoopPicture, paper: Paper, phase: number): void {
  const { to, colour } = paper;
  const { x, y } = scalesOf(picture, paper);
  const { cycle, across, up } = picture;
  const point = (member: CycleView['members'][number], at: number): readonly [number, number] => [
    x(valueAt(member, across.signal, at)),
    y(valueAt(member, up.signal, at)),
  ];
  to.fillStyle = colour(picture.tone);
  to.globalAlpha = 0.4;
  for (const member of cycle.members) {
    const [px, py] = point(member, phase);
    to.beginPath();
    to.arc(px, py, 2, 0, 2 * Math.PI);
    to.fill();
  }
  const median = middleOf(cycle);
  to.strokeStyle = colour(picture.tone);
  to.lineCap = 'round';
  const steps = 14;
  for (let k = 0; k < steps; k++) {
    const from = point(median, phase - TRAIL * (1 - k / steps));
    const until = point(median, phase - TRAIL * (1 - (k + 1) / steps));
    to.globalAlpha = (k + 1) / steps;
    to.lineWidth = 2.6 + (2.6 * (k + 1)) / steps;
    to.beginPath();
    to.moveTo(...from);
    to.lineTo(...until);
    to.stroke();
  }
  to.globalAlpha = 1;
  const [px, py] = point(median, phase);
  to.beginPath();
  to.arc(px, py, 6, 0, 2 * Math.PI);
  to.fillStyle = colour('--panel');
  to.fill();
  to.lineWidth = 3;
  to.stroke();
}

function paintAxes(
  { to, width, height, colour }: Paper,
  x: Scale,
  y: Scale,
  { across, up }: LoopPicture,
): void {
  to.strokeStyle = colour('--line');
  to.fillStyle = colour('--muted');
  to.lineWidth = 1;
  to.textBaseline = 'middle';
  to.textAlign = 'right';
  for (const tick of valueTicks(...y.domain, 5)) {
    const at = Math.round(y(tick)) + 0.5;
    to.beginPath();
    to.moveTo(MARGIN.left, at);
    to.lineTo(width - MARGIN.right, at);
    to.stroke();
    to.fillText(String(tick), MARGIN.left - 7, at);
  }
  to.textBaseline = 'alphabetic';
  to.textAlign = 'center';
  for (const tick of valueTicks(...x.domain, Math.max(3, width / 90)))
    to.fillText(String(tick), x(tick), height - MARGIN.bottom + 17);
  to.textAlign = 'right';
  to.fillText(across.unit, width - MARGIN.right, height - 4);
  to.textAlign = 'left';
  to.fillText(up.unit, 4, MARGIN.top - 1);
}
