/** How the network that comes with the page was trained, behind a button: its command, its epochs and what it costs to load. */
import { Anchor, Popover } from '@mantine/core';
import type { ShippedNetwork } from '../../../training/shippedNetwork.ts';
import { useWords } from '../../i18n/words.ts';
import { lazyPart } from '../../ui/lazyPart.tsx';
import classes from './Shipped.module.css';

const Story = lazyPart(async () => (await import('./Story.tsx')).Story);

export function About({ network }: { readonly network: ShippedNetwork }) {
  const { diagram: words } = useWords();
  return (
    <Popover width="min(420px, calc(100vw - 16px))" position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Anchor component="button" type="button" inherit underline="always" className={classes.about}>
          {words.shippedHow}
        </Anchor>
      </Popover.Target>
      <Popover.Dropdown aria-label={words.shippedHow}>
        <Story network={network} />
      </Popover.Dropdown>
    </Popover>
  );
}
