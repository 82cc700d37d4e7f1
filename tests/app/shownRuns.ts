/** Runs as the charts get them, for tests: a curve of one event a step, epochs, looks at gradients. */
import { foldEvent, newRun } from '../../src/app/state/run.ts';
import type { ShownRun } from '../../src/app/state/shown.ts';
import type { RunEvent } from '../../src/training/events.ts';
import type { RunConfig } from '../../src/training/settings.ts';
import { config } from './events.ts';

/** A run of `config` over these events, shown as the page's own unless told otherwise. */
export function shownRun(
  events: readonly RunEvent[],
  more: Partial<ShownRun> = {},
  settings: Partial<RunConfig> = {},
): ShownRun {
  const folded = events.reduce(foldEvent, newRun('r1', config));
  const run = { ...folded, config: { ...folded.config, ...settings } };
  return {
    id: 'r1',
    name: 'amber-fox-1',
    kind: 'current',
    colour: 'var(--run-0)',
    marker: 'circle',
    run,
    ...more,
  };
}
