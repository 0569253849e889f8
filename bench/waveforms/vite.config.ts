import { join } from 'node:path';
import { defineConfig, type UserConfigExport } from 'vite';

/** Bundles the traces of the bench into one script. */
const config: UserConfigExport = defineConfig({
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
export default config;
