/** Takes all settings back to their defaults; `Answers` offers the way back. */
import { Button } from '@mantine/core';
import { useWords } from '../../i18n/words.ts';
import { useFlow } from '../../state/flow.ts';
import { useRunActive } from '../../state/react.ts';

export function ResetButton() {
  const words = useWords();
  const { actions } = useFlow();
  const active = useRunActive();
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-xs"
      h={24}
      disabled={active}
      title={active ? words.flow.resetWhenOver : words.flow.resetHelp}
      onClick={actions.reset}
    >
      {words.flow.reset}
    </Button>
  );
}
