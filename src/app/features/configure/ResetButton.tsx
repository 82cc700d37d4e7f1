/** Takes all settings back to their defaults; the toast that follows offers the way back. */
import { Button } from '@mantine/core';
import { useAction } from '../../actions/useAction.ts';
import { useWords } from '../../i18n/words.ts';

export function ResetButton() {
  const words = useWords();
  const { label, help, possible, perform } = useAction('reset');
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-xs"
      h={24}
      disabled={!possible}
      title={possible ? help : words.flow.resetWhenOver}
      onClick={perform}
    >
      {label}
    </Button>
  );
}
