import { TwinwardError } from '@twinward/contract';
import { Command } from 'commander';
import { type LinkOptions, OPTION } from '../defaults.ts';
import { readJsonFile } from '../read-json-file.ts';
import { linkServer } from '../server-link.ts';
import { openTerminal } from '../terminal.ts';

interface ChamberReply {
  readonly figures: {
    readonly method: string;
    readonly endDiastolic: number;
    readonly endSystolic: number;
    readonly ejectionFraction: number;
    readonly mass: number | null;
    readonly error: number;
    readonly doubts: readonly string[];
  };
}

/** `twinward chambers`: volumes, ejection fraction and mass of a left ventricle from a study in a file; the first become readings. */
export function chambersCommand(): Command {
  return new Command('chambers')
    .description(
      "a left ventricle traced (biplane, single-plane, area-length) or segmented (mesh, mask): volumes and ejection fraction, recorded for the subject's twins",
    )
    .argument('<file>', 'JSON as POST /api/v1/chambers takes it: unit, endDiastole, endSystole, epicardium')
    .requiredOption('--subject <subject>', 'for example Patient/p-17')
    .requiredOption('--at <instant>', 'when the study was made')
    .requiredOption('--id <id>', "the sender's own name of the study")
    .addOption(OPTION.data())
    .addOption(OPTION.url())
    .addOption(OPTION.json())
    .action(async (file: string, options: ChamberOptions) => {
      const { subject, at, id } = options;
      const link = await linkServer(options.data, options.url);
      const reply = await link.post<ChamberReply>('/chambers', { ...(await study(file)), subject, at, id });
      const { out } = openTerminal(false);
      if (options.json) return out(JSON.stringify(reply));
      const { figures } = reply;
      const spread = `${(100 * figures.error).toFixed(0)} % between readers`;
      out(`by ${figures.method}, volumes vary by ${spread}`);
      out(`  end-diastolic volume ${figures.endDiastolic.toFixed(0)} mL`);
      out(`  end-systolic volume ${figures.endSystolic.toFixed(0)} mL`);
      out(`  ejection fraction ${figures.ejectionFraction.toFixed(0)} %`);
      if (figures.mass !== null) out(`  mass ${figures.mass.toFixed(0)} g`);
      for (const doubt of figures.doubts) out(`  ${doubt}`);
    });
}

interface ChamberOptions extends LinkOptions {
  readonly subject: string;
  readonly at: string;
  readonly id: string;
}

async function study(file: string): Promise<object> {
  const read = await readJsonFile(file, 'the study');
  if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read;
  throw new TwinwardError('file.invalid', 'the study is no JSON object', {
    field: 'file',
    remedy: 'see docs/guides/circulation.md for what it holds',
  });
}
