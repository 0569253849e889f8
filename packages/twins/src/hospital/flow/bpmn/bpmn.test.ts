import { describe, expect, test } from 'vitest';
import { URGENT_CARE, urgentCareHospital } from '../../urgent-care/urgent-care.ts';
import { runHospital } from '../run/run-hospital.ts';
import { exportBpmn } from './export-bpmn.ts';
import { importBpmn } from './import-bpmn.ts';

const SEED = '00000000000000b5';
const CENTRE = urgentCareHospital(URGENT_CARE, { at: [0, 4, 9, 12] });

const DRAWING = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="http://example.org">
  <bpmn:process id="p" name="Clinic">
    <bpmn:laneSet id="ls"><bpmn:lane id="l" name="nurse"><bpmn:flowNodeRef>t</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
    <bpmn:startEvent id="s" name="patient" />
    <bpmn:userTask id="t" name="triage" />
    <bpmn:exclusiveGateway id="g" />
    <bpmn:task id="x" name="x-ray" />
    <bpmn:endEvent id="e" name="home" />
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="t" />
    <bpmn:sequenceFlow id="f2" sourceRef="t" targetRef="g" />
    <bpmn:sequenceFlow id="f3" sourceRef="g" targetRef="e" />
    <bpmn:sequenceFlow id="f4" name="image" sourceRef="g" targetRef="x" />
    <bpmn:sequenceFlow id="f5" sourceRef="x" targetRef="e" />
  </bpmn:process>
</bpmn:definitions>`;

describe('BPMN 2.0', () => {
  test('a hospital written and read again is the same', async () => {
    const back = await importBpmn(await exportBpmn(CENTRE));
    expect(back).toEqual(CENTRE);
  });

  test('what is drawn otherwise goes otherwise', async () => {
    const xml = await exportBpmn(CENTRE);
    const id = (name: string): string => new RegExp(`<bpmn:\\w+ id="(e\\d+)" name="${name}"`).exec(xml)![1]!;
    // everybody leaves after triage
    const [from, to] = [id('leave triage'), id('out')];
    const bent = xml.replace(new RegExp(`(sourceRef="${from}" targetRef=")e\\d+"`), `$1${to}"`);
    await expect(importBpmn(bent)).rejects.toThrow('nobody ever comes here');
  });

  test('a drawing from elsewhere runs once its values are given', async () => {
    const values = {
      time: { unit: 'min' },
      run: { until: 1_000, replications: 3 },
      parameters: {
        'time between patient': { value: 10, basis: 'assumed' },
        'time of triage': { value: 4, basis: 'assumed' },
        'time of x-ray': { value: 9, basis: 'assumed' },
        'share of image': { value: 1, basis: 'assumed' },
        'units of nurse': { value: 1, basis: 'assumed' },
      },
    } as const;
    const { figures } = runHospital(await importBpmn(DRAWING, values), { seed: SEED });
    expect(figures['time of patient to home']!.mean).toBe(13);
    const { 'time of x-ray': _left, ...fewer } = values.parameters;
    await expect(importBpmn(DRAWING, { ...values, parameters: fewer })).rejects.toThrow('time of x-ray');
    await expect(
      importBpmn(DRAWING.replace('exclusiveGateway', 'complexGateway'), values),
    ).rejects.toMatchObject({ code: 'request.unsupported', place: { field: 'g' } });
    await expect(importBpmn('<a/>', values)).rejects.toThrow();
  });
});
