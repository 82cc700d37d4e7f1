/**
 * One run of the list in two lines: colour, name, test accuracies and the last of them; network, status and the best. Opened, it
 * shows `RunDetails`. A row draws itself again only when its own run changes, see `createRows` in `state/runsList.ts`; it is
 * made of plain elements, because there may be hundreds.
 */

import { IconChevronDown, IconEyeOff, IconPinFilled } from '@tabler/icons-react';
import { memo, type ReactNode, useId, useState } from 'react';
import type { RunRecord } from '../../../storage/runRecord.ts';
import { changedLine, networkText, testedText } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { runLook } from '../../state/colours.ts';
import { useRuns } from '../../state/react.ts';
import type { RunRow as Row } from '../../state/runsList.ts';
import { lazyPart } from '../../ui/lazyPart.tsx';
import classes from './RunRow.module.css';
import { Sparkline } from './Sparkline.tsx';
import { Swatch } from './Swatch.tsx';
import { useToldChanges } from './useToldChanges.ts';

const RunDetails = lazyPart(async () => (await import('./RunDetails.tsx')).RunDetails);

interface RunRowProps {
  readonly row: Row;
  /** Whether it is selected; undefined while nothing is being selected. */
  readonly selected?: boolean;
  /** @param range Whether all runs up to the one that was pressed before are meant. */
  readonly onSelect: (id: string, on: boolean, range: boolean) => void;
  /** See `RunDetails`. */
  readonly weightsOf: (run: RunRecord) => ReactNode;
}

function CurvesSwitch({ run }: { readonly run: RunRecord }) {
  const { runs: words } = useWords();
  const { actions } = useRuns();
  const { id, name, shown, colour } = run;
  return (
    <button
      type="button"
      className={classes.curves}
      aria-label={words.curvesOf(name)}
      aria-pressed={shown}
      onClick={() => actions.mark(id, { shown: !shown })}
    >
      {shown ? <Swatch colour={colour} /> : <IconEyeOff size={16} aria-hidden />}
    </button>
  );
}

function Select({ row, selected, onSelect }: Pick<RunRowProps, 'row' | 'selected' | 'onSelect'>) {
  const { runs: words } = useWords();
  const { id, name, colour } = row.run;
  return (
    <span className={classes.select}>
      <input
        type="checkbox"
        className={classes.over}
        style={{ accentColor: runLook(colour).colour }}
        aria-label={words.selectOf(name)}
        title={words.selectHelp}
        checked={selected}
        onChange={(event) =>
          onSelect(id, event.currentTarget.checked, (event.nativeEvent as MouseEvent).shiftKey === true)
        }
      />
    </span>
  );
}

export const RunRow = memo(function RunRow({ row, selected, onSelect, weightsOf }: RunRowProps) {
  const words = useWords();
  const [opened, setOpened] = useState(false);
  const id = useId();
  const { run, status, results } = row;
  const changed = useToldChanges(row.changed);
  const { name, pinned, shown, note, epochs, colour } = run;
  const selecting = selected !== undefined;
  const open = opened && !selecting;
  const line = [
    networkText(words, run.config),
    words.runs.status[status],
    // What a run that diverged came to before is nobody's best.
    ...(results && status !== 'diverged'
      ? [words.runs.bestOf(testedText(words, results.best, run.config))]
      : []),
  ].join(' · ');
  return (
    <li className={classes.run} data-testid="run" data-status={status} data-open={open || undefined}>
      <div className={classes.row} data-shown={shown} data-selected={selected}>
        {selecting ? (
          <Select row={row} selected={selected} onSelect={onSelect} />
        ) : (
          <CurvesSwitch run={run} />
        )}
        <div className={classes.text}>
          <div className={classes.head}>
            <span className={classes.name} data-testid="run-name" title={name}>
              {name}
            </span>
            {pinned && (
              <IconPinFilled size={12} className={classes.pinned} role="img" aria-label={words.runs.pinned} />
            )}
            {results && (
              <>
                <Sparkline colour={colour} accuracies={epochs.map(({ testAccuracy }) => testAccuracy)} />
                <span className={classes.accuracy} title={words.runs.lastAccuracy}>
                  {testedText(words, results.last, run.config)}
                </span>
              </>
            )}
          </div>
          <p className={classes.line} title={`${line}\n${changedLine(words, changed)}`}>
            {line}
          </p>
          {note !== '' && !open && <p className={`${classes.line} ${classes.note}`}>{note}</p>}
        </div>
        {!selecting && (
          <button
            type="button"
            className={`${classes.more} ${classes.over}`}
            aria-label={words.runs.moreOn(name)}
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            onClick={() => setOpened(!open)}
          >
            <IconChevronDown size={14} aria-hidden />
          </button>
        )}
      </div>
      {open && <RunDetails id={id} row={row} weightsOf={weightsOf} />}
    </li>
  );
});
