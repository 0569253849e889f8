import type { BpmnElement } from 'bpmn-moddle';
import type { LabelledValue, Spread } from '../model/basis.ts';
import { type DrawingNeed, isTimed, needName } from './drawing-need.ts';

const MINUTES: Readonly<Record<string, number>> = {
  ms: 1 / 60_000,
  s: 1 / 60,
  sec: 1 / 60,
  min: 1,
  hour: 60,
  day: 1440,
};
const SOURCE = 'BPSim parameters of the file';

/**
 * Values that a file carries as BPSim 1.0 or 2.0 (WfMC), by the names of what the drawing needs, in minutes: processing times, times between
 * triggers, probabilities of ways and quantities of lanes, of the first scenario. Kinds of parameter that it does not know it leaves out,
 * so that they are asked for.
 */
export function bpsimValues(
  root: BpmnElement,
  needs: readonly DrawingNeed[],
): Readonly<Record<string, LabelledValue>> {
  const scenario = [...(root.relationships ?? []), ...(root.rootElements ?? [])]
    .flatMap(({ extensionElements }) => below(extensionElements?.values ?? []))
    .find(({ $type }) => localName($type) === 'Scenario');
  const values: Record<string, LabelledValue> = {};
  if (scenario === undefined) return values;
  const base = MINUTES[attribute(child(scenario, 'ScenarioParameters'), 'baseTimeUnit') ?? 'min'] ?? 1;
  for (const given of scenario.$children ?? []) {
    if (localName(given.$type) !== 'ElementParameters') continue;
    const ref = attribute(given, 'elementRef');
    for (const need of needs.filter(({ id }) => id === ref)) {
      const value = PLACES[need.kind]
        .map((path) => path.reduce<BpmnElement | undefined>((at, name) => child(at, name), given))
        .map((parameter) => parameter?.$children?.[0])
        .flatMap((one) => (one === undefined ? [] : [read(one, need.kind, base)]))
        .find((one) => one !== null);
      if (value !== undefined && value !== null)
        values[needName(need)] = { value, basis: 'assumed', source: SOURCE };
    }
  }
  return values;
}

const TIMED = [
  ['TimeParameters', 'ProcessingTime'],
  ['TimeParameters', 'Duration'],
];
const PLACES: Readonly<Record<DrawingNeed['kind'], readonly (readonly string[])[]>> = {
  interval: [['ControlParameters', 'InterTriggerTimer'], ['InterTriggerTimer']],
  time: TIMED,
  after: TIMED,
  share: [['ControlParameters', 'Probability'], ['Probability']],
  units: [['ResourceParameters', 'Quantity'], ['Quantity']],
};

/** A parameter as an amount; null for kinds that are not known, and for what is no number. */
function read(one: BpmnElement, kind: DrawingNeed['kind'], base: number): number | Spread | null {
  const timed = isTimed(kind);
  const unit = timed ? (MINUTES[attribute(one, 'timeUnit') ?? ''] ?? base) : 1;
  const at = (name: string, times = unit): number => Number(attribute(one, name) ?? Number.NaN) * times;
  const all = (value: Spread): Spread | null =>
    Object.values(value).some((part) => Number.isNaN(part)) ? null : value;
  switch (localName(one.$type)) {
    case 'NumericParameter':
    case 'FloatingParameter':
      return Number.isNaN(at('value')) ? null : at('value');
    case 'DurationParameter':
      return isoMinutes(attribute(one, 'value') ?? '');
    case 'NegativeExponentialDistribution':
      return all({ dist: 'exponential', mean: at('mean') });
    case 'UniformDistribution':
      return all({ dist: 'uniform', min: at('min'), max: at('max') });
    case 'TriangularDistribution':
      return all({ dist: 'triangular', min: at('min'), mode: at('mode'), max: at('max') });
    case 'NormalDistribution':
      return all({ dist: 'normal', mean: at('mean'), sd: at('standardDeviation'), min: 0 });
    case 'TruncatedNormalDistribution':
      return all({
        dist: 'normal',
        mean: at('mean'),
        sd: at('standardDeviation'),
        min: Math.max(0, at('min')),
        max: at('max'),
      });
    case 'LogNormalDistribution':
      return all({ dist: 'lognormal', mean: at('mean'), sd: at('standardDeviation') });
    case 'GammaDistribution': {
      const [shape, scale] = [at('shape', 1), at('scale')];
      return all({ dist: 'gamma', mean: shape * scale, sd: Math.sqrt(shape) * scale });
    }
    case 'ErlangDistribution':
      return all({ dist: 'erlang', mean: at('mean'), stages: at('k', 1) });
    case 'WeibullDistribution':
      return all({ dist: 'weibull', shape: at('shape', 1), scale: at('scale') });
    default:
      return null;
  }
}

/** Minutes of a duration such as `PT1H30M`, or of a cycle such as `R/PT10M`; null for what is none. Months and years are none: they have no length. */
export function isoMinutes(text: string): number | null {
  const duration = text.trim().split('/').at(-1)!;
  const found = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(duration);
  if (found === null || duration === 'P' || duration.endsWith('T')) return null;
  const [weeks, days, hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0));
  return weeks! * 10_080 + days! * 1440 + hours! * 60 + minutes! + seconds! / 60;
}

function below(elements: readonly BpmnElement[]): readonly BpmnElement[] {
  return elements.flatMap((element) => [element, ...below(element.$children ?? [])]);
}

function child(element: BpmnElement | undefined, name: string): BpmnElement | undefined {
  return element?.$children?.find(({ $type }) => localName($type) === name);
}

function attribute(element: BpmnElement | undefined, name: string): string | undefined {
  const value = (element as unknown as Readonly<Record<string, unknown>> | undefined)?.[name];
  return typeof value === 'string' ? value : undefined;
}

function localName(type: string): string {
  return type.slice(type.indexOf(':') + 1);
}
