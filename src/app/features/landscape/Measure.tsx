/** Measures what is not known yet, shows how far that is, and ends it. */
import { Button, Progress } from '@mantine/core';
import { useLandscapeWords } from '../../i18n/landscape.ts';
import { useWords } from '../../i18n/words.ts';
import { useRunActive } from '../../state/react.ts';
import beside from '../../ui/drawingBeside.module.css';
import classes from './Landscape.module.css';
import { type ShownNetwork, useLandscapes, useLandscapesState } from './useLandscapes.ts';
import { usePlan } from './usePlan.ts';

/** Seconds that each network takes at most before a person says to go on. */
const patience = 60;

export function Measure({ networks: shown }: { readonly networks: readonly ShownNetwork[] }) {
  // Of the others there is nothing to measure.
  const networks = shown.filter(({ problem: why }) => !why);
  const words = useLandscapeWords();
  const { problem: sentenceOf } = useWords();
  const { actions } = useLandscapes();
  const { doing, problem } = useLandscapesState((state) => state);
  const plan = usePlan();
  const training = useRunActive();
  const total = plan.size ** 2;
  const known = networks.map(({ landscape }) => landscape?.losses.length ?? 0);
  if (doing) {
    // A network that waits for its turn has what it had.
    const done = networks.map(({ id }, i) => (id === doing.runId ? doing.done : (known[i] ?? 0)));
    const all = done.reduce((sum, n) => sum + n, 0);
    const text = words.progress(all, networks.length * total);
    return (
      <div className={beside.row}>
        <Progress
          className={beside.progress}
          value={(100 * all) / (networks.length * total)}
          aria-label={text}
          size="sm"
          transitionDuration={0}
        />
        <span data-testid="landscape-progress">{doing.total === undefined ? words.preparing : text}</span>
        <Button variant="default" size="compact-xs" onClick={actions.stop}>
          {words.stop}
        </Button>
      </div>
    );
  }
  const missing = known.some((count) => count < total);
  const begun = known.some((count) => count > 0);
  return (
    <>
      {missing && (
        <div className={beside.row}>
          <Button
            size="compact-sm"
            disabled={training}
            onClick={() =>
              actions.measure(
                networks.map(({ id }) => id),
                { ...plan, seconds: patience },
              )
            }
          >
            {begun ? words.goOn : words.measure}
          </Button>
          <span>
            {begun
              ? words.progress(
                  known.reduce((a, b) => a + b, 0),
                  networks.length * total,
                )
              : words.work(networks.length * total * plan.pictures)}
          </span>
        </div>
      )}
      {training && missing && <p className={beside.note}>{sentenceOf({ kind: 'busy', doing: 'run' })}</p>}
      {problem && (
        <p className={classes.problem} role="alert">
          {sentenceOf(problem)}
        </p>
      )}
    </>
  );
}
