import type { LabelledValue } from '../model/basis.ts';
import type { HospitalModel } from '../model/hospital-model.ts';
import type { HospitalNode } from '../model/hospital-node.ts';
import type { HospitalResult } from '../run/hospital-result.ts';

/**
 * The report of a discrete-event model by the STRESS-DES guidelines (Monks et al. 2019, J. Simul. 13:55-67), in Markdown, filled
 * from the model and, if it was run, from what came of it. What a model cannot say of itself is left to be written, marked so.
 */
export function stressReport(model: HospitalModel, result?: HospitalResult): string {
  const { parameters = {}, scenarios = {}, units = {}, policies = {} } = model;
  const open = '*To be written by the authors.*';
  const lines = [
    `# ${model.name}: STRESS-DES report`,
    '',
    '## 1. Objectives',
    '',
    `**1.1 Purpose of the model.** ${model.about ?? open}`,
    '',
    `**1.2 Model outputs.** ${result === undefined ? open : Object.keys(result.figures).join('; ')}`,
    '',
    '**1.3 Experimentation aims.** Scenarios compared with common random numbers:',
    '',
    ...table(
      ['scenario', 'changes'],
      Object.entries(scenarios).map(([name, changes]) => [
        name,
        Object.entries(changes)
          .map(([key, value]) => `${key} = ${told(value)}`)
          .join('; '),
      ]),
    ),
    '',
    '## 2. Logic',
    '',
    `**2.1 Base model overview.** ${Object.keys(units).length} units, ${Object.keys(model.resources).length} resources, ${Object.keys(model.sources).length} sources, ${Object.keys(model.nodes).length} nodes. The process map is the BPMN export of the model.`,
    '',
    '**2.2 Base model logic.**',
    '',
    ...table(
      ['node', 'what happens', 'then'],
      Object.entries(model.nodes).map(([id, node]) => [
        id,
        nodeWords(node),
        node.next ?? (node.do === 'end' ? 'leaves' : ''),
      ]),
    ),
    '',
    `**2.3 Scenario logic.** A scenario is the same model with other values of its parameters, see 1.3.`,
    '',
    '**2.4 Algorithms.** Rules of placement, tried in order:',
    '',
    ...table(
      ['policy', 'rules'],
      Object.entries(policies).map(([name, rules]) => [
        name,
        rules.map(({ bed, reason }) => `${bed} (${reason})`).join(', '),
      ]),
    ),
    '',
    '**2.5 Components.** Entities come from the sources, resources are held and queued for:',
    '',
    ...table(
      ['resource', 'capacity', 'queue', 'pre-emption', 'turnover'],
      Object.entries(model.resources).map(([name, r]) => [
        name,
        `${told(r.capacity)}${r.places === undefined ? '' : ` x ${told(r.places)}`}`,
        r.order ?? 'priority, then first come',
        r.preemption ?? 'none',
        r.turnover === undefined ? '' : told(r.turnover.time),
      ]),
    ),
    '',
    ...table(
      ['source', 'arrivals'],
      Object.entries(model.sources).map(([name, source]) => [
        name,
        told(source.every ?? source.rate ?? source.appointments ?? 'replay of recorded arrivals'),
      ]),
    ),
    '',
    '## 3. Data',
    '',
    '**3.1 Data sources and 3.3 input parameters**, each with where it comes from:',
    '',
    ...table(
      ['parameter', 'value', 'unit', 'basis', 'source'],
      Object.entries(parameters).map(([name, { value, unit = '', basis, source = '', note = '' }]) => [
        name,
        told(value),
        unit,
        basis,
        [source, note].filter((part) => part !== '').join('; '),
      ]),
    ),
    '',
    `**Of ${Object.keys(parameters).length} parameters** ${counted(Object.values(parameters))}.`,
    '',
    '**3.2 Pre-processing.** None.',
    '',
    `**3.4 Assumptions.** Those marked *assumed* above. Capacities, rates and appointments follow the clock on the wall in ${model.time.zone ?? 'UTC'}.`,
    '',
    '## 4. Experimentation',
    '',
    `**4.1 Initialisation.** Empty at the start; warm-up ${model.run.warmUp ?? 0} ${model.time.unit}.`,
    '',
    `**4.2 Run length.** ${model.run.until} ${model.time.unit}${model.run.terminating === true ? ', a run that ends by itself' : ''}.`,
    '',
    `**4.3 Estimation approach.** ${result === undefined ? `Independent replications${model.run.replications === undefined ? '' : `, ${model.run.replications}`}` : `${result.replications} independent replications, seed ${result.seed}`}; 95 % intervals by Student's t.`,
    '',
    ...(result === undefined ? [] : resultLines(result)),
    '## 5. Implementation',
    '',
    '**5.1 Software.** Twinward, TypeScript; the process engine of `@twinward/simulate`.',
    '',
    '**5.2 Random sampling.** Philox4x32-10, keyed by seed, source, step and number of the entity: scenarios share the draws of what they have in common.',
    '',
    '**5.3 Model execution.** Events at one instant in the order: changes of capacity, ends of delays, reneging, arrivals.',
    '',
    `**5.4 System specification.** ${open}`,
    '',
    '## 6. Code access',
    '',
    '**6.1** The model is one JSON file of the format `twinward-hospital/1`, which this report is made from.',
    '',
  ];
  return lines.join('\n');
}

function resultLines({ figures, warnings }: HospitalResult): readonly string[] {
  return [
    ...table(
      ['figure', 'mean', '95 % interval', 'replications'],
      Object.entries(figures).map(([name, { mean, low, high, count, why, bound }]) =>
        why === undefined
          ? [
              bound === undefined ? name : `${name} (${bound})`,
              short(mean),
              `${short(low)} to ${short(high)}`,
              String(count),
            ]
          : [name, 'grows, no mean', '-', '-'],
      ),
    ),
    '',
    ...warnings.map(({ text }) => `**Warning.** ${text}.`),
    '',
  ];
}

function nodeWords(node: HospitalNode): string {
  const { do: kind, next: _next, label, ...rest } = node;
  const words = Object.entries(rest).map(([key, value]) => `${key} ${told(value)}`);
  return `${label === undefined ? '' : `${label}: `}${kind} ${words.join(', ')}`;
}

function counted(values: readonly LabelledValue[]): string {
  const kinds = ['published', 'derived', 'assumed', 'unverified'] as const;
  return kinds.map((kind) => `${values.filter(({ basis }) => basis === kind).length} are ${kind}`).join(', ');
}

function told(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return JSON.stringify(value)
    .replace(/["{}]/g, '')
    .replaceAll(':', ' ')
    .replaceAll(',', ', ')
    .replaceAll('|', '/');
}

function short(x: number): string {
  return Number.isNaN(x) ? '-' : String(Number(x.toPrecision(4)));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return ['None.'];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
