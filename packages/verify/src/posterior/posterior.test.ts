import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { repositoryPath } from '../repository-path.ts';
import { readPosterior } from './posterior-file.ts';
import { POSTERIOR_MODELS } from './posterior-model.ts';

const FILES = [
  ['arK-arK', [0.1, 0.5, 0.3, 0.1, 0, -0.2, -1.8]],
  ['eight_schools-eight_schools_noncentered', [4, 1, 0.3, 0.1, -0.1, 0.2, -0.3, 0.4, 0.5, -0.6]],
  ['one_comp_mm_elim_abs-one_comp_mm_elim_abs', [-0.3, 0.4, -2.5, -2]],
] as const;
const read = (name: string) =>
  readPosterior(readFileSync(repositoryPath('data', 'posteriordb', `${name}.json`), 'utf8'), name);

describe('a model of posteriordb', () => {
  it.each(FILES)('%s tells every parameter of the reference, and the slope of its density', (name, q) => {
    const file = read(name);
    const { density, told } = POSTERIOR_MODELS[name.slice(name.lastIndexOf('-') + 1)]!(file);
    expect(told?.names ?? density.names).toEqual(expect.arrayContaining(Object.keys(file.reference)));
    const gradient = new Float64Array(q.length);
    density.value(Float64Array.from(q), gradient);
    const moved = (i: number, h: number) =>
      density.value(
        Float64Array.from(q, (x, j) => (i === j ? x + h : x)),
        new Float64Array(q.length),
      );
    for (const [i, slope] of gradient.entries()) {
      const difference = (moved(i, 1e-4) - moved(i, -1e-4)) / 2e-4;
      expect(Math.abs(difference - slope) / (1 + Math.abs(slope))).toBeLessThan(1e-4);
    }
  });

  it('is refused without its data', () => {
    const file = read('arK-arK');
    expect(() => POSTERIOR_MODELS.arK!({ ...file, data: { K: 5 } })).toThrow('the data of arK-arK have no y');
    expect(() => readPosterior('{}', 'a.json')).toThrow('a.json has no posterior, data and reference');
    expect(() => readPosterior('x', 'a.json')).toThrow('a.json is not JSON');
  });
});
