/** Says that blocks are switched off, wherever their answers are seen, with the one action that brings all of them back. */
import { UnstyledButton } from '@mantine/core';
import { usePriceWords } from '../../../i18n/price.ts';
import { useBlocksOff, useLeftOut } from '../../../state/react.ts';
import classes from './OffSign.module.css';

export interface OffSignProps {
  /** Where it lies over a small drawing: high enough for a finger. */
  readonly tall?: boolean;
}

export function OffSign({ tall = false }: OffSignProps) {
  const words = usePriceWords();
  const { actions } = useLeftOut();
  const off = useBlocksOff();
  if (off.length === 0) return null;
  return (
    <div className={classes.sign} role="status" data-tall={tall || undefined} data-testid="blocks-off">
      <b title={words.offHelp}>{words.off(off)}</b>
      <UnstyledButton className={classes.back} title={words.offHelp} onClick={actions.bringBack}>
        {words.bringBack}
      </UnstyledButton>
    </div>
  );
}
