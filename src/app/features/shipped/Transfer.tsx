/** Where a person's own pictures are to be learned: the network that comes with the page has learned others, and is a beginning. */
import { networkText } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { useShipped } from '../../state/reactFrames.ts';
import { StartFrom } from '../../ui/StartFrom.tsx';

export function Transfer() {
  const words = useWords();
  const { network } = useShipped();
  if (!network) return null;
  const name = networkText(words, network.config);
  return (
    <StartFrom
      of={{ kind: 'shipped' }}
      config={network.config}
      name={name}
      label={words.files.startFromTrained(name)}
      size="compact-xs"
    />
  );
}
