/**
 * The command line's `bench` in Chromium: the built page's own worker measures one network on the browser's adapter and
 * the report is printed as JSON. Minutes on a software adapter, so it is not a test; run it by hand after
 * `npm run build` with `npx tsx tests/e2e/benchInBrowser.ts resnet8 32 5 [fused]` (model, batch size, steps, engines).
 */
import { readdirSync } from 'node:fs';
import { chromium } from '@playwright/test';
import type { PresetName } from '../../src/model/presets.ts';
import type { WorkerCommand, WorkerMessage } from '../../src/worker/protocol.ts';
import { chromium as launch, webgpuOnSwiftShader } from '../setup/chromium.ts';
import { makeSpec } from '../specs.ts';
import { serveSite } from './site.ts';

const [model = 'resnet8', batchSize = '32', steps = '5', engines = 'fused,stock'] = process.argv.slice(2);
const command: WorkerCommand = {
  type: 'bench',
  id: 'by-hand',
  models: [{ spec: makeSpec(model as PresetName), batchSize: Number(batchSize) }],
  steps: Number(steps),
  engines: engines.split(',') as ('fused' | 'stock')[],
};
const script = readdirSync('dist/assets').find((name) => /^entry-.*\.js$/.test(name));
if (!script) throw new Error('There is no built worker in dist/assets: run "npm run build" first.');

const site = await serveSite();
const browser = await chromium.launch(launch(webgpuOnSwiftShader));
try {
  const page = await browser.newPage();
  await page.goto(site.address);
  const events = page.evaluate(
    ({ url, messages }) =>
      new Promise<WorkerMessage[]>((resolve, reject) => {
        const worker = new Worker(url, { type: 'module' });
        const heard: WorkerMessage[] = [];
        worker.onerror = (event) => reject(new Error(event.message));
        worker.onmessage = ({ data }: MessageEvent<WorkerMessage>) => {
          if (data.type !== 'bench') return;
          heard.push(data);
          if (data.event.type === 'end') resolve(heard);
        };
        for (const message of messages) worker.postMessage(message);
      }),
    {
      url: `${site.address}assets/${script}`,
      messages: [{ type: 'open', dataUrl: site.address } satisfies WorkerCommand, command],
    },
  );
  for (const message of await events) {
    if (message.type === 'bench' && message.event.type !== 'progress') {
      console.log(JSON.stringify(message.event, undefined, 2));
    }
  }
} finally {
  await browser.close();
  site.close();
}
