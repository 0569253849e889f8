// Sets the colour theme before the first paint, so that a dark room is not lit by a white page.
(() => {
  let chosen = 'auto';
  try {
    chosen = localStorage.getItem('twinward-theme') ?? 'auto';
  } catch {}
  const dark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
