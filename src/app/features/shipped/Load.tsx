/** Loads the network that comes with the page for a visitor who saves data. */
import { Anchor } from '@mantine/core';
import { shippedBytes } from '../../../training/shippedNetwork.ts';
import { useWords } from '../../i18n/words.ts';
import { useSavings } from '../../state/react.ts';
import classes from './Shipped.module.css';

/** @param besides Bytes that are loaded with it. */
export function Load({ besides = 0 }: { readonly besides?: number }) {
  const { diagram: words, figures } = useWords();
  const { spend } = useSavings();
  return (
    <Anchor
      component="button"
      type="button"
      inherit
      underline="always"
      className={classes.about}
      onClick={spend}
    >
      {words.shippedLoad(figures.fileSize(shippedBytes + besides))}
    </Anchor>
  );
}
