import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { licences } from './scripts/licences.ts';
import { datasetNames, datasets } from './src/data/sets/index.ts';

const { page, worker } = licences(datasetNames.map((name) => datasets[name].citation));

/** Those who show pictures beside links want whole addresses. Only who publishes the page knows its own: `SITE_ADDRESS`. */
const wholeAddresses = (site: string | undefined): Plugin => ({
  name: 'whole-addresses',
  transformIndexHtml: {
    order: 'post',
    handler: (html) =>
      site ? html.replace('content="./social.png"', `content="${new URL('social.png', site)}"`) : html,
  },
});

export default defineConfig({
  // Relative addresses: the built page works from any sub-path.
  base: './',
  plugins: [react(), page, wholeAddresses(process.env.SITE_ADDRESS)],
  worker: { format: 'es', plugins: () => [worker] },
  build: { target: 'es2022', chunkSizeWarningLimit: 2500 },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
});
