import { join } from 'node:path';
import { defineConfig } from 'vite';

/** Bundles the floor plan of the hospital page into one script. */
const config = defineConfig({
  build: {
    emptyOutDir: true,
    lib: {
      entry: join(import.meta.dirname, 'play-floor.js'),
      formats: ['iife'],
      name: 'playFloorOf',
      fileName: () => 'play-floor.js',
    },
  },
});
// biome-ignore lint/style/noDefaultExport: vite reads it so
export default config;
