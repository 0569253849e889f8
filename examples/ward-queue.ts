// A ward as an M/M/c queue: patients arrive at random at an unknown rate, wait for a bed, stay for an exponential time. One file,
// one model: discrete events, each member with its own calendar of discharges, estimated by a particle filter. The rate is learned exactly given
// each member's own arrivals (Storvik 2002): those it saw and those it expected make its gamma distribution.
import type { Belief, Schedule, TwinModel } from '@twinward/contract';
import { type Instant, inputAt, TwinwardError } from '@twinward/contract';
import { drawExponential, drawGamma, drawPoisson, EventCalendar } from '@twinward/simulate';

const [DAY, WIDTH] = [86_400_000, 9];
/** The plan is worth this many arrivals seen: nine plans of ten are right within a factor 1.6. */
const SHAPE = 11;
const NAMES = [
  'occupied',
  'waiting',
  'demand',
  'planned',
  'stay',
  'beds',
  'open',
  'seen',
  'expected',
] as const;
const [OCCUPIED, WAITING, DEMAND, PLANNED, STAY, BEDS, OPEN, SEEN, EXPECTED] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const [ARRIVAL, DISCHARGE, OPENING, CHANGE] = [1, 2, 3, 4];
const own = (code: string) => [{ system: 'urn:twinward:code', code }];
const census = { unit: '1', error: { kind: 'additive', sd: 0.7 }, possible: { low: 0, high: 2000 } } as const;

const each = ({ size, values }: Belief, of: (row: Float64Array) => number): Float64Array =>
  Float64Array.from({ length: size }, (_, m) => of(values.subarray(m * WIDTH, (m + 1) * WIDTH)));

/** The part of the beds that a member may use at an instant, rounded. */
function openBeds(beds: number, { inputs }: Schedule, member: number, at: number): number {
  const share = inputs.find((i) => i.input === 'available');
  return Math.max(0, Math.round(share === undefined ? beds : beds * inputAt(share, member, at as Instant)));
}

/** Arrivals at rate lambda = demand x planned; c = open beds; a patient whose bed closes stays in it to the end. */
export const wardQueue: TwinModel = {
  name: 'ward-queue',
  version: '1.0.0',
  kind: 'hospital',
  card: {
    title: 'A ward and its queue',
    summary: 'Tells from the census how busy a ward is, who will wait, and what more beds would change.',
    contextOfUse: 'Deciding hours to days ahead whether to open or close beds.',
    decisionRole: 'Informs the bed coordinator, who decides.',
    notFor: ['the length of stay of one patient'],
    risk: 'Low to moderate: a wrong answer costs idle staff or a patient waiting.',
    equations: [
      { what: 'M/M/c queue', source: 'Erlang 1917; Gross et al. 2008, Fundamentals of Queueing Theory, 2.3' },
      {
        what: 'learning of the rate',
        source: 'Storvik 2002, IEEE Transactions on Signal Processing 50:281-289',
      },
      { what: 'wards as queues', source: 'de Bruin et al. 2010, Annals of Operations Research 178:23-43' },
    ],
    population: 'Any ward whose patients arrive independently; not validated on data.',
    limits: ['arrivals do not depend on the hour', 'stays are exponential', 'nobody gives up waiting'],
    suites: [],
    attributes: {},
    history: [{ version: '1.0.0', date: '2026-01-01', change: 'first' }],
  },
  facts: [
    { name: 'beds', label: 'Beds', unit: '1', required: true, minimum: 1, maximum: 1000 },
    { name: 'stay', label: 'Mean length of stay', unit: 'd', required: true, minimum: 0.01, maximum: 365 },
    { name: 'arrivals', label: 'Arrivals planned', unit: '/d', required: true, minimum: 0.01, maximum: 1000 },
  ],
  parameters: [
    {
      name: 'demand',
      label: 'Arrivals per planned arrival',
      unit: '1',
      prior: { kind: 'gamma', shape: SHAPE, scale: 1 / SHAPE },
      source: 'assumed: nine plans of ten are right within a factor 1.6',
      role: 'estimated',
    },
  ],
  columns: NAMES.map((name, i) => ({
    name,
    label: name,
    unit: i === STAY ? 'd' : i === PLANNED ? '/d' : '1',
    role: i === DEMAND ? 'parameter' : i < DEMAND ? 'state' : 'memory',
    scale: i === DEMAND ? 'log' : 'linear',
  })),
  observables: [
    { name: 'census', label: 'Patients in beds', codes: own('census'), ...census },
    { name: 'queue', label: 'Patients waiting', codes: own('queue'), ...census },
    {
      name: 'arrivals',
      label: 'Arrivals a day',
      codes: own('arrivals'),
      ...census,
      error: { kind: 'count' },
    },
  ],
  interventions: [
    {
      name: 'open-beds',
      label: 'Open or close beds',
      fields: [{ name: 'beds', label: 'Beds', unit: '1', minimum: -100, maximum: 100, default: 2, step: 1 }],
      acts: 'c changes by that many, for good',
      lasting: false,
    },
  ],
  inputs: [{ name: 'available', label: 'Share of beds that can be used', unit: '1', default: 1 }],
  outputs: [
    { name: 'occupancy', label: 'Patients per open bed', unit: '1', endpoint: false },
    { name: 'waiting', label: 'Patients waiting', unit: '1', endpoint: true },
    { name: 'wait', label: 'Expected wait of who comes now', unit: 'h', endpoint: true },
  ],
  thresholds: [
    { name: 'wait', words: 'make patients wait', of: 'wait', side: 'above', limit: 0, source: 'definition' },
  ],
  assimilation: { method: 'particle', regularisation: 0 },
  futures: 500,
  horizon: { length: 3 * 86_400, step: 3600, scored: [6 * 3600, 24 * 3600] },
  memory: 1,
  fit: { warmUp: 4, window: 28, tolerance: 2.5, stale: 2 * 86_400 },

  initialise({ facts }, at, size, random) {
    const [beds, stay, planned] = [Number(facts.beds), Number(facts.stay), Number(facts.arrivals)];
    if (!(beds >= 1 && stay > 0 && planned > 0))
      throw new TwinwardError('subject.invalid', 'a ward needs beds, stay and arrivals above zero', {
        field: 'facts',
      });
    const values = new Float64Array(size * WIDTH);
    const structures = Array.from({ length: size }, (_, m) => {
      const [draws, calendar] = [random.draws(m, 0, 0), new EventCalendar()];
      const demand = drawGamma(draws, SHAPE, 1 / SHAPE);
      const occupied = Math.min(beds, drawPoisson(draws, demand * planned * stay));
      const leave = () => calendar.schedule(at + drawExponential(draws, stay * DAY), 0, 0, DISCHARGE, 0);
      for (let i = 0; i < occupied; i++) leave();
      values.set([occupied, 0, demand, planned, stay, beds, beds, 0, 0], m * WIDTH);
      return calendar.toBytes();
    });
    return { at, size, width: WIDTH, values, logWeights: null, structures };
  },

  advance(belief, to, schedule, random) {
    const [stays, rates] = [random.derive('stays'), random.derive('demand')];
    const [values, second] = [belief.values.slice(), Math.floor(to / 1000)];
    const openings = schedule.interventions.filter((i) => i.effectiveAt >= belief.at && i.effectiveAt < to);
    const changes = schedule.inputs.flatMap((i) => i.times).filter((t) => t > belief.at && t <= to);
    const structures = belief.structures!.map((bytes, m) => {
      const [row, calendar] = [values.subarray(m * WIDTH, (m + 1) * WIDTH), EventCalendar.fromBytes(bytes)];
      const [arriving, staying] = [random.draws(m, 0, second), stays.draws(m, 0, second)];
      row[DEMAND] = drawGamma(rates.draws(m, 0, second), SHAPE + row[SEEN]!, 1 / (SHAPE + row[EXPECTED]!));
      const gap = DAY / (row[DEMAND]! * row[PLANNED]!);
      let [now, kind]: [number, number] = [belief.at, CHANGE];
      const arrive = () => calendar.schedule(now + drawExponential(arriving, gap), 0, 0, ARRIVAL, 0);
      for (const [k, i] of openings.entries()) calendar.schedule(i.effectiveAt, 0, 0, OPENING, k);
      for (const t of changes) calendar.schedule(t, 0, 0, CHANGE, 0);
      // arrivals have no memory: the next may be drawn anew whenever the member is carried on
      let [occupied, waiting, beds, next] = [row[OCCUPIED]!, row[WAITING]!, row[BEDS]!, arrive()];
      for (;;) {
        if (kind === DISCHARGE) occupied--;
        if (kind === OPENING) beds = Math.max(0, beds + openings[calendar.subject]!.amounts.beds!);
        if (kind === ARRIVAL) [waiting, row[SEEN], next] = [waiting + 1, row[SEEN]! + 1, arrive()];
        const open = openBeds(beds, schedule, m, now);
        for (; waiting > 0 && occupied < open; waiting--, occupied++)
          calendar.schedule(now + drawExponential(staying, row[STAY]! * DAY), 0, 0, DISCHARGE, 0);
        row.set([beds, open], BEDS);
        if (calendar.nextTime() > to) break;
        calendar.take();
        [now, kind] = [calendar.time, calendar.kind];
      }
      calendar.cancel(next);
      row[EXPECTED]! += (row[PLANNED]! * (to - belief.at)) / DAY;
      row.set([occupied, waiting], OCCUPIED);
      return calendar.toBytes();
    });
    return { ...belief, at: to, values, structures };
  },

  predict(belief, observable) {
    if (observable === 'arrivals') return each(belief, (row) => row[DEMAND]! * row[PLANNED]!);
    return each(belief, (row) => row[observable === 'census' ? OCCUPIED : WAITING]!);
  },

  output(belief, output) {
    if (output === 'waiting') return each(belief, (row) => row[WAITING]!);
    if (output === 'occupancy') return each(belief, (row) => row[OCCUPIED]! / Math.max(1, row[OPEN]!));
    // who comes now waits for one discharge more than there are patients waiting
    return each(belief, ([occupied, waiting, , , stay, , open]) =>
      occupied! < open! ? 0 : ((waiting! + 1) * stay! * 24) / Math.max(1, open!),
    );
  },
};
