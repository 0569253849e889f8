import { TwinwardError } from '@twinward/contract';

/** A point that a file asks for. */
export interface GivenPoint {
  readonly name: string;
  readonly of: string;
  readonly x: number;
  readonly y: number;
}

/** Reads lines of a function's name and its arguments; blank ones and those after # are left out. Throws `usage` with the line. */
export function givenPoints(text: string, where: string): readonly GivenPoint[] {
  return text.split('\n').flatMap((line, row) => {
    const name = line.replace(/#.*/, '').trim();
    if (name === '') return [];
    const [of, ...rest] = name.split(/[\s,]+/);
    const [x, y] = rest.map(Number);
    const expected = of === 'pow' ? 2 : 1;
    if (rest.length !== expected || !Number.isFinite(x) || !Number.isFinite(y ?? 0)) {
      throw new TwinwardError('usage', `${where}, line ${row + 1}: "${name.slice(0, 60)}" is not a point`, {
        field: 'FILE',
        row: row + 1,
        remedy: 'write a function and its finite arguments, as "exp 0.5" or "pow 2.5 -3"',
      });
    }
    return [{ name, of: of!, x: x!, y: y ?? 0 }];
  });
}
