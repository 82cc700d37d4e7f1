/** Copies a link to the settings. What came of it is said by `Answers`. */
import { ActionIcon } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useWords } from '../i18n/words.ts';
import { useFlow } from './flow.ts';

export function ShareButton() {
  const words = useWords();
  const { actions } = useFlow();
  return (
    <ActionIcon
      variant="default"
      size={30}
      aria-label={words.flow.share}
      title={words.flow.shareHelp}
      onClick={() => void actions.copyLink()}
    >
      <IconLink size={16} aria-hidden />
    </ActionIcon>
  );
}
