/** Starts a run from the weights of a network that is here, a kept run's or the shipped one's, with the settings of the page. */

import { Button } from '@mantine/core';
import { IconSchool } from '@tabler/icons-react';
import { datasetOf } from '../../training/config.ts';
import type { NamedNetwork } from '../../training/questions.ts';
import type { RunConfig } from '../../training/settings.ts';
import { otherClasses } from '../../training/transfer.ts';
import { useWords } from '../i18n/words.ts';
import { useFiles, usePage, useRunActive, useStores } from '../state/react.ts';
import { withPictures } from '../state/withPictures.ts';

interface StartFromProps {
  readonly of: NamedNetwork;
  /** Of the run that trained it. */
  readonly config: RunConfig;
  readonly name: string;
  /** Where it does not stand beside the network. */
  readonly label?: string;
  readonly size?: 'xs' | 'compact-xs';
}

export function StartFrom({ of, config, name, label, size }: StartFromProps) {
  const { files } = useWords();
  const { actions } = useFiles();
  const { overlay } = useStores();
  const active = useRunActive();
  const chosen = usePage((state) => state.config);
  const learned = { dataset: config.dataset, classes: datasetOf(config).classes.length };
  const { title, classes } = datasetOf(chosen);
  const fresh = otherClasses(learned, chosen);
  const start = () =>
    withPictures(chosen.dataset, overlay.actions, () => {
      actions.startFromNetwork(of, config);
      if (fresh) overlay.actions.say({ kind: 'fresh-classifier', dataset: title, classes: classes.length });
    });
  return (
    <Button
      variant="default"
      size={size}
      leftSection={<IconSchool size={16} aria-hidden />}
      aria-label={label ?? files.startFromOf(name)}
      title={fresh ? files.freshClassifier(title, classes.length) : files.startFromHelp}
      disabled={active}
      onClick={start}
    >
      {label ?? files.startFrom}
    </Button>
  );
}
