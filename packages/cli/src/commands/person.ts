import type { ChangeView, SubjectTwinView, SubjectView } from '@twinward/runtime';
import { Command } from 'commander';
import { type LinkOptions, OPTION } from '../defaults.ts';
import { linkServer } from '../server-link.ts';
import { openTerminal } from '../terminal.ts';

/** Changes shown, and the probability from which one is. */
const MOST_SHOWN = 8;
const SURE = 0.9;

/** `twinward person`: a subject's organs, what each twin estimates and how far it can be trusted, what feeds what and what changed. */
export function personCommand(): Command {
  return new Command('person')
    .description(
      'one subject: its twins with what they estimate and how far to trust them, couplings, changes',
    )
    .argument('<subject>', 'for example Patient/p-17')
    .option('--since <instant>', 'compare with this instant instead of 24 hours ago')
    .addOption(OPTION.data())
    .addOption(OPTION.url())
    .addOption(OPTION.json())
    .action(async (subject: string, options: LinkOptions & { readonly since?: string }) => {
      const link = await linkServer(options.data, options.url);
      const query = options.since === undefined ? {} : { since: options.since };
      const view = await link.get<SubjectView>(`/subjects/${encodeURIComponent(subject)}`, query);
      const { out } = openTerminal(false);
      if (options.json) return out(JSON.stringify(view));
      out(`${view.label} (${view.subject}), ${view.origins.join(' and ')}`);
      for (const twin of view.twins) for (const line of twinLines(twin)) out(line);
      for (const { from, to } of view.couplings) {
        out(`${from.label} of ${from.twin} feeds ${to.label} of ${to.twin}`);
      }
      const changed = view.changed.filter(({ probability }) => probability >= SURE).slice(0, MOST_SHOWN);
      if (changed.length > 0) out(`changed since ${view.since}:`);
      for (const change of changed) out(changeLine(change));
    });
}

function twinLines(twin: SubjectTwinView): readonly string[] {
  const { fit, track, age } = twin;
  const trust = [
    fit.kind === 'fits' ? 'fits' : `${fit.kind}: ${fit.reason ?? ''}`,
    age === null ? 'no reading yet' : `latest reading ${Math.round(age / 60)} min ago`,
    track === null
      ? 'no track record yet'
      : `${Math.round(100 * track.coverage90)} % of ${track.scored} truths in the 90 % interval`,
    ...twin.outside,
  ];
  const shown = twin.quantities.filter(({ of }) => of === 'output');
  return [
    `${twin.modelTitle} [${twin.id}]: ${trust.join('; ')}`,
    ...shown.map(
      ({ label, unit, q05, q50, q95 }) => `  ${label} ${told(q50)} ${unit} (${told(q05)} to ${told(q95)})`,
    ),
  ];
}

function changeLine({ label, unit, direction, probability, was, now }: ChangeView): string {
  const surety = `${Math.floor(100 * probability)} % sure`;
  return `  ${label} ${direction}: ${told(was.q50)} to ${told(now.q50)} ${unit} (${surety})`;
}

function told(value: number): string {
  return Number(value.toPrecision(3)).toString();
}
