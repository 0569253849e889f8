import { join } from 'node:path';
import { defineConfig } from 'vite';

/** Bundles the traces of the bench into one script. */
const config = defineConfig({
  build: {
    emptyOutDir: true,
    lib: {
      entry: join(import.meta.dirname, 'many-traces.js'),
      formats: ['iife'],
      name: 'manyTraces',
      fileName: () => 'many-traces.js',
    },
  },
});
// biome-ignore lint/style/noDefaultExport: vite reads it so
export default config;
