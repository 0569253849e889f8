// What the guides quote must stand in the examples, word for word, and the programs they name must run.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

const quotes = readdirSync(join(root, 'docs'), { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.md'))
  .flatMap((name) => {
    const text = readFileSync(join(root, 'docs', name), 'utf8');
    return [...text.matchAll(/```ts\n\/\/ (examples\/[\w-]+\.ts)\n([\s\S]*?)```/g)].map((match) => ({
      guide: name,
      file: match[1]!,
      code: match[2]!,
    }));
  });

describe('the guides', () => {
  it('quote examples', () => {
    expect(quotes.length).toBeGreaterThan(5);
  });

  it.each(quotes.map((quote) => [`${quote.guide} quotes ${quote.file}`, quote] as const))(
    '%s',
    (_name, quote) => {
      expect(readFileSync(join(root, quote.file), 'utf8')).toContain(quote.code);
    },
  );

  it('examples/follow-a-tube.ts runs and its replay is equal', () => {
    const said = execFileSync(process.execPath, [join(root, 'examples/follow-a-tube.ts')], {
      encoding: 'utf8',
    });
    expect(said).toMatch(/\d+ days left/);
    expect(said).toContain('bit for bit');
  });

  it('examples/hospital.ts tells what one more cleaner saves, with an interval that leaves no doubt', () => {
    const said = execFileSync(process.execPath, [join(root, 'examples/hospital.ts')], { encoding: 'utf8' });
    const [, low, high] = /difference: (-[\d.]+) to (-[\d.]+) h/.exec(said)!;
    expect(Number(low)).toBeLessThan(Number(high));
  });

  it('examples/follow-a-hospital.ts takes a discharge back, and closed beds make patients wait', () => {
    const said = execFileSync(process.execPath, [join(root, 'examples/follow-a-hospital.ts')], {
      encoding: 'utf8',
    });
    expect(said).toContain('1 discharge taken back');
    expect(Number(/beds: ([\d.]+) more patients wait/.exec(said)![1])).toBeGreaterThan(2);
  });

  it('examples/two-compartments.ts tells the level, and that clearance matters most to the trough', () => {
    const said = execFileSync(process.execPath, [join(root, 'examples/two-compartments.ts')], {
      encoding: 'utf8',
    });
    expect(said).toContain('0 h  50.00 mg/L');
    expect(said).toContain('24 h  2.25 mg/L');
    expect(said).toContain('CL 10 % higher: trough -16.7 %');
  });

  it('examples/chemical-waves.ts takes a fifth of the steps once stiffness is noticed, to the same end', () => {
    const said = execFileSync(process.execPath, [join(root, 'examples/chemical-waves.ts')], {
      encoding: 'utf8',
    });
    const [explicit, auto] = [...said.matchAll(/middle ([\d.]+), (\d+) steps/g)];
    expect(auto![1]).toBe(explicit![1]);
    expect(Number(auto![2]) * 5).toBeLessThan(Number(explicit![2]));
  });

  it('examples/sign-in-as-a-system.ts reads what its scopes allow and nothing else', () => {
    const said = execFileSync(process.execPath, [join(root, 'examples/sign-in-as-a-system.ts')], {
      encoding: 'utf8',
    });
    expect(said).toContain('granted: system/Observation.rs system/Patient.r');
    expect([...said.matchAll(/: (\d{3})$/gm)].map(([, status]) => status)).toEqual(['200', '403', '403']);
  });

  it('examples/fit-a-drug.ts runs, and both ways agree', () => {
    const said = execFileSync(process.execPath, [join(root, 'examples/fit-a-drug.ts')], { encoding: 'utf8' });
    const probable = Number(/CL ([\d.]+) L\/h/.exec(said)?.[1]);
    const sampled = Number(/Sampled: CL ([\d.]+)/.exec(said)?.[1]);
    expect(probable).toBeCloseTo(2.7, 1);
    expect(Math.abs(sampled - probable)).toBeLessThan(0.15);
  });

  it('examples/follow-data.ts notices that a kidney fails', () => {
    const said = execFileSync(process.execPath, [join(root, 'examples/follow-data.ts')], {
      encoding: 'utf8',
    });
    const found = [...said.matchAll(/clearance ([\d.]+) L\/h, in truth ([\d.]+)/g)];
    expect(found.map(([, , truth]) => truth)).toEqual(['4.0', '2.0', '2.0']);
    for (const [, known, truth] of found) expect(Math.abs(Number(known) - Number(truth))).toBeLessThan(0.6);
  });

  it('examples/follow-an-outbreak.ts finds what the reports were drawn with', () => {
    const said = execFileSync(process.execPath, [join(root, 'examples/follow-an-outbreak.ts')], {
      encoding: 'utf8',
    });
    for (const [name, truth] of [
      ['R0', 3.2],
      ['share reported', 0.6],
      ['susceptible', 31],
      ['infectious', 32],
    ] as const) {
      const [, low, high] = new RegExp(`${name}: [\\d.]+ \\(90 % ([\\d.]+) to ([\\d.]+)\\)`).exec(said)!;
      expect(Number(low)).toBeLessThan(truth);
      expect(Number(high)).toBeGreaterThan(truth);
    }
    expect(Number(/ln Bayes factor ([-\d.]+)/.exec(said)?.[1])).toBeGreaterThan(1);
  });

  it('examples/fit-by-ensemble.ts fits, and says that levels alone do not tell the share absorbed', () => {
    const said = execFileSync(process.execPath, [join(root, 'examples/fit-by-ensemble.ts')], {
      encoding: 'utf8',
    });
    const misfits = /steps: (.+)/.exec(said)![1]!.split(', ').map(Number);
    expect(misfits).toHaveLength(4);
    expect(misfits[3]).toBeLessThan(1.5);
    const [, low, high] = /share absorbed: [\d.]+ \(90 % ([\d.]+) to ([\d.]+)\)/.exec(said)!;
    expect(Number(high) - Number(low)).toBeGreaterThan(0.2);
  });

  it('examples/wandering-metabolism.ts finds that 13 % more of a drug whose metabolism saturates raises levels by half or more', () => {
    const said = execFileSync(process.execPath, [join(root, 'examples/wandering-metabolism.ts')], {
      encoding: 'utf8',
    });
    expect(said).toContain('300 mg a day: 7.1, 8.6, 10.3 mg/L');
    expect(said).toContain('340 mg a day: 10.9, 13.6, 16.9 mg/L');
    expect(said).toContain('the same person: times 1.5, 1.6, 1.7');
  });

  it('examples/treat-influenza.ts finds that a drug begun late matters little', () => {
    const said = execFileSync(process.execPath, [join(root, 'examples/treat-influenza.ts')], {
      encoding: 'utf8',
    });
    const days = [...said.matchAll(/([\d.]+) days above/g)].map((match) => Number(match[1]));
    expect(days).toHaveLength(5);
    expect(days[0]).toBeLessThan(2);
    expect(days[4]! - days[3]!).toBeLessThan(0.5);
    expect(said).toContain('no drug: peak 10^5.63 on day 2.3');
  });

  it('examples/outbreak-by-chance.ts finds that isolation makes outbreaks small the sooner it begins', () => {
    const said = execFileSync(process.execPath, [join(root, 'examples/outbreak-by-chance.ts')], {
      encoding: 'utf8',
    });
    const ill = [...said.matchAll(/: ([\d.]+) of 60 ill/g)].map((match) => Number(match[1]));
    expect(ill).toHaveLength(4);
    expect(ill).toEqual([...ill].sort((a, b) => a - b));
    expect(said).toContain('no isolation: 20.8 of 60 ill (sd 23.3), 51 % of outbreaks end below 5');
  });

  it('examples/queue.ts finds that with one more doctor the same people wait less', () => {
    const said = execFileSync(process.execPath, [join(root, 'examples/queue.ts')], { encoding: 'utf8' });
    const [two, three] = [...said.matchAll(/after (\d+) min on average/g)].map((match) => Number(match[1]));
    expect(two).toBeGreaterThan(0);
    expect(three).toBeLessThan(two! / 2);
  });

  it('examples/dose-to-target.ts weighs two models and finds a regimen that is likelier right than harmful', () => {
    const said = execFileSync(process.execPath, [join(root, 'examples/dose-to-target.ts')], {
      encoding: 'utf8',
    });
    const shares = [...said.matchAll(/: (\d+) % of the belief/g)].map((match) => Number(match[1]));
    expect(shares[0]! + shares[1]!).toBe(100);
    const [, attains, harms] = /on target with (\d+) %, harmful with (\d+) %/.exec(said)!.map(Number);
    expect(attains).toBeGreaterThan(40);
    expect(harms).toBeLessThanOrEqual(10);
  });

  it('examples/first-dose.ts doses amikacin to a peak and warfarin by genotype', () => {
    const said = execFileSync(process.execPath, [join(root, 'examples/first-dose.ts')], {
      encoding: 'utf8',
    });
    expect(said).toMatch(/amikacin \d+ mg: peak above 64 mg\/L with \d+ %/);
    expect(said).toContain('warfarin 3.9 mg a day; with VKORC1 A/A 2.7');
  });

  it('examples/follow-a-heart.ts tells the output with its interval, and that fluid raises pressure and a bleed lowers it', () => {
    const said = execFileSync(process.execPath, [join(root, 'examples/follow-a-heart.ts')], {
      encoding: 'utf8',
    });
    const [, output, low, high] = /Output ([\d.]+) L\/min \(90 % interval ([\d.]+) to ([\d.]+)\)/
      .exec(said)!
      .map(Number);
    expect(output).toBeGreaterThan(low!);
    expect(output).toBeLessThan(high!);
    const [fluid, bleed] = [...said.matchAll(/mean pressure (-?\d+) mmHg higher/g)].map((match) =>
      Number(match[1]),
    );
    expect(fluid).toBeGreaterThan(0);
    expect(bleed).toBeLessThan(0);
  });

  it('examples/one-patient.ts tells that a beta-blocker takes from what fluid gives, and that a dose raises exposure alone', () => {
    const said = execFileSync(process.execPath, [join(root, 'examples/one-patient.ts')], {
      encoding: 'utf8',
    });
    const [fluid, both] = said.trim().split('\n');
    const higher = (line: string, label: string): number =>
      Number(new RegExp(`${label} ([\\d.]+) \\S+ higher`).exec(line)?.[1] ?? Number.NaN);
    expect(higher(fluid!, 'Mean arterial pressure')).toBeGreaterThan(higher(both!, 'Mean arterial pressure'));
    expect(higher(fluid!, 'Cardiac output')).toBeGreaterThan(higher(both!, 'Cardiac output'));
    expect(fluid).not.toContain('Exposure');
    expect(higher(both!, 'Exposure over the last 24 h')).toBeGreaterThan(0);
  });

  it('examples/watch-a-heart.ts foresees more admissions the more false alerts may be spent', () => {
    const said = execFileSync(process.execPath, [join(root, 'examples/watch-a-heart.ts')], {
      encoding: 'utf8',
    });
    const foreseen = [...said.matchAll(/a year: (\d+) %/g)].map((match) => Number(match[1]));
    expect(foreseen).toHaveLength(3);
    expect(foreseen[1]).toBeGreaterThan(70);
    expect([...foreseen].sort((a, b) => a - b)).toEqual(foreseen);
  });
});
