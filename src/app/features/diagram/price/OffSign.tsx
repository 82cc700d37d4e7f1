/** Says that blocks are switched off, wherever their answers are seen, with the one action that brings all of them back. */
import { UnstyledButton } from '@mantine/core';
import { usePriceWords } from '../../../i18n/price.ts';
import { useBlocksOff, useLeftOut } from '../../../state/react.ts';
import classes from './OffSign.module.css';
import { usePriceOf } from './usePriced.ts';

export interface OffSignProps {
  /** Where there is little room it says how many, and the whole of it is the button. */
  readonly brief?: boolean;
}

export function OffSign({ brief = false }: OffSignProps) {
  const words = usePriceWords();
  const { actions } = useLeftOut();
  const off = useBlocksOff();
  const price = usePriceOf()(off);
  if (off.length === 0) return null;
  if (brief) {
    return (
      <UnstyledButton
        className={`${classes.sign} ${classes.brief}`}
        data-testid="blocks-off"
        title={words.offHelp}
        onClick={actions.bringBack}
      >
        <b>{words.offShort(off.length)}</b> {words.bringBack}
      </UnstyledButton>
    );
  }
  return (
    <div className={classes.sign} role="status" data-testid="blocks-off" title={words.offHelp}>
      <b>{words.off(off)}</b>
      {price && <span>{words.instead(price.without, price.whole)}</span>}
      <UnstyledButton className={classes.back} onClick={actions.bringBack}>
        {words.bringBack}
      </UnstyledButton>
    </div>
  );
}
