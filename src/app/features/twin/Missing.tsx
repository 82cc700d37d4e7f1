/** Of the run that was trained last, what its pair lacks, and the one button that trains it. */
import { Button } from '@mantine/core';
import type { RunRecord } from '../../../storage/runRecord.ts';
import { useTwinWords } from '../../i18n/twin.ts';
import { halfOf } from '../../state/pairs.ts';
import { twinOf } from '../../state/plain.ts';
import { usePage, useRunActive, useStores } from '../../state/react.ts';
import { withPictures } from '../../state/withPictures.ts';
import classes from './TwinDialog.module.css';
import { trainBothOf } from './trainBoth.ts';
import { useNetworkName } from './useNetworkName.ts';

interface MissingProps {
  readonly runs: readonly RunRecord[];
  readonly onStart: () => void;
  /** Said where there is nothing to lack. */
  readonly otherwise?: string;
}

export function Missing({ runs, onStart, otherwise }: MissingProps) {
  const words = useTwinWords();
  const nameOf = useNetworkName();
  const { page, overlay } = useStores();
  const kind = usePage(({ shortcutKind }) => shortcutKind);
  const active = useRunActive();
  const half = halfOf(runs);
  // Whatever trains now may be the other one: what is said of that stands above.
  if (!half || active) return otherwise ? <p className={classes.aside}>{otherwise}</p> : null;
  const { done, begun } = half;
  const other = begun?.config ?? twinOf(done.config, kind);
  const name = nameOf(other);
  const epochs = begun && { done: begun.epochs.length, of: begun.config.epochs };
  return (
    <div className={classes.buttons} data-testid="twin-missing">
      <p className={classes.text}>{words.missing(`${nameOf(done.config)} (${done.name})`, name, epochs)}</p>
      <Button
        variant="default"
        onClick={() =>
          withPictures(other.dataset, overlay.actions, () => {
            trainBothOf(page, overlay).startLast(other);
            onStart();
          })
        }
      >
        {words.trainOne(name)}
      </Button>
    </div>
  );
}
