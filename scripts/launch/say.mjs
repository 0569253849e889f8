/** Runs one step and tells of it on standard error: a moving clock on a terminal, one line otherwise; quiet if under a second. */
export async function say(what, work) {
  const start = Date.now();
  const seconds = () => ((Date.now() - start) / 1000).toFixed(0);
  const terminal = process.stderr.isTTY;
  const tick = terminal
    ? setInterval(() => process.stderr.write(`\r  ${what} ... ${seconds()} s `), 250)
    : null;
  if (!terminal) process.stderr.write(`  ${what} ...\n`);
  try {
    return await work();
  } finally {
    if (tick !== null) {
      clearInterval(tick);
      process.stderr.write(`\r  ${what} ... ${seconds()} s\n`);
    }
  }
}
