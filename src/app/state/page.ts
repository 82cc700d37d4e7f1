/**
 * The page's main store: config, device, the current run and benchmark. It joins a client that trains and the
 * address, and knows nothing of React. Every message of the client changes the state at once; the screen sees steps
 * and progress at most four times a second.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DepthEdit } from '../../model/depth.ts';
import { type PresetName, presets } from '../../model/presets.ts';
import type { AssignmentProblem } from '../../problems/classroom.ts';
import { asksFirst, type Problem } from '../../problems/index.ts';
import type { Assignment } from '../../training/assignment.ts';
import type { BenchPlan } from '../../training/benchPlan.ts';
import type { BenchEvent } from '../../training/benchReport.ts';
import { withRecipe, withSetting } from '../../training/config.ts';
import type { DeviceInfo, EventOf, RunEvent } from '../../training/events.ts';
import { type RecipeName, recipeKeys } from '../../training/recipes.ts';
import { isLive, namedKeys, type RunConfig, type SettingKey, settings } from '../../training/settings.ts';
import type { TrainerClient } from '../../worker/client.ts';
import { recovered, type StartFrom } from '../../worker/protocol.ts';
import { type Bench, foldBench, isMeasuring, newBench } from './bench.ts';
import { type Budget, type BudgetPlan, budgetKeys } from './budget.ts';
import { type InvalidText, type InvalidTexts, invalidKeys, withoutTexts } from './invalid.ts';
import { type Asked, foldEvent, isActive, newRun, type Run, reopened } from './run.ts';
import { sameNetwork } from './sameNetwork.ts';
import { addressOf, configFromAddress } from './url.ts';

/** An assignment that the address has: what it does not leave free, no config of the page or of its runs changes (`assigned.ts`). */
export interface Assigned {
  readonly assignment: Assignment;
  /** The config as far as it is allowed. */
  admit(config: RunConfig): RunConfig;
  /** What can be done on a page, as far as it is allowed. */
  guard(page: Page): PageActions;
}

/** What the address says of an assignment; nothing in most. */
export interface GivenAssignment {
  readonly assigned?: Assigned;
  /** Why there is none. */
  readonly refused?: AssignmentProblem;
}

/** The kind of a network's shortcuts; undefined where it has none. */
const shortcutOf = ({ shortcut }: RunConfig): ShortcutKind | undefined =>
  shortcut === settings.shortcut.off ? undefined : shortcut;

/** A page on which nothing was done yet. */
export const newPage = (config: RunConfig, addressProblems: readonly Problem[] = []): PageState => ({
  config,
  replaced: 0,
  invalid: {},
  shortcutKind: shortcutOf(config) ?? settings.shortcut.default,
  addressProblems,
});

/** Milliseconds between two updates of the screen. */
export const updateInterval = 250;

/** What is added to a block, of those that have shortcuts. */
export type ShortcutKind = Exclude<RunConfig['shortcut'], 'none'>;

export interface PageState {
  /** What the next run would be made of. */
  readonly config: RunConfig;
  /**
   * How often all settings were replaced at once. A form begins anew then: what was half typed belongs to the
   * settings before.
   */
  readonly replaced: number;
  /** Texts in fields that are no values. Train does not start with them. */
  readonly invalid: InvalidTexts;
  /** How long a run may take, from which its epochs and pictures follow; undefined where they are as set. */
  readonly budget?: Budget;
  /** The kind of shortcut that a network has, or would have were it not plain. */
  readonly shortcutKind: ShortcutKind;
  readonly assignment?: Assignment;
  /** What the assignment last did not allow, or why there is none. */
  readonly refused?: AssignmentProblem;
  /** Bad settings in the address. */
  readonly addressProblems: readonly Problem[];
  /** Why the worker broke while no run was under way; a run that was has its end to tell. */
  readonly workerProblem?: Problem;
  /** How the run went on by itself last, until that was taken note of. */
  readonly recovered?: EventOf<'recovery'>;
  readonly device?: DeviceInfo;
  readonly run?: Run;
  readonly bench?: Bench;
}

export interface PageActions {
  /** Sets one setting; a default that follows it moves along. A run under way is told of what it obeys at once. */
  set<K extends SettingKey>(key: K, value: RunConfig[K]): void;
  choosePreset(name: PresetName): void;
  /** Sets all that a recipe decides, for the next run. */
  chooseRecipe(name: RecipeName): void;
  /** Keeps a text that is no value of a setting, in place of any value that it had; undefined where it is mended. */
  setInvalid(key: SettingKey, invalid: InvalidText | undefined): void;
  /** Chooses how long a run may take; undefined leaves epochs and pictures as they are set. */
  chooseBudget(budget: Budget | undefined): void;
  /** Sets what a budget comes to. */
  plan(plan: BudgetPlan): void;
  /** Takes every setting over, for the next run. */
  setAll(config: RunConfig): void;
  /** Whether a run may have this config. Where an assignment does not allow it, that is said. */
  admits(config: RunConfig): boolean;
  dismissAddressProblems(): void;
  dismissRecovered(): void;
  /** Resumes the run on the device that it asked about first. */
  goOnHere(): void;
  /** Leaves such a run as it is. */
  leaveStopped(): void;
  /** Starts a run of what is set, unless a field holds no value. */
  start(): void;
  /**
   * Starts a run, which may begin with weights or go on from a checkpoint; its config becomes the page's.
   * @param keeps True where what is set for the next run stays as it is.
   */
  startFrom(run: Run, from?: StartFrom, keeps?: boolean): void;
  pause(): void;
  resume(): void;
  /** One more step of a paused run. */
  singleStep(): void;
  stop(): void;
  /** Changes the depth of the network that trains; a paused run takes it over too. */
  changeDepth(edit: DepthEdit): void;
  /** Goes back to before the last change of depth, or does without the one on its way. */
  undoDepth(): void;
  dismissRefused(): void;
  /** Measures how fast the device is, unless a run or a measurement is under way. */
  measure(plan: BenchPlan): void;
  stopMeasuring(): void;
}

export interface Page {
  readonly store: StoreApi<PageState>;
  readonly actions: PageActions;
}

/** Where the config is read from and written to: the address bar, or a variable in tests. */
export interface Address {
  read(): string;
  write(search: string): void;
}

/** Events after which the screen changes at once; the others wait for the next update. */
const isUrgent = (event: RunEvent): boolean => event.type !== 'step' && event.type !== 'progress';

let idsGiven = 0;
/** For runs, measurements and requests. */
export const nextId = (): string => `${Date.now().toString(36)}-${++idsGiven}`;

/** Joins a client and an address into a page. Every config that is set goes through `setConfig`, where an assignment has the last word. */
export function createPage(
  client: TrainerClient,
  address: Address,
  { assigned, refused }: GivenAssignment = {},
): Page {
  const { config, problems } = configFromAddress(address.read());
  const store = createStore<PageState>(() => ({
    ...newPage(config, problems),
    assignment: assigned?.assignment,
    refused,
  }));

  // Run and measurement as they are now; the store's may be up to one interval behind.
  let run: Run | undefined;
  let bench: Bench | undefined;
  let beganFrom: StartFrom | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = () => {
    clearTimeout(timer);
    timer = undefined;
    store.setState({ run, bench });
  };
  const showSoon = () => {
    timer ??= setTimeout(show, updateInterval);
  };

  const receive = (event: RunEvent) => {
    if (!run) return;
    const next = foldEvent(run, event);
    if (next === run) return;
    followDepth(run.config, next.config);
    const stepAnswered = run.asked === 'step' && next.asked === undefined;
    run = next;
    if (event.type === 'start') store.setState({ device: event.device });
    if (event.type === 'recovery') store.setState({ recovered: event });
    if (isUrgent(event) || stepAnswered) show();
    else showSoon();
  };

  /** What is set for the next run grows along with the network that trains, where it is the same. */
  const followDepth = (before: RunConfig, { blocks }: RunConfig) => {
    const { config: set } = store.getState();
    if (before.blocks.join() === blocks.join() || !sameNetwork(before, set)) return;
    setConfig({ ...set, blocks }, {});
  };

  const receiveBench = (id: string, event: BenchEvent) => {
    if (bench?.id !== id) return;
    bench = foldBench(bench, event);
    if (event.type === 'progress') showSoon();
    else show();
  };

  client.onMessage((message) => {
    switch (message.type) {
      case 'device':
        return store.setState({ device: message.device });
      case 'run':
        return receive(message.event);
      case 'bench':
        return receiveBench(message.id, message.event);
      // Files listen for themselves, and the client for signs of life.
      case 'answer':
      case 'checkpoint':
      case 'passed-over':
      case 'alive':
        return;
      default:
        return message satisfies never;
    }
  });
  client.onFailure((workerProblem) => {
    store.setState({ workerProblem });
  });
  client.send({ type: 'detect' });

  /** @param more What changes of the state with it. */
  const setConfig = (wanted: RunConfig, more: Partial<PageState>) => {
    const { shortcutKind } = store.getState();
    const next = assigned?.admit(wanted) ?? wanted;
    store.setState({ config: next, shortcutKind: shortcutOf(next) ?? shortcutKind, ...more });
    address.write(addressOf(next, address.read()));
  };
  const replaceConfig = (next: RunConfig) =>
    setConfig(next, { replaced: store.getState().replaced + 1, invalid: {}, budget: undefined });
  const ask = (asked: Asked, type: 'pause' | 'resume' | 'single-step' | 'stop') => {
    if (!isActive(run)) return;
    run = { ...run, asked };
    show();
    client.send({ type, runId: run.id });
  };

  const begin = (next: Run, from?: StartFrom) => {
    beganFrom = from;
    // A worker that broke is started anew by its client.
    store.setState({ workerProblem: undefined, recovered: undefined });
    run = next;
    // The worker ends a measurement for the sake of a run.
    if (isMeasuring(bench)) bench = { ...bench, stopping: true };
    show();
    client.send({ type: 'start', runId: run.id, config: run.config, ...(from && { from }) });
  };

  const actions: PageActions = {
    set(key, value) {
      const { config: before, invalid, budget } = store.getState();
      const planned = budgetKeys.some((other) => other === key);
      setConfig(withSetting(before, key, value), {
        invalid: withoutTexts(invalid, [key]),
        budget: planned ? undefined : budget,
      });
      if (isActive(run) && isLive(key)) {
        client.send({ type: 'change', runId: run.id, settings: { [key]: value } });
      }
    },
    setAll: replaceConfig,
    choosePreset(name) {
      const { config: before, invalid } = store.getState();
      setConfig({ ...before, ...presets[name] }, { invalid: withoutTexts(invalid, namedKeys) });
    },
    chooseRecipe(name) {
      const { config: before, invalid, budget } = store.getState();
      const next = withRecipe(before, name);
      setConfig(next, {
        invalid: withoutTexts(invalid, [...recipeKeys, 'epochs']),
        budget: next.epochs === before.epochs ? budget : undefined,
      });
    },
    setInvalid(key, text) {
      const others = withoutTexts(store.getState().invalid, [key]);
      const invalid = text ? { ...others, [key]: text } : others;
      if (invalid !== store.getState().invalid) store.setState({ invalid });
    },
    chooseBudget: (budget) => store.setState({ budget }),
    plan(plan) {
      const { config: before, invalid } = store.getState();
      setConfig({ ...before, ...plan }, { invalid: withoutTexts(invalid, budgetKeys) });
    },
    admits: () => true,
    dismissAddressProblems: () => store.setState({ addressProblems: [] }),
    dismissRecovered: () => store.setState({ recovered: undefined }),
    goOnHere() {
      const problem = run?.end?.problem;
      if (!run || !problem || !asksFirst(problem)) return;
      begin(reopened(run), recovered(run.id, beganFrom, problem.now));
    },
    leaveStopped() {
      if (!run?.end?.problem || !asksFirst(run.end.problem)) return;
      run = { ...run, end: { ...run.end, problem: undefined } };
      show();
    },
    start() {
      if (isActive(run) || invalidKeys(store.getState()).length > 0) return;
      begin(newRun(nextId(), store.getState().config));
    },
    startFrom(next, from, keeps) {
      if (isActive(run)) return;
      if (!keeps) replaceConfig(next.config);
      begin(next, from);
    },
    pause: () => ask('pause', 'pause'),
    resume: () => ask('resume', 'resume'),
    singleStep: () => ask('step', 'single-step'),
    stop: () => ask('stop', 'stop'),
    changeDepth(edit) {
      if (isActive(run)) client.send({ type: 'change-depth', runId: run.id, edit });
    },
    undoDepth() {
      if (isActive(run)) client.send({ type: 'undo-depth', runId: run.id });
    },
    dismissRefused() {
      if (run) run = { ...run, refused: undefined };
      show();
    },
    measure(plan) {
      if (isActive(run) || isMeasuring(bench) || plan.models.length === 0) return;
      store.setState({ workerProblem: undefined });
      bench = newBench(nextId(), plan);
      show();
      client.send({ type: 'bench', id: bench.id, ...plan });
    },
    stopMeasuring() {
      if (!isMeasuring(bench)) return;
      bench = { ...bench, stopping: true };
      show();
      client.send({ type: 'stop-bench', id: bench.id });
    },
  };
  return { store, actions: assigned?.guard({ store, actions }) ?? actions };
}
