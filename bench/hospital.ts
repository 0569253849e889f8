import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ProcessSimulation, runReplications, seedFrom } from '@twinward/simulate';
import { compileHospital, readHospital, URGENT_CARE, urgentCare } from '@twinward/twins/hospital';
import type { Bench, Figures } from './bench.ts';
import { bedFigures } from './hospital/bed-figures.ts';
import { StopWatch } from './hospital/stop-watch.ts';

const execute = promisify(execFile);
const DATA = join(import.meta.dirname, '..', 'data', 'hospital');
const ROUNDS = 5;
const DAYS = 1_000;
const SIMPY_DAYS = 100;
const UNTIL = 1_140;
const SEED = '00000000000000b7';
const YEAR = 8_760;

/** `bench hospital`; Ciw is not compared with, since it is no Debian package. */
export const hospital: Bench = {
  name: 'hospital',
  title:
    'the process language beside SimPy on an urgent care centre, and a year of a trust of 75 units, three days of 900 beds',
  async run(say): Promise<Figures> {
    const figures: Record<string, number | string> = {};
    const arrivals = join(DATA, 'urgent-care-arrivals.csv');
    const rows = (await readFile(arrivals, 'utf8')).trim().split(/\r?\n/);
    const column = rows[0]!.split(',').indexOf('arrival_rate');
    const model = urgentCare(URGENT_CARE, {
      hourly: rows.slice(1).map((row) => Number(row.split(',')[column])),
    });
    const day = { model, seed: SEED, first: 0, until: UNTIL };
    runReplications({ ...day, count: 200 });
    const [own, other] = [new Fastest(), new Fastest()];
    for (let round = 0; round < ROUNDS; round++) {
      say(`urgent care: ${DAYS} days, in SimPy ${SIMPY_DAYS}, round ${round + 1} of ${ROUNDS}`);
      const [started, began] = [performance.now(), process.cpuUsage()];
      const runs = runReplications({ ...day, count: DAYS });
      const { user, system } = process.cpuUsage(began);
      own.take(DAYS, (performance.now() - started) / 1e3, (user + system) / 1e6);
      const total =
        runs.reduce((sum, { sources }) => sum + sources.patient!.left['non-trauma']!.mean, 0) / DAYS;
      figures['urgent care, mean total time without trauma, min'] = Math.round(10 * total) / 10;
      const simpy = await simpyDays(arrivals, say);
      if (simpy === null) break;
      other.take(SIMPY_DAYS, simpy.seconds, simpy.busy);
      figures.SimPy = simpy.version;
      figures['the same in SimPy'] = Math.round(10 * simpy.total) / 10;
      if (!(Math.abs(total - simpy.total) < 15))
        throw new Error(`${total} min here, ${simpy.total} in SimPy`);
    }
    figures['urgent care, days/s (of processor time)'] = own.words();
    if (other.days === 0) figures.SimPy = 'not compared: no Python here has it';
    else {
      figures['urgent care in SimPy, days/s (of processor time)'] = other.words();
      figures['urgent care, times SimPy (at least 15)'] = Math.round((10 * own.days) / other.days) / 10;
      figures['urgent care, times SimPy by processor time, whatever else the machine does'] =
        Math.round((10 * own.busyDays) / other.busyDays) / 10;
    }
    Object.assign(figures, await trustYear(say), bedFigures(say));
    return figures;
  },
};

/** The most days a second of all rounds, by the clock and by the time of the processor. */
class Fastest {
  days = 0;
  busyDays = 0;

  take(days: number, seconds: number, busy: number): void {
    this.days = Math.max(this.days, days / seconds);
    this.busyDays = Math.max(this.busyDays, days / busy);
  }

  words(): string {
    return `${this.days.toFixed(1)} (${this.busyDays.toFixed(1)})`;
  }
}

/** The best of some replications of a year of the trust; the first also warms the engine up. */
async function trustYear(say: (line: string) => void): Promise<Figures> {
  const trust = readHospital(
    JSON.parse(await readFile(join(DATA, 'models', 'gloucestershire.json'), 'utf8')),
  );
  const model = compileHospital(trust, { until: YEAR });
  const watch = new StopWatch();
  let left = 0;
  for (let n = 0; n < ROUNDS; n++) {
    say(`a year of the trust, replication ${n + 1} of ${ROUNDS}`);
    const run = watch.time(() => {
      const year = new ProcessSimulation(model, { seed: seedFrom(SEED, 'replication', n) });
      year.advance(YEAR);
      return year;
    });
    left = Object.values(run.summary().sources).reduce((sum, { arrived }) => sum + arrived, 0);
  }
  return {
    'a year of a trust of 75 units, s a replication (of processor time; at most 3)': watch.words(),
    'patients and beds cleaned in it': left,
  };
}

async function simpyDays(
  arrivals: string,
  say: (line: string) => void,
): Promise<{
  readonly seconds: number;
  readonly busy: number;
  readonly total: number;
  readonly version: string;
} | null> {
  for (const python of ['python3', '/usr/bin/python3']) {
    try {
      const program = join(import.meta.dirname, 'hospital', 'urgent-care.py');
      const { stdout } = await execute(python, [program, String(SIMPY_DAYS), arrivals]);
      const [seconds, busy, , total, simpy, version] = stdout.trim().split(' ');
      return {
        seconds: Number(seconds),
        busy: Number(busy),
        total: Number(total),
        version: `SimPy ${simpy}, Python ${version}`,
      };
    } catch {
      // another Python may have it
    }
  }
  say('SimPy cannot be compared with: no Python here has it');
  return null;
}
