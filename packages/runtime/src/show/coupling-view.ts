import type { Coupling } from '@twinward/contract';
import type { TwinDirectory } from '../actor/twin-directory.ts';
import type { CouplingView } from '../views/subject-view.ts';

/** A coupling as people are shown it; nothing if an end is a twin whose model is not installed. */
export function couplingView(
  directory: TwinDirectory,
  { from, to, delay }: Coupling,
): readonly CouplingView[] {
  if (!directory.has(from.twin) || !directory.has(to.twin)) return [];
  const output = directory.get(from.twin).model.outputs.find(({ name }) => name === from.output);
  const input = directory.get(to.twin).model.inputs.find(({ name }) => name === to.input);
  return [
    {
      from: { ...from, label: output?.label ?? from.output },
      to: { ...to, label: input?.label ?? to.input },
      unit: input?.unit ?? '1',
      delay,
    },
  ];
}
