/** The search for a learning rate as the page sees it: what is being searched, and what the last search found. No React. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem } from '../../../problems/index.ts';
import type { RatePoint } from '../../../training/rateSearch.ts';
import type { RunConfig, SettingKey } from '../../../training/settings.ts';
import type { TrainerClient } from '../../../worker/client.ts';
import type { Reply } from '../../../worker/protocol.ts';
import { onePer } from '../../state/onePer.ts';
import { createWorkerJob } from '../../state/workerJob.ts';

/** What a search begins with: fresh weights for a config, or those of a run with its config. */
export interface Subject {
  readonly config: RunConfig;
  readonly runId?: string;
}

export interface Found {
  readonly points: readonly RatePoint[];
  readonly subject: Subject;
}

export interface RateSearchState {
  readonly doing?: { readonly done: number; readonly total: number };
  readonly found?: Found;
  /** Why the last search found nothing. */
  readonly problem?: Problem;
}

export interface RateSearch {
  readonly store: StoreApi<RateSearchState>;
  /** Does nothing while a search is under way. */
  start(subject: Subject): void;
  stop(): void;
}

/** What a search does not look at. */
const beside: readonly SettingKey[] = [
  'learningRate',
  'schedule',
  'warmup',
  'epochs',
  'testImages',
  'tuning',
  'precision',
];

/** Whether what was found for one subject holds for another. */
export function isSameSubject(a: Subject, b: Subject): boolean {
  const keyOf = ({ runId, config }: Subject) =>
    JSON.stringify([runId, Object.entries(config).filter(([key]) => !beside.includes(key as SettingKey))]);
  return keyOf(a) === keyOf(b);
}

function createRateSearch(client: TrainerClient): RateSearch {
  const store = createStore<RateSearchState>(() => ({}));
  const job = createWorkerJob(client);
  const end = (state: RateSearchState) => store.setState({ doing: undefined, ...state });
  const receive = (answer: Reply, subject: Subject) => {
    if (answer.type === 'progress') store.setState({ doing: { done: answer.done, total: answer.total } });
    else if (answer.type === 'rates') end({ found: { points: answer.points, subject } });
    else end({ problem: answer.type === 'failed' ? answer.problem : undefined });
  };
  return {
    store,
    start(subject) {
      if (job.asked) return;
      store.setState({ doing: { done: 0, total: 0 }, problem: undefined });
      job.ask({ type: 'find-rate', ...subject }, (answer) => receive(answer, subject));
    },
    stop() {
      if (job.stop()) end({});
    },
  };
}

/** The one search of a page. */
export const rateSearchOf = onePer(createRateSearch);
