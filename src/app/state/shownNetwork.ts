/**
 * Which network the page shows: the one that a run trains as long as the run is under way, else the one that is set. Edits of
 * the form in mid-run are the next run's network; the picture outlines them, and the running network stays. Pure.
 */
import type { RunConfig } from '../../training/settings.ts';
import type { PageState } from './page.ts';
import { isActive } from './run.ts';
import { sameNetwork } from './sameNetwork.ts';

/** The config whose network is shown. */
export const shownConfig = ({ run, config }: Pick<PageState, 'run' | 'config'>): RunConfig =>
  isActive(run) ? run.config : config;

/** The config of the next run, where its network is another than the running one's. */
export const nextConfig = ({ run, config }: Pick<PageState, 'run' | 'config'>): RunConfig | undefined =>
  isActive(run) && !sameNetwork(run.config, config) ? config : undefined;
