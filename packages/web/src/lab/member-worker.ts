// Simulates members of the open model for the lab's worker, on a core of its own.
import type { MemberOrder, MemberReport } from './lab-messages.ts';
import { type OpenModel, openModel } from './open-model.ts';
import { simulateMembers } from './simulate-members.ts';

interface Port {
  postMessage(report: MemberReport, transfer: readonly ArrayBufferLike[]): void;
  onmessage: ((event: MessageEvent<MemberOrder>) => void) | null;
}

const port = globalThis as unknown as Port;
let text = '';
let model: OpenModel | null = null;

port.onmessage = ({ data }) => {
  if (data.kind === 'open') {
    text = data.text;
    model = null;
    return;
  }
  try {
    model ??= openModel(text);
    const rows = simulateMembers(model, data.request, data.first, data.last);
    const buffers = rows.flatMap((one) => (typeof one === 'string' ? [] : [one.buffer]));
    port.postMessage({ kind: 'members', rows }, buffers);
  } catch (error) {
    port.postMessage({ kind: 'fault', why: error instanceof Error ? error.message : String(error) }, []);
  }
};
