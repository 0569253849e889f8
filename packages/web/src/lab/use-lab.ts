import { useCallback, useEffect, useRef, useState } from 'react';
import type { LabFault, LabModel, LabOrder, LabReport, LabRequest, LabResult } from './lab-messages.ts';

/** The lab as the page sees it. */
export interface Lab {
  readonly model: LabModel | null;
  readonly result: LabResult | null;
  readonly fault: LabFault | null;
  /** Members done and of how many, while a simulation goes on. */
  readonly progress: { readonly done: number; readonly of: number } | null;
  open(text: string): void;
  run(request: Omit<LabRequest, 'run'>): void;
  cancel(): void;
}

/** A worker that simulates for this page, and what it last said. */
export function useLab(): Lab {
  const worker = useRef<Worker | null>(null);
  const latest = useRef(0);
  const [model, setModel] = useState<LabModel | null>(null);
  const [result, setResult] = useState<LabResult | null>(null);
  const [fault, setFault] = useState<LabFault | null>(null);
  const [progress, setProgress] = useState<Lab['progress']>(null);
  useEffect(() => {
    const started = new Worker(new URL('./lab-worker.ts', import.meta.url), {
      type: 'module',
      name: 'twinward-lab',
    });
    started.onmessage = ({ data }: MessageEvent<LabReport>) => {
      if (data.kind === 'opened') {
        setModel(data.model);
        setFault(null);
      } else if (data.kind === 'fault') {
        setFault(data.fault);
        setProgress(null);
      } else if (data.run === latest.current) {
        if (data.kind === 'progress') setProgress({ done: data.done, of: data.of });
        else setProgress(null);
        if (data.kind === 'done') {
          setResult(data.result);
          setFault(null);
        }
      }
    };
    worker.current = started;
    return () => {
      worker.current = null;
      started.terminate();
    };
  }, []);
  const open = useCallback((text: string) => {
    setModel(null);
    setResult(null);
    setFault(null);
    setProgress(null);
    worker.current?.postMessage({ kind: 'open', text } satisfies LabOrder);
  }, []);
  const run = useCallback((request: Omit<LabRequest, 'run'>) => {
    latest.current += 1;
    setProgress({ done: 0, of: request.members });
    worker.current?.postMessage({
      kind: 'run',
      request: { ...request, run: latest.current },
    } satisfies LabOrder);
  }, []);
  const cancel = useCallback(() => {
    latest.current += 1;
    setProgress(null);
    worker.current?.postMessage({ kind: 'cancel' } satisfies LabOrder);
  }, []);
  return { model, result, fault, progress, open, run, cancel };
}
