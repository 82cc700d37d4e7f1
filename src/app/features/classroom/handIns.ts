/**
 * The hand-ins that a teacher checks: read one after the other, then each claim evaluated again from its weights by the worker, one at a time
 * as it has one device. Nothing is stored, and nothing leaves the page. No React.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { blobSource } from '../../../formats/blobSource.ts';
import { HandInError, type ReadHandIn, readHandIn } from '../../../formats/handIn.ts';
import type { ClassroomProblem } from '../../../problems/classroom.ts';
import { type Problem, problemOf } from '../../../problems/index.ts';
import type { TrainerClient } from '../../../worker/client.ts';
import { onePer } from '../../state/onePer.ts';
import { createWorkerJob } from '../../state/workerJob.ts';
import type { Evaluated } from './check.ts';

export interface HandInRow {
  readonly id: number;
  readonly file: File;
  readonly read?: ReadHandIn;
  /** Why it is no hand-in that can be checked. */
  readonly unfit?: ClassroomProblem | Problem;
  readonly evaluated?: Evaluated;
  /** Why its weights were not evaluated. */
  readonly failed?: Problem;
  /** The hand-in before it with the same weights. */
  readonly same?: string;
}

export interface HandInsState {
  readonly rows: readonly HandInRow[];
  /** Files that are still to be read. */
  readonly reading: number;
  /** The row that is evaluated, and how far that is. */
  readonly evaluating?: { readonly id: number; readonly done: number; readonly total: number };
  /** Whether evaluations go on. */
  readonly going: boolean;
}

export interface HandIns {
  readonly store: StoreApi<HandInsState>;
  add(files: readonly File[]): Promise<void>;
  /** Evaluates all that was not evaluated yet. */
  evaluate(): void;
  stop(): void;
  clear(): void;
}

export const isForClassroom = (problem: ClassroomProblem | Problem): problem is ClassroomProblem =>
  problem.kind.startsWith('assignment-') || problem.kind.includes('hand-in');

function createHandIns(client: TrainerClient): HandIns {
  const store = createStore<HandInsState>(() => ({ rows: [], reading: 0, going: false }));
  const job = createWorkerJob(client);
  const state = store.getState;
  let ids = 0;
  /** What was cleared meanwhile is not added. */
  let round = 0;
  const change = (id: number, part: Partial<HandInRow>) =>
    store.setState({ rows: state().rows.map((row) => (row.id === id ? { ...row, ...part } : row)) });
  const read = async (file: File): Promise<Pick<HandInRow, 'read' | 'unfit'>> => {
    try {
      return { read: await readHandIn(blobSource(file)) };
    } catch (error) {
      return { unfit: error instanceof HandInError ? error.fault : problemOf(error) };
    }
  };

  const next = (): void => {
    if (!state().going || job.asked) return;
    const row = state().rows.find(({ read, evaluated, failed }) => read && !evaluated && !failed);
    if (!row?.read) {
      store.setState({ going: state().reading > 0, evaluating: undefined });
      return;
    }
    const { id, file } = row;
    store.setState({ evaluating: { id, done: 0, total: 0 } });
    job.ask({ type: 'evaluate', file, config: row.read.run.config }, (answer) => {
      if (answer.type === 'progress') {
        store.setState({ evaluating: { id, done: answer.done, total: answer.total } });
        return;
      }
      if (answer.type === 'evaluated')
        change(id, { evaluated: { testAccuracy: answer.testAccuracy, images: answer.images } });
      // Where a run takes the device, the worker ends an evaluation without a reason.
      else if (answer.type === 'failed' && answer.problem) change(id, { failed: answer.problem });
      else store.setState({ going: false });
      store.setState({ evaluating: undefined });
      next();
    });
  };

  return {
    store,
    async add(files) {
      const mine = round;
      store.setState({ reading: state().reading + files.length });
      for (const file of files) {
        const found = await read(file);
        if (mine !== round) return;
        const { rows, reading } = state();
        const same = found.read && rows.find((row) => row.read?.weights === found.read?.weights);
        const row = { id: ++ids, file, ...found, ...(same?.read && { same: same.read.handIn.name }) };
        store.setState({ rows: [...rows, row], reading: reading - 1 });
        next();
      }
    },
    evaluate() {
      store.setState({
        going: true,
        // What could not be evaluated may be now.
        rows: state().rows.map((row) => ({ ...row, failed: undefined })),
      });
      next();
    },
    stop() {
      job.stop();
      store.setState({ going: false, evaluating: undefined });
    },
    clear() {
      round++;
      job.stop();
      store.setState({ rows: [], reading: 0, going: false, evaluating: undefined });
    },
  };
}

/** Those of a page. */
export const handInsOf = onePer(createHandIns);
