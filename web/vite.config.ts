import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { preloadFonts } from './scripts/preload-fonts.mjs';

// `npm run dev` serves the pages from memory and asks a running `kinoteka serve` for the rest.
export default defineConfig({
  plugins: [react(), preloadFonts()],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0, // the Content-Security-Policy allows files, not data: scripts and fonts
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        manualChunks: (id) =>
          /node_modules\/(react|react-dom|scheduler|react-router)\//.test(id) ? 'react' : undefined,
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
