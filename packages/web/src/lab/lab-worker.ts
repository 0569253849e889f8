// Simulates in a thread of its own, so that sliders never wait for it, and calls others for long runs. A newer order overtakes an older one.
import { TwinwardError } from '@twinward/contract';
import type { LabFault, LabOrder, LabReport } from './lab-messages.ts';
import { LabThreads } from './lab-threads.ts';
import { type OpenModel, openModel } from './open-model.ts';
import { runEnsemble } from './run-ensemble.ts';

interface Port {
  postMessage(report: LabReport): void;
  onmessage: ((event: MessageEvent<LabOrder>) => void) | null;
}

/** Milliseconds of work between looking whether something newer was asked. */
const BREATH = 24;

/** More threads than this are seldom free. */
const MOST_THREADS = 8;

const port = globalThis as unknown as Port;
const cores = Math.min(MOST_THREADS, navigator.hardwareConcurrency);
const threads =
  cores > 1
    ? new LabThreads(
        cores,
        () => new Worker(new URL('./member-worker.ts', import.meta.url), { type: 'module' }),
      )
    : null;
let model: OpenModel | null = null;
let current = 0;

port.onmessage = ({ data }) => {
  if (data.kind === 'cancel') current = 0;
  else if (data.kind === 'open') open(data.text);
  else void run(data.request);
};

function open(text: string): void {
  current = 0;
  model = null;
  try {
    model = openModel(text);
    threads?.open(text);
    port.postMessage({ kind: 'opened', model: model.view });
  } catch (error) {
    port.postMessage({ kind: 'fault', fault: faultOf(error) });
  }
}

async function run(request: Extract<LabOrder, { readonly kind: 'run' }>['request']): Promise<void> {
  if (model === null) return;
  current = request.run;
  let breathed = performance.now();
  try {
    const result = await runEnsemble(model, request, {
      goesOn: async (done) => {
        if (performance.now() - breathed > BREATH) {
          port.postMessage({ kind: 'progress', run: request.run, done, of: request.members });
          await new Promise((resolve) => setTimeout(resolve));
          breathed = performance.now();
        }
        return current === request.run;
      },
      now: () => performance.now(),
      ...(threads === null ? {} : { threads }),
    });
    if (result === null) port.postMessage({ kind: 'cancelled', run: request.run });
    else port.postMessage({ kind: 'done', run: request.run, result });
  } catch (error) {
    port.postMessage({ kind: 'fault', fault: faultOf(error) });
  }
}

function faultOf(error: unknown): LabFault {
  if (error instanceof TwinwardError) return { code: error.code, detail: error.message, ...error.place };
  return { code: 'page.fault', detail: error instanceof Error ? error.message : String(error) };
}
