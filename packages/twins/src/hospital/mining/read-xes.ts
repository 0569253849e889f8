import { parseInstant, TwinwardError } from '@twinward/contract';
import { SaxesParser } from 'saxes';
import type { LogRow } from './activity-log.ts';

const NAMES = {
  name: 'concept:name',
  time: 'time:timestamp',
  transition: 'lifecycle:transition',
  instance: 'concept:instance',
  resource: 'org:resource',
} as const;
const MARKS: ReadonlySet<string> = new Set(['string', 'date', 'int', 'float', 'boolean', 'id']);

/**
 * The rows of an event log in XES (IEEE 1849): names, times, lifecycle, instance and resource of the events of every trace. Events
 * in another state of their lifecycle than start and complete are passed over. Throws `file.invalid` naming the line for what is
 * not well-formed and for document types, and the trace for one without a name.
 *
 * @example
 * const event = '<event><string key="concept:name" value="triage"/><date key="time:timestamp" value="2026-01-05T08:00:00Z"/></event>';
 * readXes(`<log><trace><string key="concept:name" value="NA"/>${event}</trace></log>`)[0].caseId; // 'NA'
 */
export function readXes(text: string): readonly LogRow[] {
  const parser = new SaxesParser({ position: true });
  const rows: LogRow[] = [];
  let [traces, depth] = [0, 0];
  let trace: { name: string | null; events: Map<string, string>[] } | null = null;
  let event: Map<string, string> | null = null;
  parser.on('error', (error) => refuse(error.message.replace(/^\d+:\d+: /, ''), parser.line));
  parser.on('doctype', () => refuse('document types are not read', parser.line));
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'trace') trace = { name: null, events: [] };
    else if (name === 'event') event = new Map();
    else if (MARKS.has(name)) {
      depth += 1;
      // attributes of attributes say nothing of the event itself
      if (depth > 1) return;
      const [key, value] = [String(attributes.key ?? ''), String(attributes.value ?? '')];
      if (event !== null) event.set(key, value);
      else if (trace !== null && key === NAMES.name) trace.name = value;
    }
  });
  parser.on('closetag', ({ name }) => {
    if (MARKS.has(name)) depth -= 1;
    else if (name === 'event' && event !== null) {
      if (trace === null) refuse('an event outside of a trace', parser.line);
      trace.events.push(event);
      event = null;
    } else if (name === 'trace' && trace !== null) {
      traces += 1;
      if (trace.name === null) refuse(`trace ${traces} has no concept:name`, parser.line);
      for (const found of trace.events) rows.push(...rowOf(trace.name, found));
      trace = null;
    }
  });
  parser.write(text).close();
  if (traces === 0) refuse('it holds no trace', parser.line);
  return rows;
}

function rowOf(caseId: string, event: ReadonlyMap<string, string>): readonly LogRow[] {
  const transition = event.get(NAMES.transition)?.toLowerCase();
  if (transition !== undefined && transition !== 'start' && transition !== 'complete') return [];
  const [instance, resource] = [event.get(NAMES.instance), event.get(NAMES.resource)];
  return [
    {
      caseId,
      activity: event.get(NAMES.name) ?? '',
      time: parseInstant(event.get(NAMES.time) ?? '', NAMES.time) / 1000,
      ...(transition === undefined ? {} : { transition }),
      ...(instance === undefined ? {} : { instance }),
      ...(resource === undefined ? {} : { resource }),
    },
  ];
}

function refuse(why: string, line: number): never {
  throw new TwinwardError('file.invalid', `the event log cannot be read at line ${line}: ${why}`, {
    field: 'xes',
    row: line,
  });
}
