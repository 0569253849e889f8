import { type EnsembleUnit, runEnsembleUnit } from '@twinward/simulate';

interface Port {
  postMessage(part: unknown): void;
  onmessage: ((event: { readonly data: EnsembleUnit }) => void) | null;
}

const port = globalThis as unknown as Port;
port.onmessage = ({ data }) => port.postMessage(runEnsembleUnit(data));
