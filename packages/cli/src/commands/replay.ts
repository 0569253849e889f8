import type { TwinSummary } from '@twinward/runtime';
import { Command } from 'commander';
import { type LinkOptions, OPTION } from '../defaults.ts';
import { EXIT } from '../exit.ts';
import type { SetExit } from '../program.ts';
import { linkServer } from '../server-link.ts';
import { openTerminal } from '../terminal.ts';

interface Replayed {
  readonly twin: string;
  readonly events: number;
  readonly sha256Live: string;
  readonly sha256Replayed: string;
  readonly equal: boolean;
}

/** `twinward replay`: folds twins from the record alone and compares with what they live by, bit for bit. */
export function replayCommand(setExit: SetExit): Command {
  return new Command('replay')
    .description('rebuild beliefs from the record alone and compare them, bit for bit')
    .argument('[twins...]', 'twin ids; all without')
    .addOption(OPTION.data())
    .addOption(OPTION.url())
    .addOption(OPTION.json())
    .action(async (ids: readonly string[], options: LinkOptions) => {
      const terminal = openTerminal(options.json === true);
      const link = await linkServer(options.data, options.url);
      const chosen =
        ids.length > 0
          ? ids
          : (await link.get<{ twins: readonly TwinSummary[] }>('/twins')).twins.map((twin) => twin.id);
      const results: Replayed[] = [];
      for (const [index, id] of chosen.entries()) {
        results.push(await link.post<Replayed>(`/twins/${encodeURIComponent(id)}/replay`, {}));
        terminal.progress(index + 1, chosen.length, 'replaying');
      }
      terminal.settle();
      if (options.json) terminal.out(JSON.stringify({ twins: results }));
      else
        for (const { twin, events, sha256Live, sha256Replayed, equal } of results) {
          terminal.out(
            `${equal ? 'equal  ' : 'DIFFERS'} ${twin}  ${events} events  ${sha256Live.slice(0, 16)} ${equal ? '' : sha256Replayed.slice(0, 16)}`,
          );
        }
      setExit(results.length > 0 && results.every((result) => result.equal) ? EXIT.ok : EXIT.failed);
    });
}
