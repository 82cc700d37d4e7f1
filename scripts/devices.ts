/**
 * `npm run devices`: writes the table of `docs/DEVICES.md` from the reports in `docs/devices`, each as the page's "My GPU" or
 * `resnet bench --report` gave it.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type CheckedNetwork, isRight, worstOf } from '../src/training/deviceCheck.ts';
import type { Measured, Place } from '../src/training/deviceReport.ts';

const page = 'docs/DEVICES.md';
const folder = 'docs/devices';
const [begin, end] = ['<!-- reports -->', '<!-- end of reports -->'];
const networks = ['resnet8', 'resnet20', 'resnet18', 'resnet50'];

type DeviceReport = Place & Measured;

/** Three digits, never in powers of ten. */
const figure = (x: number): string => String(Number(x.toPrecision(3)));

/** What ran it, from a user agent or from the command line's word: `Firefox 145`. */
export function programOf(agent: string): string {
  const known = [
    ['Edg', 'Edge'],
    ['Firefox', 'Firefox'],
    ['Chrome', 'Chromium'],
    ['Version', 'Safari'],
  ] as const;
  for (const [token, name] of known) {
    const version = new RegExp(`${token}/(\\d+)`).exec(agent)?.[1];
    if (version) return `${name} ${version}`;
  }
  return agent;
}

function rightOf(checked: readonly CheckedNetwork[]): string {
  const worst = worstOf(checked);
  if (!worst) return 'not checked';
  const deviation = Number.isFinite(worst.deviation) ? worst.deviation.toExponential(0) : 'not a number';
  return checked.every(isRight) ? `yes, ${deviation}` : `**no**: ${worst.of}, ${deviation}`;
}

/** Pictures per second and the share of the device's peak, which a network has not where the time was up before. */
function speedOf({ reports }: DeviceReport, model: string): string {
  const result = reports
    .flatMap(({ results }) => results)
    .find((r) => r.engine === 'fused' && r.model === model);
  if (!result) return '–';
  const { imagesPerSecond, batchSize, rooflineFraction } = result;
  return `${figure(imagesPerSecond)} (${batchSize}; ${Math.round(100 * rooflineFraction)} %)`;
}

/** One line of the table. */
export function rowOf(file: string, report: DeviceReport): string {
  const [first] = report.reports;
  const cells = [
    `[${report.device || 'unnamed'}](devices/${file})`,
    report.software ? 'software' : 'graphics card',
    programOf(report.agent),
    report.version,
    rightOf(report.checked),
    first ? figure(first.rooflineGflops) : '–',
    ...networks.map((model) => speedOf(report, model)),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The document with its table made anew from all reports, by name of file. */
export function withTable(text: string): string {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const rows = files
    .sort()
    .map((file) => rowOf(file, JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as DeviceReport));
  const head = ['Device', 'Kind', 'Program', 'Version', 'Right', 'GFLOP/s at most', ...networks];
  const table = [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...rows].join('\n');
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined)
    throw new Error(`${page} has no place for the table, between ${begin} and ${end}.`);
  return `${before}${begin}\n${table}\n${end}${after}`;
}

if (process.argv[1]?.endsWith('devices.ts')) writeFileSync(page, withTable(readFileSync(page, 'utf8')));
