/**
 * The store of weights and their files: which runs have checkpoints, what is being exported, and the file that is
 * open. It asks the worker and holds the answers; it knows nothing of React. `features/weights` shows it.
 */

import type { StoreApi } from 'zustand/vanilla';
import type { OwnFacts } from '../../data/own/ownFacts.ts';
import { factsOf, rememberFacts } from '../../data/sets/index.ts';
import type { ModelSpec } from '../../model/spec.ts';
import type { Problem } from '../../problems/index.ts';
import { type CheckpointInfo, isUnfinished } from '../../storage/checkpoints.ts';
import { specOf, withNetwork } from '../../training/config.ts';
import type { NamedNetwork } from '../../training/questions.ts';
import type { RunConfig } from '../../training/settings.ts';
import type { TrainerClient } from '../../worker/client.ts';
import type { FilePreview, Reply } from '../../worker/protocol.ts';
import { createPersisted, type TextStorage } from '../storage/persisted.ts';
import { type ExportChoice, fileName } from './fileNames.ts';
import { nextId, type Page, type PageState } from './page.ts';
import { importedRun, resumedRun } from './resumedRun.ts';
import { isActive, newRun } from './run.ts';
import type { Runs, RunsState } from './runsStore.ts';

/** How an evaluation is going. */
export type Evaluation =
  | (Extract<Reply, { type: 'progress' }> & { readonly id: string })
  | Extract<Reply, { type: 'evaluated' | 'failed' }>;

export interface OpenFile {
  readonly id: string;
  readonly file: File;
  readonly preview?: FilePreview;
  /** Why the file is no use. */
  readonly problem?: Problem;
  readonly evaluation?: Evaluation;
}

export interface FilesState {
  /** Infos of the stored checkpoints, the newest first. */
  readonly checkpoints: readonly CheckpointInfo[];
  /** Runs whose checkpoints were in memory only and went from there, and were not yet taken note of. */
  readonly evicted: readonly string[];
  /** Why checkpoints cannot outlive the page. */
  readonly storageProblem?: Problem;
  /** The step of the checkpoint that was taken in place of a damaged one, until that was taken note of. */
  readonly passedOver?: number;
  /** The export under way. */
  readonly exporting?: { readonly id: string; readonly runId: string };
  readonly exportProblem?: Problem;
  /** Name of the file that was exported last. */
  readonly exported?: string;
  readonly open?: OpenFile;
  /** The run that is not to be offered to go on any more. */
  readonly declined?: string;
}

export interface Files {
  readonly store: StoreApi<FilesState>;
  readonly actions: {
    /** Saves the weights of a run as a file. */
    exportRun(runId: string, choice: ExportChoice): void;
    openFile(file: File): void;
    closeFile(): void;
    /** Chooses the network of the file that is open. */
    useNetwork(spec: ModelSpec): void;
    /** Measures the file that is open on the test pictures. */
    evaluate(): void;
    stopEvaluation(): void;
    /** Starts a run from the weights of the file that is open. */
    trainFromFile(): void;
    /** Starts a run from the weights of a network that is here, with the page's settings but for the network. @param config It was trained by it. */
    startFromNetwork(of: NamedNetwork, config: RunConfig): void;
    /** Goes on with the run in the file that is open. @param epochs More of them, where all are done. */
    goOnFromFile(epochs?: number): void;
    /**
     * Goes on with a run from its stored checkpoint, unless another tab trains it.
     * @param learningRate Another one from there on.
     * @param keeps True where what is set for the next run stays as it is.
     */
    resume(runId: string, learningRate?: number, keeps?: boolean): Promise<void>;
    /** Deletes the weights of runs, to make room, but of none that is pinned by then. */
    dropWeights(runIds: readonly string[]): Promise<void>;
    /** Does not offer it again. */
    decline(runId: string): void;
    /** Takes note of what was said. */
    dismiss(what: 'exportProblem' | 'storageProblem' | 'evicted' | 'passedOver' | 'exported'): void;
  };
}

export interface FilesDependencies {
  readonly client: TrainerClient;
  readonly page: Page;
  readonly runs: Runs;
  readonly storage: TextStorage;
  /** Hands a file to the person. */
  readonly save: (bytes: Uint8Array, name: string) => void;
  /** Checkpoints of earlier visits. */
  readonly list: () => Promise<readonly CheckpointInfo[]>;
  readonly deleteCheckpoints: (runId: string) => Promise<void>;
  /** Of runs that are not pinned by then. @returns the runs whose checkpoints went. */
  readonly dropCheckpoints: (runIds: readonly string[]) => Promise<readonly string[]>;
  /** Keeps for later visits what a file says of an own set. */
  readonly keepFacts: (facts: OwnFacts) => Promise<void>;
}

export function createFiles(dependencies: FilesDependencies): Files {
  const { client, page, runs, storage, save, list, deleteCheckpoints, dropCheckpoints, keepFacts } =
    dependencies;
  const store = createPersisted<FilesState, Pick<FilesState, 'declined'>>(
    { checkpoints: [], evicted: [] },
    {
      storage,
      name: 'resume',
      select: ({ declined }) => ({ declined }),
      restore(stored, state) {
        const { declined } = Object(stored) as Record<'declined', unknown>;
        return typeof declined === 'string' ? { ...state, declined } : state;
      },
      earlier: (text) => ({ declined: text('declined') }),
    },
  );
  const { getState: state, setState: set } = store;
  const checkpointOf = (runId: string) =>
    state().checkpoints.find((checkpoint) => checkpoint.runId === runId);
  /** What to do with the answers to requests. */
  const waiting = new Map<string, (answer: Reply) => void>();
  const nameOf = (runId: string): string =>
    runs.store.getState().runs.find((run) => run.id === runId)?.name ?? '';

  const setCheckpoints = (checkpoints: readonly CheckpointInfo[]) =>
    set({ checkpoints: [...checkpoints].sort((a, b) => b.savedAt - a.savedAt) });
  /** Why the checkpoints of runs are in memory only. */
  const unstored = new Map<string, Problem>();
  /** The kind of problem that a person took note of: it is said once for all the checkpoints that have it. */
  let noted: Problem['kind'] | undefined;
  /** What found no room before may find it now. */
  const storeHeld = () => {
    if (unstored.size > 0) client.send({ type: 'store-held', runIds: [...unstored.keys()] });
  };
  client.onMessage((message) => {
    if (message.type === 'answer') {
      waiting.get(message.id)?.(message.answer);
      if (message.answer.type !== 'progress') waiting.delete(message.id);
    } else if (message.type === 'checkpoint') {
      const { checkpoint, evicted, problem } = message;
      const stays = ({ runId }: CheckpointInfo) => runId !== checkpoint.runId && !evicted.includes(runId);
      setCheckpoints([checkpoint, ...state().checkpoints.filter(stays)]);
      if (evicted.length > 0) set({ evicted: [...state().evicted, ...evicted] });
      for (const runId of [checkpoint.runId, ...evicted]) unstored.delete(runId);
      if (problem) unstored.set(checkpoint.runId, problem);
      const last = [...unstored.values()].at(-1);
      if (!last) noted = undefined;
      set({ storageProblem: last?.kind === noted ? undefined : last });
      runs.tell(checkpoint.runId);
    } else if (message.type === 'passed-over') set({ passedOver: message.step });
  });
  // What the worker reported meanwhile is newer.
  const takeStored = () =>
    list().then(
      (stored) => {
        const reported = state().checkpoints.filter(({ runId, savedAt }) =>
          stored.every((other) => other.runId !== runId || other.savedAt <= savedAt),
        );
        const others = stored.filter(({ runId }) =>
          reported.every((checkpoint) => checkpoint.runId !== runId),
        );
        setCheckpoints([...reported, ...others]);
        void runs.actions.conclude(stored);
      },
      () => {},
    );
  void takeStored();
  runs.onElsewhere((gone) => {
    set({ checkpoints: state().checkpoints.filter(({ runId }) => !gone.includes(runId)) });
    void takeStored();
  });
  runs.onDelete((runId) => {
    unstored.delete(runId);
    set({ checkpoints: state().checkpoints.filter((checkpoint) => checkpoint.runId !== runId) });
    void deleteCheckpoints(runId).then(storeHeld);
  });

  /** Changes the file that is open, unless it is another one by now. */
  const change = (id: string, part: Partial<OpenFile>) => {
    const { open } = state();
    if (open?.id === id) set({ open: { ...open, ...part } });
  };
  const stopEvaluation = () => {
    const evaluation = state().open?.evaluation;
    if (evaluation?.type === 'progress') client.send({ type: 'stop-evaluation', id: evaluation.id });
  };
  const closeFile = () => {
    stopEvaluation();
    set({ open: undefined });
  };

  /** Config and place of what is exported, as the file's name tells them. */
  function exportName(runId: string, choice: ExportChoice): string {
    const { run, config } = page.store.getState();
    const checkpoint = checkpointOf(runId);
    const live = isActive(run) && run.id === runId ? run : undefined;
    const place =
      choice.part === 'best'
        ? `epoch${checkpoint?.best?.epoch ?? ''}`
        : `step${(live ?? checkpoint)?.step ?? ''}`;
    return fileName((live ?? checkpoint)?.config ?? config, nameOf(runId), place, choice);
  }

  return {
    store,
    actions: {
      exportRun(runId, choice) {
        if (state().exporting) return;
        const id = nextId();
        set({ exporting: { id, runId }, exportProblem: undefined, exported: undefined });
        waiting.set(id, (answer) => {
          if (answer.type === 'exported') {
            const name = exportName(runId, choice);
            save(answer.bytes, name);
            set({ exporting: undefined, exported: name });
          } else if (answer.type === 'failed') {
            set({ exporting: undefined, exportProblem: answer.problem });
          }
        });
        client.send({ type: 'export', id, runId, ...choice });
      },
      openFile(file) {
        closeFile();
        const id = nextId();
        set({ open: { id, file } });
        waiting.set(id, (answer) => {
          if (answer.type === 'preview') {
            const { ownSet } = answer.preview;
            // What is known of it here comes from the pictures themselves.
            if (ownSet && factsOf(ownSet.name).title === ownSet.name) {
              rememberFacts(ownSet);
              keepFacts(ownSet).catch(() => {});
            }
            change(id, { preview: answer.preview });
          } else if (answer.type === 'failed') change(id, { problem: answer.problem });
        });
        client.send({ type: 'inspect', id, file });
      },
      closeFile,
      useNetwork: (spec) => page.actions.setAll(withNetwork(page.store.getState().config, spec)),
      evaluate() {
        const { open } = state();
        if (!open?.preview) return;
        const id = nextId();
        change(open.id, { evaluation: { type: 'progress', id, done: 0, total: 0 } });
        waiting.set(id, (answer) => {
          if (answer.type === 'progress') change(open.id, { evaluation: { ...answer, id } });
          else if (answer.type === 'evaluated' || answer.type === 'failed')
            change(open.id, { evaluation: answer });
        });
        const { config } = page.store.getState();
        // One look at each picture: the answer is told without a word on how it was measured.
        client.send({ type: 'evaluate', id, file: open.file, config: { ...config, mirrorTest: false } });
      },
      stopEvaluation,
      trainFromFile() {
        const { open } = state();
        const { config } = page.store.getState();
        if (!open?.preview) return;
        closeFile();
        page.actions.startFrom(newRun(nextId(), config), { kind: 'weights', file: open.file });
      },
      startFromNetwork(of, config) {
        page.actions.setAll(withNetwork(page.store.getState().config, specOf(config)));
        page.actions.startFrom(newRun(nextId(), page.store.getState().config), { kind: 'network', of });
      },
      goOnFromFile(epochs) {
        const { open } = state();
        const run = open?.preview?.run;
        if (!open || !run) return;
        closeFile();
        const config = { ...run.config, epochs: epochs ?? run.config.epochs };
        page.actions.startFrom(importedRun(nextId(), { ...run, config }), {
          kind: 'checkpoint',
          file: open.file,
        });
      },
      async resume(runId, learningRate, keeps) {
        // Whoever trained it meanwhile has brought it further than this tab may know.
        if (!(await runs.actions.claim(runId))) return;
        await takeStored();
        const checkpoint = checkpointOf(runId);
        if (!checkpoint || !isUnfinished(checkpoint)) return runs.actions.leave(runId);
        const record = runs.store.getState().runs.find((run) => run.id === runId);
        const from = { kind: 'stored', runId } as const;
        page.actions.startFrom(resumedRun(checkpoint, record, learningRate), from, keeps);
        runs.actions.leave(runId);
      },
      async dropWeights(runIds) {
        const dropped = await dropCheckpoints(runIds).catch((): readonly string[] => []);
        set({ checkpoints: state().checkpoints.filter(({ runId }) => !dropped.includes(runId)) });
        for (const runId of dropped) runs.tell(runId);
        storeHeld();
      },
      decline(runId) {
        set({ declined: runId });
      },
      dismiss(what) {
        if (what === 'storageProblem') noted = state().storageProblem?.kind;
        set({ [what]: what === 'evicted' ? [] : undefined });
      },
    },
  };
}

/** Weights of a run that can be exported, and how far they are. */
export interface RunWeights {
  readonly runId: string;
  /** Empty where the run has none. */
  readonly name: string;
  /** Steps that the weights have come through. */
  readonly step: number;
  readonly best?: CheckpointInfo['best'];
  /** How the run was tested. */
  readonly tested: Pick<RunConfig, 'mirrorTest'>;
}

interface States {
  readonly page: Pick<PageState, 'run'>;
  readonly files: Pick<FilesState, 'checkpoints'>;
  readonly runs: Pick<RunsState, 'runs'>;
}

/** The run whose weights are at hand: the page's own, or, before it has one, the run whose checkpoint is the newest. */
export const runAtHand = ({ page, files }: Pick<States, 'page' | 'files'>): string | undefined =>
  page.run?.id ?? files.checkpoints[0]?.runId;

/** The weights of a run. Undefined where there are none. */
export function runWeightsOf(
  runId: string | undefined,
  { page, files, runs }: States,
): RunWeights | undefined {
  if (runId === undefined) return undefined;
  // Once a run is over, only its stored checkpoint counts.
  const liveStep = isActive(page.run) && page.run.id === runId ? page.run.step : 0;
  const checkpoint = files.checkpoints.find((known) => known.runId === runId);
  const name = runs.runs.find((run) => run.id === runId)?.name ?? '';
  const step = liveStep || checkpoint?.step || 0;
  const tested = checkpoint?.config ?? { mirrorTest: false };
  return step === 0 ? undefined : { runId, name, step, best: checkpoint?.best, tested };
}
