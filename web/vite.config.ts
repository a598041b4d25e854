import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { early } from './scripts/early.mjs';
import { languages } from './scripts/languages.mjs';

const every =
  /node_modules\/(react|react-dom|scheduler|react-router|i18next|react-i18next|openapi-fetch|@tanstack\/(react-query|query-core))\//;

// What the first films are asked for with: too small to travel one by one.
const first =
  /src\/(api\/(batches|cache|catalogue|client|diary|keys|marks|members|search|session)|lib\/(format|pictures))\.ts$/;

// `npm run dev` serves the pages from memory and asks a running `kinoteka serve` for the rest.
export default defineConfig({
  plugins: [languages(), react(), early()],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0, // the Content-Security-Policy allows files, not data: scripts and fonts
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        // What every page needs, in one file: it is compressed as one.
        manualChunks: (id) => (every.test(id) ? 'every' : first.test(id) ? 'first' : undefined),
      },
    },
  },
  css: {
    preprocessorOptions: {
      scss: { quietDeps: true, silenceDeprecations: ['import', 'global-builtin', 'color-functions', 'if-function'] },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:7340' } },
  // The time-out ends a hang and measures nothing.
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'], globals: false, testTimeout: 120_000 },
});
