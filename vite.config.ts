import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { withContentPolicy, withoutWebAssembly } from './scripts/contentPolicy.ts';
import { licences } from './scripts/licences.ts';
import { themeStyleSheet, withoutUnusedParts, withoutWrittenStyles } from './scripts/themeStyles.ts';
import { versionHere } from './src/base/node/versionHere.ts';
import { readyNames, readySets } from './src/data/sets/index.ts';

const { page, worker } = licences(readyNames.map((name) => readySets[name].citation));

/** Those who show pictures beside links want whole addresses. Only who publishes the page knows its own: `SITE_ADDRESS`. */
const wholeAddresses = (site: string | undefined): Plugin => ({
  name: 'whole-addresses',
  transformIndexHtml: {
    order: 'post',
    handler: (html) =>
      site ? html.replace('content="./social.png"', `content="${new URL('social.png', site)}"`) : html,
  },
});

/**
 * The service worker `sw.js`: page, trainer and engine are kept when they were first loaded, so that the page opens without a network.
 * The shards of a data set are not: the trainer keeps those that a run asked for. `src/app/shell/newVersion.ts` starts it.
 */
const offline = VitePWA({
  // The page offers a new version; nothing is exchanged by itself.
  registerType: 'prompt',
  injectRegister: false,
  manifest: false,
  workbox: {
    globPatterns: ['**/*.{js,css,html,svg,png,txt,webmanifest}', '*/samples.webp'],
    globIgnores: ['social.png', 'robots.txt'],
    maximumFileSizeToCacheInBytes: 4_000_000,
    navigateFallback: 'index.html',
    // Files are not the page.
    navigateFallbackDenylist: [/\.\w+$/],
    cleanupOutdatedCaches: true,
    inlineWorkboxRuntime: true,
  },
});

/** Mantine declares 24 variables for each of its 14 colours, 3 kB gzipped. A test finds one that the page uses and that is here. */
const unusedColours = /^--mantine-color-(pink|grape|violet|indigo|cyan|lime|yellow)-/;
const withoutUnusedColours = {
  postcssPlugin: 'without-unused-colours',
  Declaration(declaration: { prop: string; remove(): unknown }) {
    if (unusedColours.test(declaration.prop)) declaration.remove();
  },
};

export default defineConfig({
  define: { __VERSION__: JSON.stringify(versionHere()) },
  // Relative addresses: the built page works from any sub-path.
  base: './',
  plugins: [
    react(),
    themeStyleSheet,
    withoutWrittenStyles,
    withoutUnusedParts,
    page,
    wholeAddresses(process.env.SITE_ADDRESS),
    withContentPolicy,
    offline,
  ],
  css: { postcss: { plugins: [withoutUnusedColours] } },
  worker: { format: 'es', plugins: () => [withoutWebAssembly, worker] },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 2500,
    // What the first screen loads is one script: cut up by who else uses a part, it weighs more and takes dozens of requests.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'page', tags: ['$initial'] }] } } },
  },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
});
