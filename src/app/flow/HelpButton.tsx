/** The button that opens the help. */
import { ActionIcon } from '@mantine/core';
import { IconQuestionMark } from '@tabler/icons-react';
import { useWords } from '../i18n/words.ts';
import { useFlow } from './flow.ts';

export function HelpButton() {
  const words = useWords();
  const { actions } = useFlow();
  return (
    <ActionIcon
      variant="default"
      size={30}
      aria-label={words.flow.help}
      title={words.flow.help}
      aria-haspopup="dialog"
      onClick={() => actions.open('help')}
    >
      <IconQuestionMark size={16} aria-hidden />
    </ActionIcon>
  );
}
