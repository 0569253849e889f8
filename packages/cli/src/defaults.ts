import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Option } from 'commander';

/** The folder of the checkout. */
export const ROOT: string = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** Options that several commands share. */
export const OPTION: {
  readonly data: () => Option;
  readonly url: () => Option;
  readonly json: () => Option;
} = {
  data: () =>
    new Option('--data <folder>', 'data folder')
      .env('TWINWARD_DATA')
      .default(join(ROOT, '.twinward'), '.twinward in the checkout'),
  url: () => new Option('--url <address>', 'server, if not the one of the data folder').env('TWINWARD_URL'),
  json: () => new Option('--json', 'print exactly one JSON object on standard output'),
};

/** What the shared options give. */
export interface LinkOptions {
  readonly data: string;
  readonly url?: string;
  readonly json?: boolean;
}
