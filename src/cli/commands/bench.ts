/**
 * `bench`: stock and fused engine side by side, next to what the device can do at best; or the page's "My GPU" as JSON.
 */

import { versionHere } from '../../base/node/versionHere.ts';
import { specKeys } from '../../formats/modelMetadata.ts';
import { noticeOf, type Problem, ProblemError } from '../../problems/index.ts';
import type { BenchTask } from '../../problems/run.ts';
import { wholePlan } from '../../training/benchPlan.ts';
import type { BenchReport } from '../../training/benchReport.ts';
import { datasetOf, inputOf, specOf } from '../../training/config.ts';
import type { CheckedNetwork } from '../../training/deviceCheck.ts';
import type { DeviceFacts } from '../../training/deviceFacts.ts';
import { deviceReport } from '../../training/deviceReport.ts';
import { type RunConfig, type SettingKey, settings } from '../../training/settings.ts';
import type { Command, Terminal } from '../command.ts';
import { readOptions, UsageError } from '../options.ts';
import { fileStore } from '../tuningStore.ts';

const extras = {
  steps: {
    kind: 'integer',
    min: 1,
    max: 10_000,
    default: 10,
    value: 'N',
    help: 'How often each engine is timed, in turns. Short steps are timed several together, as training enqueues them.',
  },
  engines: {
    kind: 'text',
    value: 'LIST',
    help: 'stock, fused or stock,fused (default), in turn in one process.',
  },
  profile: { kind: 'flag', help: 'Time, speed and share of the step of every kernel of the fused engine.' },
  json: { kind: 'flag', help: 'The report as JSON on stdout.' },
  report: {
    kind: 'flag',
    help: 'In place of one network: whether the engine computes right on this device, how fast the known networks train that suit it, and by which kernels, as the JSON that "My GPU" on the page copies. Other options have no effect.',
  },
} as const;

const keys: readonly SettingKey[] = [...specKeys, 'batchSize', 'storage', 'precision'];
const table = { command: 'bench', settings: keys, defaults: { batchSize: 32 }, extras } as const;

function enginesOf(text = 'stock,fused'): RunConfig['engine'][] {
  const known: readonly string[] = settings.engine.choices;
  const names = text.split(',');
  const bad = names.find((name) => !known.includes(name));
  if (bad !== undefined)
    throw new UsageError(`--engines must be stock, fused or stock,fused, but it has "${bad}".`);
  return names as RunConfig['engine'][];
}

const one = (x: number): string => x.toFixed(1);

function textOf({ device, rooflineGflops, results, speedup, profile }: BenchReport): string[] {
  const lines = [`${device}: at most ${one(rooflineGflops)} GFLOP/s, reached by a matrix product of ours`];
  for (const r of results) {
    const { min, median, max } = r.stepMs;
    lines.push(
      `${r.engine.padEnd(5)} ${r.model}, batch ${r.batchSize}: ${one(median)} ms per step (${one(min)}…${one(max)}), ${one(r.imagesPerSecond)} pictures/s, ` +
        `${one(r.gflops)} GFLOP/s = ${(100 * r.rooflineFraction).toFixed(0)} % of the best, ${r.dispatches} dispatches in ${r.submits} submits, ` +
        `${one(r.hostMs)} ms on the host, ${one(r.gpuBytes / 1e6)} MB, warm-up ${one(r.warmupMs / 1000)} s`,
    );
  }
  if (speedup !== undefined) lines.push(`fused is ${speedup.toFixed(2)} times as fast as stock`);
  for (const k of profile ?? []) {
    lines.push(
      `${k.kernel.padEnd(28)} ${String(k.dispatches).padStart(4)} ×  ${one(k.ms).padStart(9)} ms  ${one(100 * k.share).padStart(5)} %` +
        `  ${one(k.gflops).padStart(7)} GFLOP/s  ${one(k.gigabytesPerSecond).padStart(6)} GB/s`,
    );
  }
  return lines;
}

/** What is being done, in a line that the next one replaces. */
function tell(doing: BenchTask): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${noticeOf(doing)}`);
}
const clearTold = (): void => {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
};

/** @throws ProblemError where the device cannot be measured. */
async function report(terminal: Terminal, config: RunConfig): Promise<string> {
  const { benchAll, withDevice } = await import('../heavy.ts');
  return withDevice(terminal, async ({ info }) => {
    const measured = { checked: [] as CheckedNetwork[], reports: [] as BenchReport[] };
    let facts: DeviceFacts | undefined;
    let problem: Problem | undefined;
    await benchAll({
      ...wholePlan(info, inputOf(datasetOf(config))),
      openDevice: async () => ({ info }),
      tuningStore: fileStore,
      signal: new AbortController().signal,
      emit(event) {
        if (event.type === 'progress') tell(event.doing);
        else if (event.type === 'facts') facts = event.facts;
        else if (event.type === 'checked') measured.checked.push(event.checked);
        else if (event.type === 'report') measured.reports.push(event.report);
        else problem = event.problem;
      },
    });
    clearTold();
    if (problem) throw new ProblemError(problem);
    const agent = `Node ${process.version}`;
    const { name: device, software } = info;
    return deviceReport({ version: versionHere(), agent, device, software }, { facts, ...measured });
  });
}

export const benchCommand: Command = {
  table,
  async run(argv, terminal) {
    const { config, extras: more } = readOptions(table, argv);
    const engines = enginesOf(more.engines);
    if (more.report) {
      terminal.print(await report(terminal, config));
      return 0;
    }
    const { bench, withDevice } = await import('../heavy.ts');
    const measured = await withDevice(terminal, ({ info }) =>
      bench({
        spec: specOf(config),
        batchSize: config.batchSize,
        storage: config.storage,
        precision: config.precision,
        steps: more.steps,
        engines,
        device: info.name,
        profile: more.profile,
        onProgress: tell,
      }),
    );
    clearTold();
    for (const line of more.json ? [JSON.stringify(measured)] : textOf(measured)) terminal.print(line);
    return 0;
  },
};
