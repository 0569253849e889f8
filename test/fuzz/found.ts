import { fhirTarget } from './fhir-target.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { hl7v2Target } from './hl7v2-target.ts';
import { mqttTarget } from './mqtt-target.ts';

const point = (schema: unknown, body: unknown): string =>
  JSON.stringify({
    payload: JSON.stringify({
      header: { id: 'd', creation_date_time: '2026-03-01T12:00:00Z', schema_id: schema },
      body,
    }),
    topic: 'dt/ward/monitor-3/obs',
    packets: [],
    noise: [],
  });

/** Inputs that `npm run fuzz` found to be neither read nor refused, and what was wrong; they are given again in every run. */
export const FOUND: readonly (readonly [why: string, target: FuzzTarget, input: string])[] = [
  [
    'an appointment longer than time',
    hl7v2Target,
    'MSH|^~\\&|SCH|H|TW|H|20260301120000-0500||SIU^S12|m-4|P|2.5\rSCH|1|2|||||R^reason|N|999999999999999999990|min|^^30^20260301130000\rPID|1||5^^^H',
  ],
  ['a type of resource that has no text', fhirTarget, '{"resourceType":{"toString":[]},"id":"e"}'],
  [
    'a namespace that has no text',
    mqttTarget,
    point({ namespace: { toString: 'x' }, name: 'heart-rate', version: '1.0' }, { heart_rate: {} }),
  ],
  [
    'an interval longer than time',
    mqttTarget,
    point(
      { namespace: 'omh', name: 'step-count', version: '3.0' },
      {
        step_count: { value: 900, unit: 'steps' },
        effective_time_frame: {
          time_interval: {
            start_date_time: '2026-03-01T12:00:00Z',
            duration: { value: 1.7e308, unit: 'min' },
          },
        },
      },
    ),
  ],
];
