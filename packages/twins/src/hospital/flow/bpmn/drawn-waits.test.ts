// Timers on the edges of tasks, events that race, and what is done again: held to what mathematics knows of them.
import { expect, test } from 'vitest';
import type { Amount } from '../model/basis.ts';
import { runHospital } from '../run/run-hospital.ts';
import { bpmnNeeds, importBpmn } from './import-bpmn.ts';
import { file, flow, named } from './testing/foreign-file.ts';

const SEED = '00000000000000b7';
const LONG = { until: 30_000, warmUp: 2_000, replications: 40 };
/** Long enough where nobody waits for anybody. */
const SHORT = { until: 2_200, warmUp: 200, replications: 40 };
const exponential = (mean: number): Amount => ({ dist: 'exponential', mean });

async function figuresOf(xml: string, values: Readonly<Record<string, Amount>>, run?: typeof LONG) {
  return runHospital(await importBpmn(xml, named(values, run)), { seed: SEED, loads: false });
}

/** Within six standard errors of 40 replications by Student's t: missed by chance less than once in a million. */
function expectMean(samples: readonly number[], expected: number): void {
  const mean = samples.reduce((a, b) => a + b, 0) / samples.length;
  const square = samples.reduce((a, b) => a + (b - mean) ** 2, 0) / (samples.length - 1);
  const error = Math.sqrt(square / samples.length);
  expect(error).toBeLessThan(0.05 * Math.abs(expected));
  expect(Math.abs(mean - expected)).toBeLessThan(6 * error);
}

const LANE = '<laneSet id="ls"><lane id="l" name="nurse"><flowNodeRef>t</flowNodeRef></lane></laneSet>';
const edged = (duration: string, lanes = LANE): string =>
  file(
    `<task id="t" name="see" /><boundaryEvent id="b" name="too long" attachedToRef="t"><timerEventDefinition>${duration}</timerEventDefinition></boundaryEvent>
     <endEvent id="e" name="home" /><endEvent id="o" name="gone" />${flow('1', 's', 't')}${flow('2', 't', 'e')}${flow('3', 'b', 'o')}`,
    '',
    lanes,
  );

test('a timer on the edge of a task ends the waiting and the work, and who is finished just then is finished', async () => {
  const xml = edged('<timeDuration>PT4M</timeDuration>');
  expect((await bpmnNeeds(xml))!.given).toMatchObject({ 'time of too long': { value: 4 } });
  // they come at 2, 4, 6, ...; the first is seen from 2 to 5, the second from 5 to 8, all others are cut short after 4 minutes
  const values = { 'time between patient': 2, 'time of see': 3, 'units of nurse': 1 };
  const { figures } = await figuresOf(xml, values);
  expect(figures['left patient as home']!.mean).toBe(2);
  expect(figures['time of patient to home']!.mean).toBeCloseTo((3 + 4) / 2, 9);
  expect(figures['time of patient to gone']!.mean).toBeCloseTo(4, 9);
  // from the first patient on the nurse always works
  expect(figures['use of nurse']!.mean).toBeCloseTo(598 / 600, 9);
  // nobody is waited for where nobody is named
  const alone = edged('<timeDuration>PT4M</timeDuration>', '');
  for (const [time, end] of [
    [3, 'home'],
    [4, 'home'],
    [5, 'gone'],
  ] as const) {
    const { figures: own } = await figuresOf(alone, { 'time between patient': 2, 'time of see': time });
    expect(own[`time of patient to ${end}`]!.mean).toBeCloseTo(Math.min(time, 4), 9);
    expect(own[`left patient as ${end === 'home' ? 'gone' : 'home'}`]?.mean ?? 0).toBe(0);
  }
});

test('patients whose patience ends with the work, not the waiting, are a queue whose solution is known', async () => {
  // M/M/c in which everybody there leaves at rate theta: a birth-death process with deaths min(n, c) mu + n theta
  const [arrival, service, limit, nurses] = [5, 12, 20, 2];
  let [weight, sum, inside] = [1, 1, 0];
  for (let n = 1; n < 400; n++) {
    weight *= 1 / arrival / (Math.min(n, nurses) / service + n / limit);
    sum += weight;
    inside += n * weight;
  }
  inside /= sum;
  const { samples } = await figuresOf(
    edged(''),
    {
      'time between patient': exponential(arrival),
      'time of see': exponential(service),
      'time of too long': exponential(limit),
      'units of nurse': nurses,
    },
    LONG,
  );
  expectMean(
    samples.map((one) => one['inside patient']!),
    inside,
  );
  expectMean(
    samples.map((one) => {
      const [home, gone] = ['home', 'gone'].map((end) => one[`left patient as ${end}`]!);
      return gone! / (home! + gone!);
    }),
    (inside / limit) * arrival,
  );
});

const LOOP = file(
  `<exclusiveGateway id="r" /><task id="t" name="see" /><exclusiveGateway id="g" default="f4" /><endEvent id="e" name="home" />
   ${flow('1', 's', 'r')}${flow('2', 'r', 't')}${flow('3', 't', 'g')}${flow('4', 'g', 'e')}${flow('5', 'g', 'r', 'again')}`,
  '',
  LANE,
);
const looped = (attributes: string, lanes = LANE): string =>
  file(
    `<task id="t" name="see"><standardLoopCharacteristics ${attributes} /></task><endEvent id="e" name="home" />${flow('1', 's', 't')}${flow('2', 't', 'e')}`,
    '',
    lanes,
  );

test('a way that leads back, and a loop, are a queue with feedback', async () => {
  // M/M/1 with Bernoulli feedback (Jackson 1957): as a queue of load lambda / (mu (1 - p))
  const [arrival, service, again] = [10, 4, 0.4];
  const load = service / arrival / (1 - again);
  for (const [xml, share] of [
    [LOOP, 'share of again'],
    [looped(''), 'share of see, again'],
  ] as const) {
    const { samples } = await figuresOf(
      xml,
      {
        'time between patient': exponential(arrival),
        'time of see': exponential(service),
        [share]: again,
        'units of nurse': 1,
      },
      LONG,
    );
    expectMean(
      samples.map((one) => one['inside patient']!),
      load / (1 - load),
    );
    expectMean(
      samples.map((one) => one['use of nurse']!),
      load,
    );
  }
});

test('a loop may be asked for before, and has its most times', async () => {
  const p = 0.5;
  const times = async (attributes: string): Promise<readonly number[]> => {
    const values = { 'time between patient': 1, 'time of see': 1, 'share of see, again': p };
    const { samples } = await figuresOf(looped(attributes, ''), values, SHORT);
    return samples.map((one) => one['time of patient to home']!);
  };
  expectMean(await times(''), 1 / (1 - p));
  expectMean(await times('testBefore="true"'), p / (1 - p));
  expectMean(await times('loopMaximum="3"'), 1 + p + p * p);
  expectMean(await times('testBefore="true" loopMaximum="2"'), p + p * p);
  const counted = file(
    `<subProcess id="u" name="course"><multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>6</loopCardinality></multiInstanceLoopCharacteristics>
       <startEvent id="i" /><task id="t" name="dose" /><endEvent id="o" />${flow('i1', 'i', 't')}${flow('i2', 't', 'o')}</subProcess>
     <endEvent id="e" name="home" />${flow('1', 's', 'u')}${flow('2', 'u', 'e')}`,
  );
  const { figures } = await figuresOf(counted, { 'time between patient': 50, 'time of dose': 7 });
  expect(figures['time of patient to home']!.mean).toBeCloseTo(42, 9);
});

test('a loop that nobody leaves is refused when its shares are given', async () => {
  const values = { 'time between patient': 10, 'time of see': 1, 'share of again': 1, 'units of nurse': 1 };
  await expect(importBpmn(LOOP, named(values))).rejects.toThrow('goes round for ever');
});

test('of events at a gateway the first decides, and the others no longer count', async () => {
  const event = (id: string, name: string, kind: string, more = ''): string =>
    `<intermediateCatchEvent id="${id}" name="${name}"><${kind}EventDefinition>${more}</${kind}EventDefinition></intermediateCatchEvent>`;
  const xml = (duration = ''): string =>
    file(
      `<eventBasedGateway id="g" name="wait" />${event('a', 'result', 'message')}${event('b', 'call', 'signal')}${event('c', 'limit', 'timer', duration)}
       <endEvent id="ea" name="by result" /><endEvent id="eb" name="by call" /><endEvent id="ec" name="by limit" />
       ${flow('1', 's', 'g')}${flow('2', 'g', 'a')}${flow('3', 'g', 'b')}${flow('4', 'g', 'c')}${flow('5', 'a', 'ea')}${flow('6', 'b', 'eb')}${flow('7', 'c', 'ec')}`,
    );
  const fixed = xml('<timeDuration>PT20M</timeDuration>');
  for (const [result, call, first] of [
    [30, 40, 'limit'],
    [30, 10, 'call'],
    [5, 10, 'result'],
  ] as const) {
    const values = { 'time between patient': 50, 'time of result': result, 'time of call': call };
    const { figures } = await figuresOf(fixed, values);
    expect(figures[`time of patient to by ${first}`]!.mean).toBeCloseTo(Math.min(result, call, 20), 9);
    expect(Object.keys(figures).filter((name) => name.startsWith('time of patient to'))).toHaveLength(1);
  }
  // exponential times: each is first by its rate, and the first comes at all their rates together
  const means = { result: 10, call: 30, limit: 60 };
  const { samples } = await figuresOf(
    xml(),
    {
      'time between patient': 2,
      ...Object.fromEntries(
        Object.entries(means).map(([name, mean]) => [`time of ${name}`, exponential(mean)]),
      ),
    },
    SHORT,
  );
  const rate = 1 / 10 + 1 / 30 + 1 / 60;
  for (const [name, mean] of Object.entries(means)) {
    expectMean(
      samples.map((one) => one[`left patient as by ${name}`]! / ((SHORT.until - SHORT.warmUp) / 2)),
      1 / mean / rate,
    );
    expectMean(
      samples.map((one) => one[`time of patient to by ${name}`]!),
      1 / rate,
    );
  }
});

test('parallel ways may be gone again once they have joined, and a timer on one of them leads to where they join', async () => {
  const again = file(
    `<exclusiveGateway id="r" /><parallelGateway id="f" name="tests" /><task id="a" name="blood" /><task id="b" name="x-ray" /><parallelGateway id="j" />
     <exclusiveGateway id="g" default="f8" /><endEvent id="e" name="home" />
     ${flow('1', 's', 'r')}${flow('2', 'r', 'f')}${flow('3', 'f', 'a')}${flow('4', 'f', 'b')}${flow('5', 'a', 'j')}${flow('6', 'b', 'j')}
     ${flow('7', 'j', 'g')}${flow('8', 'g', 'e')}${flow('9', 'g', 'r', 'unclear')}`,
  );
  const { samples } = await figuresOf(
    again,
    { 'time between patient': 5, 'time of blood': 9, 'time of x-ray': 4, 'share of unclear': 0.25 },
    SHORT,
  );
  expectMean(
    samples.map((one) => one['time of patient to home']!),
    9 / 0.75,
  );
  const timed = file(
    `<parallelGateway id="f" name="tests" /><task id="a" name="blood" /><task id="b" name="x-ray" /><parallelGateway id="j" /><endEvent id="e" name="home" />
     <boundaryEvent id="l" name="late" attachedToRef="b"><timerEventDefinition><timeDuration>PT6M</timeDuration></timerEventDefinition></boundaryEvent>
     ${flow('1', 's', 'f')}${flow('2', 'f', 'a')}${flow('3', 'f', 'b')}${flow('4', 'a', 'j')}${flow('5', 'b', 'j')}${flow('6', 'l', 'j')}${flow('7', 'j', 'e')}`,
  );
  for (const [blood, xray] of [
    [4, 5],
    [4, 9],
    [8, 9],
  ] as const) {
    const values = { 'time between patient': 50, 'time of blood': blood, 'time of x-ray': xray };
    const { figures } = await figuresOf(timed, values);
    expect(figures['time of patient to home']!.mean).toBeCloseTo(Math.max(blood, Math.min(xray, 6)), 9);
  }
});

test('a link leads to where it is caught', async () => {
  const link = (what: string, id: string): string =>
    `<intermediate${what}Event id="${id}"><linkEventDefinition name="on" /></intermediate${what}Event>`;
  const xml = file(
    `<task id="t" name="see" />${link('Throw', 'a')}${link('Catch', 'b')}<task id="u" name="treat" /><endEvent id="e" name="home" />
     ${flow('1', 's', 't')}${flow('2', 't', 'a')}${flow('3', 'b', 'u')}${flow('4', 'u', 'e')}`,
  );
  expect((await bpmnNeeds(xml))!.needs.map(({ of }) => of)).toEqual(['patient', 'see', 'treat']);
  const { figures } = await figuresOf(xml, {
    'time between patient': 50,
    'time of see': 3,
    'time of treat': 4,
  });
  expect(figures['time of patient to home']!.mean).toBeCloseTo(7, 9);
});
