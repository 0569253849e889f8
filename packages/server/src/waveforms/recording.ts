import type { WfdbHeader } from '@twinward/connect/wfdb';

/** A recording that can be played: waveforms in WFDB files, with whose they are. */
export interface Recording {
  readonly name: string;
  readonly title: string;
  readonly licence: string;
  readonly attribution: string;
  /** Whether it came with the product or was brought in here. */
  readonly origin: 'published' | 'imported';
  readonly header: WfdbHeader;
  /** Whether beats are marked in it. */
  readonly annotated: boolean;
  /** Seconds; null where the header does not say. */
  readonly seconds: number | null;
  /** The folder its files lie in. */
  readonly folder: string;
}
