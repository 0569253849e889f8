import { z } from 'zod';
import type { Amount, LabelledValue, Spread } from './basis.ts';
import { HOSPITAL_FORMAT, type HospitalModel } from './hospital-model.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const CAUSES = [
  'staff',
  'bed',
  'clean',
  'transport',
  'results',
  'drug',
  'room',
  'equipment',
  'schedule',
  'other',
] as const;

const name = z.string().min(1).max(120);
const positive = z.number().positive();
const whole = z.number().int().min(0);
const parameter = z.strictObject({ parameter: name });
const count = z.union([whole, parameter]);
const numbers = z.array(z.number());
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time of day as 08:30');
const days = z.array(z.enum(DAYS)).min(1).optional();

const spread: z.ZodType<Spread> = z.lazy(() =>
  z.discriminatedUnion('dist', [
    z.strictObject({ dist: z.literal('exponential'), mean: positive }),
    z.strictObject({ dist: z.literal('erlang'), mean: positive, stages: z.number().int().min(1) }),
    z.strictObject({ dist: z.literal('lognormal'), mean: positive, sd: positive }),
    z.strictObject({ dist: z.literal('gamma'), mean: positive, sd: positive }),
    z.strictObject({ dist: z.literal('weibull'), shape: positive, scale: positive }),
    z.strictObject({ dist: z.literal('triangular'), min: z.number(), mode: z.number(), max: z.number() }),
    z.strictObject({ dist: z.literal('uniform'), min: z.number(), max: z.number() }),
    z.strictObject({
      dist: z.literal('normal'),
      mean: z.number(),
      sd: positive,
      min: z.number().optional(),
      max: z.number().optional(),
    }),
    z.strictObject({ dist: z.literal('empirical'), values: numbers.min(1), weights: numbers.optional() }),
    z.strictObject({ dist: z.literal('hyperexponential'), means: numbers.min(1), weights: numbers.min(1) }),
    z.strictObject({ dist: z.literal('survival-table'), at: numbers.min(2), survival: numbers.min(2) }),
    z.strictObject({
      dist: z.literal('phase-type'),
      start: numbers.min(1),
      means: numbers.min(1),
      next: z.array(numbers).min(1),
    }),
    z.strictObject({ dist: z.literal('mixture'), parts: z.array(spread).min(1), weights: numbers.min(1) }),
  ]),
) as z.ZodType<Spread>;

const amount: z.ZodType<Amount> = z.lazy(() =>
  z.union([
    z.number(),
    parameter,
    z.strictObject({ attribute: name, times: z.number().optional(), plus: z.number().optional() }),
    z.strictObject({ since: z.union([name, z.literal(0)]) }),
    z.strictObject({ sum: z.array(amount).min(1) }),
    spread,
  ]),
) as z.ZodType<Amount>;

const comparing = (key: 'attribute' | 'queue' | 'free' | 'signal'): readonly z.ZodType[] => [
  z.strictObject({ [key]: name, below: z.number() }),
  z.strictObject({ [key]: name, atLeast: z.number() }),
];
const condition = z.union([
  ...comparing('attribute'),
  z.strictObject({ attribute: name, equals: z.number() }),
  ...comparing('queue'),
  ...comparing('free'),
  ...comparing('signal'),
  z.strictObject({ expectedWait: name, service: positive, atLeast: z.number() }),
]);

const probability = z.union([z.number().min(0).max(1), parameter]);
const flow = { label: z.string().optional(), next: name.optional() };
const asking = {
  ...flow,
  priority: amount.optional(),
  patience: amount.optional(),
  reneged: name.optional(),
  refused: name.optional(),
  evicted: name.optional(),
  worsens: z
    .array(
      z.strictObject({
        after: amount,
        priority: z.number().optional(),
        set: z.record(name, z.number()).optional(),
        to: name.optional(),
      }),
    )
    .optional(),
  balk: z
    .array(z.strictObject({ queue: name, atLeast: whole, probability: z.number().min(0).max(1) }))
    .optional(),
  balked: name.optional(),
  thenRelease: z.array(name).min(1).optional(),
};
const cause = z.enum(CAUSES).optional();
const route = { do: z.literal('route'), ...flow };

const node = z.union([
  z.discriminatedUnion('do', [
    z.strictObject({
      do: z.literal('seize'),
      units: z.record(name, z.union([count, z.strictObject({ attribute: name })])),
      ...asking,
    }),
    z.strictObject({ do: z.literal('place'), policy: name, ...asking }),
    z.strictObject({ do: z.literal('delay'), time: amount, at: name.optional(), cause, ...flow }),
    z.strictObject({
      do: z.literal('release'),
      units: z.union([z.literal('all'), z.array(name).min(1), z.record(name, z.number().int().min(1))]),
      ...flow,
    }),
    z.strictObject({ do: z.literal('batch'), size: count, within: amount.optional(), ...flow }),
    z.strictObject({ do: z.literal('separate'), ...flow }),
    z.strictObject({
      do: z.literal('split'),
      name,
      first: name,
      takes: z.array(name).optional(),
      apart: z.boolean().optional(),
      ...flow,
    }),
    z.strictObject({ do: z.literal('join'), cause, ...flow }),
    z.strictObject({ do: z.literal('change'), set: z.record(name, amount), ...flow }),
    z.strictObject({ do: z.literal('gate'), until: condition, cause, ...flow }),
    z.strictObject({ do: z.literal('signal'), signal: name, value: amount, ...flow }),
    z.strictObject({ do: z.literal('capacity'), resource: name, by: z.number().int(), ...flow }),
    z.strictObject({ do: z.literal('record'), tally: name, value: amount, ...flow }),
    z.strictObject({ do: z.literal('end'), outcome: name.optional(), label: z.string().optional() }),
    z.discriminatedUnion('by', [
      z.strictObject({
        ...route,
        by: z.literal('probability'),
        ways: z.array(z.strictObject({ probability, to: name })).min(1),
      }),
      z.strictObject({
        ...route,
        by: z.literal('condition'),
        ways: z.array(z.strictObject({ when: condition, to: name })).min(1),
      }),
      z.strictObject({
        ...route,
        by: z.literal('shortest wait'),
        ways: z.array(z.strictObject({ resource: name, service: positive, to: name })).min(1),
      }),
      z.strictObject({ ...route, by: z.literal('list'), list: z.array(name).min(1) }),
      z.strictObject({
        ...route,
        by: z.literal('memory'),
        rows: z.array(numbers).min(1),
        to: z.array(name).min(1),
      }),
    ]),
  ]),
]);

const labelled: z.ZodType<LabelledValue> = z.strictObject({
  value: z.union([amount, numbers]),
  basis: z.enum(['published', 'derived', 'assumed', 'unverified']),
  unit: z.string().optional(),
  source: z.string().optional(),
  note: z.string().optional(),
}) as z.ZodType<LabelledValue>;

const resource = z.strictObject({
  kind: cause,
  capacity: z.union([
    count,
    z.strictObject({
      shifts: z.array(z.strictObject({ days, from: clock, to: clock, units: count })).min(1),
    }),
  ]),
  places: count.optional(),
  order: z.enum(['first-come', 'last-come', 'shortest']).optional(),
  key: amount.optional(),
  queueLimit: count.optional(),
  overtaking: z.boolean().optional(),
  preemption: z.enum(['none', 'resume', 'restart', 'resample', 'reroute']).optional(),
  onFall: z.enum(['drain', 'preempt']).optional(),
  shared: name.optional(),
  reserve: z.strictObject({ units: count, priority: z.number() }).optional(),
  speed: positive.optional(),
  turnover: z.strictObject({ time: amount, by: z.record(name, count).optional() }).optional(),
  unit: name.optional(),
});

const perHour = z.union([z.array(z.number().min(0)).length(24), parameter]);
const weekdays = z.union([z.array(z.number().min(0)).length(7), parameter]);
const source = z.strictObject({
  every: amount.optional(),
  rate: z.strictObject({ perHour, weekdays: weekdays.optional(), times: amount.optional() }).optional(),
  appointments: z
    .strictObject({
      days,
      at: z.union([
        z.array(clock).min(1),
        z.strictObject({ from: clock, to: clock, every: amount, each: count.optional() }),
      ]),
      lateness: amount.optional(),
      noShow: probability.optional(),
    })
    .optional(),
  replay: z
    .strictObject({
      at: z.array(z.number().min(0)),
      attributes: z.record(name, numbers).optional(),
      ids: z.array(z.string()).optional(),
    })
    .optional(),
  batch: count.optional(),
  limit: count.optional(),
  until: z.number().optional(),
  set: z.record(name, amount).optional(),
  first: name,
});

/** The format of a hospital, from which its JSON schema and the checks of what is read are made. */
export const hospitalSchema: z.ZodType<HospitalModel> = z.strictObject({
  format: z.literal(HOSPITAL_FORMAT),
  name,
  about: z.string().optional(),
  time: z.strictObject({
    unit: z.enum(['min', 'h', 'd']),
    start: z
      .string()
      .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, 'a local date and time as 2026-03-02T00:00')
      .optional(),
    zone: name.optional(),
  }),
  run: z.strictObject({
    until: positive,
    warmUp: z.number().min(0).optional(),
    terminating: z
      .boolean()
      .optional()
      .describe('a run begins empty and ends by itself, such as a day from opening to closing'),
    replications: z.number().int().min(2).optional(),
  }),
  parameters: z.record(name, labelled).optional(),
  scenarios: z.record(name, z.record(name, z.union([amount, numbers]))).optional(),
  units: z
    .record(
      name,
      z.strictObject({
        name,
        site: z.string().optional(),
        kind: z.string().optional(),
        x: z.number().optional(),
        y: z.number().optional(),
      }),
    )
    .optional(),
  resources: z.record(name, resource),
  policies: z
    .record(
      name,
      z.array(z.strictObject({ bed: name, when: z.array(condition).optional(), reason: name })).min(1),
    )
    .optional(),
  sources: z.record(name, source),
  nodes: z.record(name, node),
  targets: z
    .array(
      z.strictObject({
        name,
        figure: name,
        scenario: name.optional(),
        reported: z.union([z.number(), z.tuple([z.number(), z.number()])]),
        basis: z.enum(['published', 'derived', 'assumed', 'unverified']),
        source: z.string().optional(),
        note: z.string().optional(),
      }),
    )
    .optional(),
}) as unknown as z.ZodType<HospitalModel>;
