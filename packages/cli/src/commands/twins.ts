import type { TwinSummary } from '@twinward/runtime';
import { Command } from 'commander';
import { type LinkOptions, OPTION } from '../defaults.ts';
import { linkServer } from '../server-link.ts';
import { openTerminal } from '../terminal.ts';

/** `twinward twins`: who is mirrored, how they are, and how far their twins can be trusted. */
export function twinsCommand(): Command {
  return new Command('twins')
    .description('list the twins: latest reading, risk, fit, track record')
    .addOption(OPTION.data())
    .addOption(OPTION.url())
    .addOption(OPTION.json())
    .action(async (options: LinkOptions) => {
      const link = await linkServer(options.data, options.url);
      const reply = await link.get<{ twins: readonly TwinSummary[] }>('/twins');
      const { out } = openTerminal(false);
      if (options.json) return out(JSON.stringify(reply));
      if (reply.twins.length === 0)
        out('no twins yet: import a file with `twinward import FILE --subject Patient/...`');
      for (const twin of reply.twins) out(line(twin));
    });
}

function line(twin: TwinSummary): string {
  const latest =
    twin.latest === null ? 'no reading' : `${twin.latest.value} ${twin.latest.unit} at ${twin.latest.at}`;
  const fit = twin.fit.kind === 'fits' ? 'fits' : `${twin.fit.kind}: ${twin.fit.reason ?? ''}`;
  const risks = twin.risks.map((risk) => `${risk.count} of 50 ${risk.words}`).join('; ');
  const track =
    twin.track === null
      ? 'no track record yet'
      : `RMSE ${twin.track.rmse.toFixed(1)} at ${twin.track.lead / 60} min (persistence ${twin.track.persistenceRmse.toFixed(1)})`;
  return [twin.id, twin.label, latest, risks, fit, track].filter((part) => part !== '').join(' | ');
}
