/** What there is to say of the network that comes with the page: that it is no magic, but a run like those that a visitor starts here. */
import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { datasetOf } from '../../../training/config.ts';
import { type ShippedNetwork, shippedAccuracy, shippedBytes } from '../../../training/shippedNetwork.ts';
import { networkText } from '../../i18n/runTexts.ts';
import { useShippedWords } from '../../i18n/shipped.ts';
import { useWords } from '../../i18n/words.ts';
import { copyText } from '../../ui/copyText.ts';
import table from '../../ui/FigureTable.module.css';
import { StartFrom } from '../../ui/StartFrom.tsx';
import classes from './Shipped.module.css';

function Epochs({ network: { epochs, best } }: { readonly network: ShippedNetwork }) {
  const { figures } = useWords();
  const words = useShippedWords();
  return (
    <table className={table.table} aria-label={words.epochs}>
      <thead>
        <tr>
          <th scope="col">{words.epoch}</th>
          <th scope="col">{words.trainLoss}</th>
          <th scope="col">{words.trainAccuracy}</th>
          <th scope="col">{words.testLoss}</th>
          <th scope="col">{words.testAccuracy}</th>
        </tr>
      </thead>
      <tbody>
        {epochs.map(({ epoch, trainLoss, trainAccuracy, testLoss, testAccuracy }) => (
          <tr key={epoch} data-best={epoch === best || undefined} className={classes.epoch}>
            <th scope="row">{figures.count(epoch)}</th>
            <td>{figures.twoDigits(trainLoss)}</td>
            <td>{figures.percent(trainAccuracy)}</td>
            <td>{figures.twoDigits(testLoss)}</td>
            <td>{figures.percent(testAccuracy)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Story({ network }: { readonly network: ShippedNetwork }) {
  const all = useWords();
  const words = useShippedWords();
  const [copied, setCopied] = useState<boolean>();
  const { config, command, device, best, epochs } = network;
  const facts = datasetOf(config);
  const name = networkText(all, config);
  return (
    <div className={classes.story}>
      <p>
        {words.comes(name)}{' '}
        {words.knows(best, epochs.length, all.figures.percent(shippedAccuracy(network)), config.testImages)}
      </p>
      <Epochs network={network} />
      <p>{words.again(device, config.seed)}</p>
      <code className={classes.command}>{command}</code>
      <p className={classes.copy}>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconCopy size={14} aria-hidden />}
          onClick={async () => setCopied(await copyText(command))}
        >
          {words.copy}
        </Button>
        <StartFrom of={{ kind: 'shipped' }} config={config} name={name} size="xs" />
        <span aria-live="polite">{copied !== undefined && (copied ? words.copied : words.notCopied)}</span>
      </p>
      <p>{words.loaded(all.figures.fileSize(shippedBytes), all.figures.fileSize(facts.shard.bytes))}</p>
    </div>
  );
}
