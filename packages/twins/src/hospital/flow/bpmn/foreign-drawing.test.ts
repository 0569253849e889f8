import { describe, expect, test } from 'vitest';
import { runHospital } from '../run/run-hospital.ts';
import { bpmnNeeds, importBpmn } from './import-bpmn.ts';
import { file, flow, named } from './testing/foreign-file.ts';

const SEED = '00000000000000b6';

const PARALLEL = file(
  `<parallelGateway id="fork" name="tests" /><task id="b" name="blood" /><task id="x" name="x-ray" /><task id="r" name="read x-ray" />
   <parallelGateway id="j" /><userTask id="d" name="decide" /><endEvent id="e" name="home" />
   ${flow('1', 's', 'fork')}${flow('2', 'fork', 'b')}${flow('3', 'fork', 'x')}${flow('4', 'x', 'r')}
   ${flow('5', 'b', 'j')}${flow('6', 'r', 'j')}${flow('7', 'j', 'd')}${flow('8', 'd', 'e')}`,
);

describe('a drawing made elsewhere', () => {
  test('parts of a patient go parallel ways and wait for each other where they join', async () => {
    const times = {
      'time between patient': 50,
      'time of decide': 2,
      'time of x-ray': 5,
      'time of read x-ray': 6,
    };
    for (const blood of [3, 30]) {
      const model = await importBpmn(PARALLEL, named({ ...times, 'time of blood': blood }));
      const { figures } = runHospital(model, { seed: SEED });
      expect(figures['time of patient to home']!.mean).toBeCloseTo(Math.max(blood, 11) + 2, 9);
    }
  });

  test('one parallel way within another joins its own', async () => {
    const xml = file(
      `<parallelGateway id="g1" /><parallelGateway id="g2" /><parallelGateway id="j2" /><parallelGateway id="j1" />
       <task id="a" name="a" /><task id="b" name="b" /><task id="c" name="c" /><endEvent id="e" name="home" />
       ${flow('1', 's', 'g1')}${flow('2', 'g1', 'a')}${flow('3', 'g1', 'g2')}${flow('4', 'g2', 'b')}${flow('5', 'g2', 'c')}
       ${flow('6', 'b', 'j2')}${flow('7', 'c', 'j2')}${flow('8', 'j2', 'j1')}${flow('9', 'a', 'j1')}${flow('10', 'j1', 'e')}`,
    );
    for (const [a, b, c] of [
      [9, 1, 2],
      [1, 9, 2],
      [1, 2, 9],
    ] as const) {
      const values = { 'time between patient': 40, 'time of a': a, 'time of b': b, 'time of c': c };
      const { figures } = runHospital(await importBpmn(xml, named(values)), { seed: SEED });
      expect(figures['time of patient to home']!.mean).toBeCloseTo(9, 9);
    }
  });

  test('a sub-process stands for what is drawn in it, a lane within a lane for who works there, a timer for its time', async () => {
    const xml = file(
      `<subProcess id="sub" name="assess"><startEvent id="s2" /><task id="t" name="see" /><endEvent id="e2" />
         ${flow('i1', 's2', 't')}${flow('i2', 't', 'e2')}</subProcess>
       <intermediateCatchEvent id="w" name="plaster dries"><timerEventDefinition><timeDuration>PT1H30M</timeDuration></timerEventDefinition></intermediateCatchEvent>
       <exclusiveGateway id="g" default="f4" /><task id="o" name="operate" /><endEvent id="e" name="home" />
       ${flow('1', 's', 'sub')}${flow('2', 'sub', 'g')}${flow('3', 'g', 'o', 'broken')}${flow('4', 'g', 'w')}${flow('5', 'o', 'w')}${flow('6', 'w', 'e')}`,
      '',
      `<laneSet id="ls"><lane id="l0" name="Hospital"><childLaneSet id="cl">
        <lane id="l1" name="doctor"><flowNodeRef>sub</flowNodeRef><flowNodeRef>o</flowNodeRef></lane></childLaneSet></lane></laneSet>`,
    );
    const { needs, given } = (await bpmnNeeds(xml))!;
    expect(needs.map(({ kind, of, id }) => `${kind} ${of} ${id}`)).toEqual([
      'interval patient s',
      'time see t',
      'after plaster dries w',
      'share broken f3',
      'time operate o',
      'units doctor l1',
    ]);
    expect(given).toEqual({
      'time of plaster dries': { value: 90, basis: 'assumed', source: 'a timer of the file' },
    });
    const values = {
      'time between patient': 100,
      'time of see': 10,
      'share of broken': 0,
      'time of operate': 60,
      'units of doctor': 1,
    };
    const inMinutes = await importBpmn(xml, named(values));
    expect(runHospital(inMinutes, { seed: SEED }).figures['time of patient to home']!.mean).toBeCloseTo(
      100,
      9,
    );
    const scaled = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, name.startsWith('time') ? value / 60 : value]),
    );
    const inHours = await importBpmn(xml, {
      ...named(scaled),
      time: { unit: 'h' },
      run: { until: 10, replications: 3 },
    });
    expect(runHospital(inHours, { seed: SEED }).figures['time of patient to home']!.mean).toBeCloseTo(
      100 / 60,
      9,
    );
  });

  test('BPSim parameters of a file are its values', async () => {
    const parameters = `<relationship type="BPSimData"><extensionElements><bpsim:BPSimData><bpsim:Scenario id="S1" name="today">
      <bpsim:ScenarioParameters baseTimeUnit="min" />
      <bpsim:ElementParameters elementRef="s"><bpsim:ControlParameters><bpsim:InterTriggerTimer>
        <bpsim:NegativeExponentialDistribution mean="0.5" timeUnit="hour" /></bpsim:InterTriggerTimer></bpsim:ControlParameters></bpsim:ElementParameters>
      <bpsim:ElementParameters elementRef="t"><bpsim:TimeParameters><bpsim:ProcessingTime>
        <bpsim:TriangularDistribution min="2" mode="4" max="9" /></bpsim:ProcessingTime></bpsim:TimeParameters></bpsim:ElementParameters>
      <bpsim:ElementParameters elementRef="l"><bpsim:ResourceParameters><bpsim:Quantity>
        <bpsim:NumericParameter value="2" /></bpsim:Quantity></bpsim:ResourceParameters></bpsim:ElementParameters>
      <bpsim:ElementParameters elementRef="u"><bpsim:TimeParameters><bpsim:ProcessingTime>
        <bpsim:EnumParameter /></bpsim:ProcessingTime></bpsim:TimeParameters></bpsim:ElementParameters>
      </bpsim:Scenario></bpsim:BPSimData></extensionElements><source>p</source><target>p</target></relationship>`;
    const xml = file(
      `<task id="t" name="triage" /><task id="u" name="treat" /><endEvent id="e" />${flow('1', 's', 't')}${flow('2', 't', 'u')}${flow('3', 'u', 'e')}`,
      parameters,
      '<laneSet id="ls"><lane id="l" name="nurse"><flowNodeRef>t</flowNodeRef></lane></laneSet>',
    );
    const { given } = (await bpmnNeeds(xml))!;
    expect(Object.fromEntries(Object.entries(given).map(([name, { value }]) => [name, value]))).toEqual({
      'time between patient': { dist: 'exponential', mean: 30 },
      'time of triage': { dist: 'triangular', min: 2, mode: 4, max: 9 },
      'units of nurse': 2,
    });
    const model = await importBpmn(xml, named({ 'time of treat': 1 }));
    expect(model.parameters!['units of nurse']!.source).toContain('BPSim');
    expect(runHospital(model, { seed: SEED }).figures['time of patient to done']!.mean).toBeCloseTo(6, 0);
  });

  test('what does not run as it is drawn is refused by the id of its element, with what mends it', async () => {
    const end = `<endEvent id="e" name="home" />`;
    const refused = async (steps: string, field: string): Promise<void> => {
      await expect(bpmnNeeds(file(`${steps}${end}`))).rejects.toMatchObject({
        code: 'request.unsupported',
        place: { field, remedy: expect.stringMatching(/\w/) },
      });
    };
    await refused(
      `<task id="t" name="see"><multiInstanceLoopCharacteristics /></task>${flow('1', 's', 't')}${flow('2', 't', 'e')}`,
      't',
    );
    const edged = (edge: string, task = '<task id="t" />'): string =>
      `${task}${edge}${flow('1', 's', 't')}${flow('2', 't', 'e')}${flow('3', 'b', 'e')}`;
    const timer = '<timerEventDefinition><timeDuration>PT5M</timeDuration></timerEventDefinition>';
    for (const event of ['message', 'error', 'signal', 'escalation', 'conditional', 'compensate'])
      await refused(
        edged(`<boundaryEvent id="b" attachedToRef="t"><${event}EventDefinition /></boundaryEvent>`),
        'b',
      );
    await refused(edged('<boundaryEvent id="b" attachedToRef="t" />'), 'b');
    await refused(
      edged(`<boundaryEvent id="b" attachedToRef="t" cancelActivity="false">${timer}</boundaryEvent>`),
      'b',
    );
    await refused(
      edged(
        '<boundaryEvent id="b" attachedToRef="t"><timerEventDefinition><timeDate>2026-03-01T08:00:00Z</timeDate></timerEventDefinition></boundaryEvent>',
      ),
      'b',
    );
    const once = `<boundaryEvent id="b" attachedToRef="t">${timer}</boundaryEvent>`;
    await refused(edged(`${once}${once.replace('"b"', '"c"')}${flow('4', 'c', 'e')}`), 'c');
    await refused(edged(once, '<task id="t"><standardLoopCharacteristics /></task>'), 'b');
    await refused(
      edged(
        once,
        `<subProcess id="t"><startEvent id="i" /><task id="u" /><endEvent id="o" />${flow('i1', 'i', 'u')}${flow('i2', 'u', 'o')}</subProcess>`,
      ),
      'b',
    );
    await refused(`<eventBasedGateway id="g" />${flow('1', 's', 'g')}${flow('2', 'g', 'e')}`, 'g');
    const message = '<messageEventDefinition />';
    const awaited = (second: string): string =>
      `<eventBasedGateway id="g" /><intermediateCatchEvent id="a">${message}</intermediateCatchEvent>${second}
       ${flow('1', 's', 'g')}${flow('2', 'g', 'a')}${flow('3', 'g', 'c')}${flow('4', 'a', 'e')}${flow('5', 'c', 'e')}`;
    await refused(awaited('<receiveTask id="c" />'), 'c');
    await refused(
      awaited(`<intermediateCatchEvent id="c">${message}</intermediateCatchEvent>${flow('6', 'a', 'c')}`),
      'c',
    );
    await refused(
      `<inclusiveGateway id="g" />${flow('1', 's', 'g')}${flow('2', 'g', 'e')}${flow('3', 'g', 'e')}`,
      'g',
    );
    await refused(`<complexGateway id="g" />${flow('1', 's', 'g')}${flow('2', 'g', 'e')}`, 'g');
    await refused(`<task id="t" />${flow('1', 's', 't')}${flow('2', 't', 'e')}${flow('3', 't', 'e')}`, 't');
    const parted = (more: string): string =>
      `<parallelGateway id="f" /><task id="a" /><exclusiveGateway id="x" /><parallelGateway id="j" />
       ${flow('1', 's', 'f')}${flow('2', 'f', 'a')}${flow('3', 'f', 'x')}${flow('4', 'a', 'j')}${flow('5', 'x', 'j')}${flow('6', 'j', 'e')}${more}`;
    await refused(parted(flow('7', 'x', 'f')), 'f');
    await refused(parted(`<endEvent id="o" />${flow('7', 'x', 'o')}`), 'o');
    await refused(
      `<intermediateThrowEvent id="l"><linkEventDefinition name="on" /></intermediateThrowEvent>${flow('1', 's', 'l')}`,
      'l',
    );
    // an id that is none would lose its element
    await expect(bpmnNeeds(file(`<task id="7" />${end}`))).rejects.toMatchObject({ code: 'file.invalid' });
    await expect(bpmnNeeds(file('').replace(/<process[\s\S]*<\/process>/, ''))).rejects.toThrow(
      'nothing is drawn',
    );
  });
});
