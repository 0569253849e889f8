import { SingleBar } from 'cli-progress';

/** What a command says and to whom: results on standard output, everything else on standard error. */
export interface Terminal {
  /** One line of result, or the one JSON object. */
  out(line: string): void;
  /** A remark for people. */
  say(line: string): void;
  /** Progress of `done` out of `of`; a bar on a terminal, a line every tenth otherwise. */
  progress(done: number, of: number, what: string): void;
  /** Ends a bar that stands open. */
  settle(): void;
}

/** The real terminal; `quiet` keeps remarks and progress to itself. */
export function openTerminal(quiet: boolean): Terminal {
  const bar = new SingleBar({
    format: '  {what} [{bar}] {percentage} % ({value}/{total})',
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
    barCompleteChar: '=',
    barIncompleteChar: ' ',
  });
  let open = false;
  let tenth = -1;
  const settle = () => {
    if (open) bar.stop();
    open = false;
    tenth = -1;
  };
  return {
    out: (line) => process.stdout.write(`${line}\n`),
    say: (line) => {
      if (!quiet) process.stderr.write(`${line}\n`);
    },
    progress: (done, of, what) => {
      if (quiet) return;
      if (process.stderr.isTTY) {
        if (!open) bar.start(of, done, { what });
        else bar.update(done, { what });
        open = true;
        if (done >= of) settle();
      } else if (Math.floor((10 * done) / Math.max(of, 1)) > tenth) {
        tenth = Math.floor((10 * done) / Math.max(of, 1));
        process.stderr.write(`  ${what} ${done}/${of}\n`);
      }
    },
    settle,
  };
}
