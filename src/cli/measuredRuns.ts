/** The runs behind a path, as what they measured: that of a file or a folder, or all of a sweep's folder. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import type { NamedRun } from '../formats/severalRuns.ts';
import { type LogFacts, logFacts } from './logFacts.ts';
import { UsageError } from './options.ts';
import { holdsRun, logName } from './runFolder.ts';
import { readStoredRun } from './storedRun.ts';

export interface MeasuredRun extends NamedRun, Partial<Pick<LogFacts, 'startedAt' | 'device' | 'end'>> {
  readonly changes: LogFacts['changes'];
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

/** A run that diverged in its first epoch has a log alone. */
const isRun = (folder: string): boolean => holdsRun(folder) || existsSync(join(folder, logName));

/** The folders of the runs of a sweep, in the order of their names; none where the path is no such folder. */
export function foldersOfSweep(path: string): string[] {
  if (!isFolder(path) || isRun(path)) return [];
  return readdirSync(path)
    .map((name) => join(path, name))
    .filter((folder) => isFolder(folder) && isRun(folder))
    .sort(new Intl.Collator('en', { numeric: true }).compare);
}

async function measuredRun(path: string, tell: (line: string) => void): Promise<MeasuredRun> {
  const name = basename(resolve(path), extname(path) === '.safetensors' ? '.safetensors' : '');
  const log = isFolder(path) ? logFacts(path) : undefined;
  if (isFolder(path) && !holdsRun(path)) {
    if (!log) throw new UsageError(`The folder ${path} holds no run: its log tells of none.`);
    const { config, epochs } = log;
    return { ...log, name, config, epochs, ended: statSync(join(path, logName)).mtimeMs / 1000 };
  }
  const { run, saved } = await readStoredRun('export', path, tell);
  if (!run) throw new Error(`${path} holds weights alone: what a run measured is in its folder.`);
  const { config, epochs } = run;
  return {
    changes: [],
    ...(run.device && { device: run.device.name || run.device.backend }),
    ...log,
    name,
    // A checkpoint's is the one that the run was changed to last.
    config: log?.config ?? config,
    epochs,
    ended: saved ?? Date.now() / 1000,
  };
}

/** @throws UsageError or Error with one sentence where there is none. */
export async function measuredRuns(
  path: string | undefined,
  tell: (line: string) => void,
): Promise<MeasuredRun[]> {
  if (path === undefined)
    throw new UsageError('export needs --weights PATH: the folder of a run or of a sweep.');
  const folders = foldersOfSweep(path);
  const runs: MeasuredRun[] = [];
  for (const folder of folders.length > 0 ? folders : [path]) runs.push(await measuredRun(folder, tell));
  return runs;
}
