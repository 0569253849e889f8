import { readTextTable, type TextTable } from '@twinward/connect/wearables';
import {
  activityLog,
  type LogColumns,
  type LogRow,
  processMap,
  processTreeText,
  readLogTable,
  readXes,
} from '@twinward/twins/hospital';
import type { ProcessMapView, ProcessNodeView } from '../schemas/process-map-schema.ts';
import { flatTree } from './flat-tree.ts';

/** An event log as it came, and how it is to be mapped. */
export interface LogWork {
  readonly bytes: Uint8Array;
  /** Share of the most frequent behaviour below which other behaviour is passed over, 0 to 1. */
  readonly noise: number;
  /** Which columns hold what; by their names when left out. Of XES nothing need be said. */
  readonly columns?: Partial<LogColumns>;
}

/** The largest event log that is mapped, bytes. */
export const LARGEST_LOG: number = 32 * 1024 * 1024;
const [MOST_VARIANTS, MOST_CASES, MOST_EDGES] = [200, 500, 1500];

/** Maps an event log in CSV or XES; of very many variants, cases and edges the most telling, with their number. */
export async function mineLog({ bytes, noise, columns }: LogWork): Promise<ProcessMapView> {
  const log = activityLog(await rowsOf(bytes, columns));
  const map = processMap(log, noise);
  const deviating = map.cases.filter(({ variant }) => map.variants[variant]!.fitness < 1);
  const starts = map.cases.map(({ start }) => start);
  const ends = map.cases.map(({ start, span }) => start + span);
  const nodes: readonly ProcessNodeView[] = flatTree(map.tree);
  return {
    from: instant(starts.reduce((a, b) => Math.min(a, b))),
    to: instant(ends.reduce((a, b) => Math.max(a, b))),
    cases: map.cases.length,
    open: log.open,
    span: map.span,
    activities: map.activities,
    edges: map.edges.slice(0, MOST_EDGES),
    edgeCount: map.edges.length,
    variants: map.variants.slice(0, MOST_VARIANTS),
    variantCount: map.variants.length,
    model: { nodes, text: processTreeText(map.tree), noise, fitness: map.fitness, fitting: map.fitting },
    deviating: deviating
      .slice(0, MOST_CASES)
      .map(({ caseId, variant, start, span }) => ({ caseId, variant, start: instant(start), span })),
    deviatingCount: deviating.length,
  };
}

/** Whether a file is XES: anything that begins like XML. */
export function isXes(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, 256)).trimStart().startsWith('<');
}

/** The table of a log that is no XES. */
export function tableOf(bytes: Uint8Array): Promise<TextTable> {
  return readTextTable(async function* () {
    yield bytes;
  }, LARGEST_LOG);
}

async function rowsOf(bytes: Uint8Array, columns: LogWork['columns']): Promise<readonly LogRow[]> {
  if (isXes(bytes)) return readXes(new TextDecoder().decode(bytes));
  return readLogTable((await tableOf(bytes)).rows, columns);
}

function instant(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
