/** The button that opens the commands. */
import { ActionIcon } from '@mantine/core';
import { IconCommand } from '@tabler/icons-react';
import { useFlow } from '../flow/flow.ts';
import { useWords } from '../i18n/words.ts';

export function PaletteButton() {
  const { palette } = useWords();
  const { actions } = useFlow();
  return (
    <ActionIcon
      className="palette-button"
      variant="default"
      size={30}
      aria-label={palette.title}
      title={palette.open}
      aria-haspopup="dialog"
      onClick={() => actions.open('palette')}
    >
      <IconCommand size={16} aria-hidden />
    </ActionIcon>
  );
}
