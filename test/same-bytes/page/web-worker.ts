import { type Done, perform, type Work } from '../runs.ts';

interface Port {
  postMessage(done: Done): void;
  onmessage: ((event: { readonly data: Work }) => void) | null;
}

const port = globalThis as unknown as Port;
port.onmessage = ({ data }) => port.postMessage(perform(data));
