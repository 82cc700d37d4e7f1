/**
 * Which blocks make much the same of the same pictures: of one network, or of two. Read on in `useComparison.ts` for who is asked and where
 * it is computed, in `layout.ts` for what is drawn.
 */
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { shippedRunId } from '../../../../training/questions.ts';
import { useAlikeWords } from '../../../i18n/alike.ts';
import { useWords } from '../../../i18n/words.ts';
import { comparableRuns } from '../../../state/comparableRuns.ts';
import { useFilesState, useRunsState } from '../../../state/react.ts';
import { useFramesState, useShipped } from '../../../state/reactFrames.ts';
import { useShownRun } from '../../../state/reactShownRun.ts';
import { useSize } from '../../../ui/useSize.ts';
import classes from './Alike.module.css';
import { Caveats } from './Caveats.tsx';
import { useChoice } from './choice.ts';
import { OtherChoice } from './OtherChoice.tsx';
import { Shown } from './Shown.tsx';
import { useComparison } from './useComparison.ts';

/** CSS pixels from which on words stand beside the map; `Alike.module.css` has the same. */
const wideFrom = 620;
/** CSS pixels of the dock that are not the map's, and what that has at least. */
const [aroundMap, lowestMap] = [94, 200];

/** CSS pixels of the dock, in which a map is in view as a whole; undefined where it stands elsewhere. */
function useDockHeight(box: RefObject<HTMLElement | null>): number | undefined {
  const dock = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    dock.current = box.current?.closest<HTMLElement>('[data-dock]') ?? null;
  }, [box]);
  return useSize(dock)?.height;
}

export function Alike() {
  const { problem: sentenceOf } = useWords();
  const words = useAlikeWords();
  const { id, config, loaded } = useShownRun();
  const { network } = useShipped();
  const records = useRunsState((state) => state.runs);
  const checkpoints = useFilesState((state) => state.checkpoints);
  const epoch = useFramesState((state) => state.epoch);
  const chosen = useChoice(({ otherId }) => otherId);
  const box = useRef<HTMLDivElement>(null);
  const dockHeight = useDockHeight(box);
  const size = useSize(box);
  const runs = comparableRuns(records, checkpoints, id, config);
  const shipped = id !== shippedRunId && network?.config.dataset === config.dataset;
  const other = shipped && chosen === shippedRunId ? chosen : runs.find((run) => run.id === chosen)?.id;
  const { comparison, problem, waitsFor, broke } = useComparison(id, config, other, box);
  const wide = size !== undefined && size.width >= wideFrom;
  const missing = () => {
    if (problem) return sentenceOf(problem);
    if (id === undefined && loaded) return sentenceOf({ kind: 'no-network' });
    if (broke) return words.broke;
    return waitsFor === 'answer' ? words.asking : words.comparing;
  };
  const choice = <OtherChoice shipped={shipped} runs={runs} chosen={other} />;
  const notes = (
    <>
      {epoch !== undefined && <p className={classes.note}>{words.newest}</p>}
      <Caveats />
    </>
  );
  return (
    <div ref={box} className={classes.alike}>
      {size && comparison ? (
        <Shown
          comparison={comparison}
          width={wide ? Math.round(0.6 * size.width) : size.width}
          height={wide && dockHeight ? Math.max(lowestMap, dockHeight - aroundMap) : size.width}
          choice={choice}
          notes={notes}
        />
      ) : (
        <>
          <p className={classes.missing} aria-live="polite">
            {missing()}
          </p>
          <div className={classes.side}>
            {choice}
            {notes}
          </div>
        </>
      )}
    </div>
  );
}
