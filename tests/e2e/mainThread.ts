/** What the main thread of a page did, by the browser's own trace of it, for tests that measure time. */
import { readFileSync } from 'node:fs';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** Of the clock and of the processor, in µs. They differ where others have the processor too. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

export interface Task {
  /** In ms, by the clock and by the processor. */
  readonly wall: number;
  readonly cpu: number;
}

/** The main thread's tasks of the page, from a trace of the browser. */
export function tasksOf(path: string): Task[] {
  const { traceEvents } = JSON.parse(readFileSync(path, 'utf8')) as { traceEvents: TraceEvent[] };
  const mains = traceEvents.filter((e) => e.name === 'thread_name' && e.args?.name === 'CrRendererMain');
  const tasks = mains.map(({ pid, tid }) =>
    traceEvents
      .filter(
        (e) => e.name === 'ThreadControllerImpl::RunTask' && e.ph === 'X' && e.pid === pid && e.tid === tid,
      )
      .map((e) => ({ wall: (e.dur ?? 0) / 1000, cpu: (e.tdur ?? e.dur ?? 0) / 1000 })),
  );
  // The page's own process is the one that does the most.
  const total = (list: readonly Task[]) => list.reduce((sum, { cpu }) => sum + cpu, 0);
  return tasks.sort((a, b) => total(b) - total(a))[0] ?? [];
}
