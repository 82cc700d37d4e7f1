/**
 * Beside the network on the stage: that the answers are those of the network that comes with the page, as long as they are; or, where the
 * visitor saves data, that it can be loaded; or, where own pictures are to be learned, that a run can begin with it.
 */
import { isReady } from '../../../data/sets/index.ts';
import { datasetOf } from '../../../training/config.ts';
import { type ShippedNetwork, shippedAccuracy } from '../../../training/shippedNetwork.ts';
import { networkText } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { usePage, useRunActive, useSaves } from '../../state/react.ts';
import { lazyPart } from '../../ui/lazyPart.tsx';
import { About } from './About.tsx';
import { Load } from './Load.tsx';
import classes from './Shipped.module.css';

const Transfer = lazyPart(async () => (await import('./Transfer.tsx')).Transfer);

/** @param network The one that answers, if it does. */
export function Whose({ network }: { readonly network: ShippedNetwork | undefined }) {
  const words = useWords();
  const saves = useSaves();
  const pictures = usePage(({ config }) => datasetOf(config).shard.bytes);
  const untrained = usePage(({ run }) => run === undefined);
  const own = usePage(({ config }) => !isReady(config.dataset));
  const active = useRunActive();
  if (own && !saves) return active ? null : <Transfer />;
  if (!network) return saves && untrained && <Load besides={pictures} />;
  const name = networkText(words, network.config);
  const text = words.diagram.shippedSays(name, words.diagram.percent(shippedAccuracy(network)));
  return (
    <>
      <span className={classes.says} title={text} data-testid="whose">
        {text}
      </span>
      <About network={network} />
    </>
  );
}
