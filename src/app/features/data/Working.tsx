/** How far something is that takes a while, and the button that ends it. The page goes on meanwhile, and the dialog may be closed. */
import { Button, Loader, Progress } from '@mantine/core';
import { useDataWords } from '../../i18n/data.ts';
import { useWords } from '../../i18n/words.ts';
import iconLine from '../../ui/iconLine.module.css';
import classes from './Data.module.css';
import type { Progress as Known } from './flow.ts';
import { Screen } from './Screen.tsx';

interface WorkingProps {
  readonly what: string;
  readonly progress: Known;
  /** True where the progress counts what a person would count. */
  readonly counts?: boolean;
  readonly onCancel: () => void;
}

export function Working({ what, progress: { done, total }, counts, onCancel }: WorkingProps) {
  const words = useDataWords();
  const { figures } = useWords();
  return (
    <Screen label={what}>
      <p className={iconLine.line} role="status">
        <Loader size={18} aria-hidden />
        <span>{what}</span>
      </p>
      {total > 0 && <Progress value={(100 * done) / total} aria-label={what} />}
      {counts && total > 0 && <p className={classes.note}>{figures.ofTotal(done, total)}</p>}
      <p className={classes.note}>{words.stays}</p>
      <div className={classes.buttons}>
        <Button variant="default" onClick={onCancel}>
          {words.cancel}
        </Button>
      </div>
    </Screen>
  );
}
