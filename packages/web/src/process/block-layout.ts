import type { ProcessNode } from '../generated/types.ts';

/** An activity of the drawing, by its left upper corner. */
export interface Box {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** Where ways part or meet; `sign` is that of BPMN 2.0: × one of them, + all of them. */
export interface Gateway {
  readonly sign: '×' | '+';
  readonly x: number;
  readonly y: number;
}

/** A process drawn from left to right. */
export interface BlockDrawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly gateways: readonly Gateway[];
  /** Path texts; all run in the direction of the process but those that lead back. */
  readonly ways: readonly string[];
  readonly start: { readonly x: number; readonly y: number };
  readonly end: { readonly x: number; readonly y: number };
}

/** Sizes of what is drawn. */
export const BLOCK = { width: 116, height: 46, gateway: 13, gap: 24, between: 16, terminal: 9 } as const;

interface Extent {
  readonly width: number;
  readonly height: number;
  /** Where its way comes in and goes out, below its top. */
  readonly axis: number;
}

const EDGE = 14;

/** Lays out a process tree as a diagram: sequences side by side, choices and what goes on together one above the other. */
export function blockLayout(nodes: readonly ProcessNode[]): BlockDrawing {
  const boxes: Box[] = [];
  const gateways: Gateway[] = [];
  const ways: string[] = [];
  const extents = new Map<number, Extent>();
  const measure = (at: number): Extent => {
    const extent = extentOf(nodes[at]!, nodes[at]!.children.map(measure));
    extents.set(at, extent);
    return extent;
  };
  const whole = measure(0);
  const draw = (at: number, x: number, y: number): void => {
    const node = nodes[at]!;
    const { width, axis } = extents.get(at)!;
    const middle = y + axis;
    if (node.kind === 'activity') boxes.push({ name: node.name ?? '', x, y });
    else if (node.kind === 'silent') ways.push(`M${x} ${middle}h${width}`);
    else if (node.kind === 'sequence') {
      let left = x;
      for (const [i, child] of node.children.entries()) {
        const extent = extents.get(child)!;
        draw(child, left, middle - extent.axis);
        left += extent.width;
        if (i < node.children.length - 1) ways.push(`M${left} ${middle}h${BLOCK.gap}`);
        left += BLOCK.gap;
      }
    } else {
      const sign = node.kind === 'parallel' ? '+' : '×';
      const inset = 2 * BLOCK.gateway + BLOCK.gap;
      const [first, last] = [x + BLOCK.gateway, x + width - BLOCK.gateway];
      gateways.push({ sign, x: first, y: middle }, { sign, x: last, y: middle });
      let top = y;
      for (const [i, child] of node.children.entries()) {
        const extent = extents.get(child)!;
        const level = top + extent.axis;
        const left = x + inset + (width - 2 * inset - extent.width) / 2;
        draw(child, left, top);
        const back = node.kind === 'loop' && i > 0;
        ways.push(elbow(first, middle, left, level), elbow(last, middle, left + extent.width, level));
        if (back) ways.push(arrowBack(x + width / 2, level, nodes[child]!.kind));
        top += extent.height + BLOCK.between;
      }
    }
  };
  const [left, top] = [EDGE + 2 * BLOCK.terminal, EDGE];
  const middle = top + whole.axis;
  const from = left + BLOCK.gap;
  draw(0, from, top);
  const right = from + whole.width;
  ways.push(`M${left} ${middle}h${BLOCK.gap}`, `M${right} ${middle}h${BLOCK.gap}`);
  return {
    width: right + BLOCK.gap + 2 * BLOCK.terminal + EDGE,
    height: whole.height + 2 * EDGE,
    boxes,
    gateways,
    ways,
    start: { x: left - BLOCK.terminal, y: middle },
    end: { x: right + BLOCK.gap + BLOCK.terminal, y: middle },
  };
}

function extentOf(node: ProcessNode, children: readonly Extent[]): Extent {
  if (node.kind === 'activity') return { width: BLOCK.width, height: BLOCK.height, axis: BLOCK.height / 2 };
  if (node.kind === 'silent') return { width: BLOCK.gap, height: 20, axis: 10 };
  if (node.kind === 'sequence') {
    const axis = Math.max(...children.map((child) => child.axis));
    const below = Math.max(...children.map((child) => child.height - child.axis));
    const width = children.reduce((sum, child) => sum + child.width, BLOCK.gap * (children.length - 1));
    return { width, height: axis + below, axis };
  }
  const width = Math.max(...children.map((child) => child.width)) + 2 * (2 * BLOCK.gateway + BLOCK.gap);
  const height = children.reduce((sum, child) => sum + child.height, BLOCK.between * (children.length - 1));
  return { width, height, axis: node.kind === 'loop' ? children[0]!.axis : height / 2 };
}

/** From a gateway up or down to the level of a branch, and along it. */
function elbow(x: number, y: number, toX: number, toY: number): string {
  if (Math.abs(toY - y) < 0.5) return `M${x} ${y}H${toX}`;
  const radius = Math.min(8, Math.abs(toY - y), Math.abs(toX - x));
  const [sx, sy] = [Math.sign(toX - x), Math.sign(toY - y)];
  return `M${x} ${y}V${toY - sy * radius}Q${x} ${toY} ${x + sx * radius} ${toY}H${toX}`;
}

/** The mark on a branch that leads back. */
function arrowBack(x: number, y: number, kind: ProcessNode['kind']): string {
  const level = kind === 'silent' ? y : y + BLOCK.height / 2 + 9;
  return `M${x + 4} ${level - 5}l-6 5l6 5`;
}
