/** Stored runs as files of metrics have them. Pure. */
import type { NamedRun } from '../../formats/severalRuns.ts';
import type { LoggedRun } from '../../formats/tensorboard/runEvents.ts';
import type { RunRecord } from '../../storage/runRecord.ts';
import { fileWord } from './fileNames.ts';

/** Of the config that it was started with. */
export const loggedRun = (run: Pick<RunRecord, 'config' | 'epochs' | 'startedAt'>): LoggedRun => ({
  config: run.config,
  epochs: run.epochs,
  ended: run.epochs
    .map(({ seconds }) => seconds)
    .filter(Number.isFinite)
    .reduce((now, seconds) => now + seconds, run.startedAt / 1000),
});

/** Runs of one name are told apart by a number; a system that takes capitals for small letters must not take two names for one. */
export function namedRuns(runs: readonly RunRecord[]): NamedRun[] {
  const taken = new Set<string>();
  return runs.map((run) => {
    const word = fileWord(run.name).replaceAll(/^-+|-+$/g, '') || 'run';
    let name = word;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${word}-${n}`;
    taken.add(name.toLowerCase());
    return { name, ...loggedRun(run) };
  });
}
