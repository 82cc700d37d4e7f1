/** Progress of a run: the part that is under way (a task or an epoch) and the whole. Pure. */
import type { Task } from '../../../training/events.ts';
import { isActive, type Run } from '../../state/run.ts';

export type Part = { readonly share: number } & (
  | { readonly kind: Task }
  | { readonly kind: 'epoch'; readonly epoch: number; readonly epochs: number }
);

/** Tasks that can be under way in a phase, first things first. */
const tasksOf: Readonly<Record<Run['phase'], readonly Task[]>> = {
  preparing: ['compile', 'tune', 'shards', 'depth'],
  waiting: ['shards'],
  training: [],
  evaluating: ['evaluate'],
  paused: [],
  recovering: [],
};

/** The long work that is under way besides training. */
export const openTask = ({ phase, progress }: Run): Task | undefined =>
  tasksOf[phase].find((task) => {
    const p = progress[task];
    return p !== undefined && p.done < p.total;
  });

export function partOf(run: Run): Part | undefined {
  if (!isActive(run)) return undefined;
  const kind = openTask(run);
  const p = kind && run.progress[kind];
  if (p) return { kind, share: p.total > 0 ? p.done / p.total : 0 };
  if (run.totalSteps === 0 || run.phase === 'preparing') return undefined;
  const { epochs } = run.config;
  const done = Math.min(run.epochs.length, epochs - 1);
  return { kind: 'epoch', epoch: done + 1, epochs, share: Math.min(1, Math.max(0, run.epoch - done)) };
}

/** Steps done, as a share of 0…1. */
export const shareOf = (run: Run): number => (run.totalSteps === 0 ? 0 : run.step / run.totalSteps);

/** Whole per cent done; 100 only at the very end. */
export const percentOf = (run: Run): number => Math.floor(100 * shareOf(run));
