/** The list of commands with a field to search it. */
import './PaletteDialog.css';
import { Combobox, Modal, TextInput, useCombobox } from '@mantine/core';
import { useForceUpdate } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useId, useState } from 'react';
import { useWords } from '../../i18n/words.ts';
import { usePage } from '../../state/react.ts';
import type { DialogProps } from '../../ui/LazyDialog.tsx';
import { useScheme } from '../../ui/useScheme.ts';
import { type Command, commandsOf, found } from './commands.ts';
import { usePerform } from './usePerform.ts';

/** Milliseconds after which a dialog that closes has given the focus back: then it can go where a command leads. */
const focusReturned = 50;

function Option({ command: { id, label, description } }: { readonly command: Command }) {
  return (
    <Combobox.Option value={id}>
      <span className="palette-label">{label}</span>
      {description && <span className="palette-description">{description}</span>}
    </Combobox.Option>
  );
}

function Commands({ onDone }: { readonly onDone: () => void }) {
  const words = useWords();
  const config = usePage((state) => state.config);
  const run = usePage((state) => state.run);
  const { dark } = useScheme();
  const perform = usePerform();
  // Escape closes the list, and with it the dialog.
  const combobox = useCombobox({ opened: true, onDropdownClose: onDone });
  const id = useId();
  const [query, setQuery] = useState('');
  const drawAgain = useForceUpdate();
  const groups = found(commandsOf({ config, run, dark }, words), query);
  // Enter takes the first of what is found.
  useEffect(() => {
    combobox.selectFirstOption();
    // The field names list and option as its own once it is drawn after them.
    drawAgain();
  }, [query]);
  const submit = (chosen: string) => {
    const command = groups.flatMap(({ commands }) => commands).find(({ id }) => id === chosen);
    onDone();
    if (command) setTimeout(perform, focusReturned, command.doing);
  };
  return (
    <Combobox store={combobox} onOptionSubmit={submit}>
      <Combobox.EventsTarget withExpandedAttribute>
        <TextInput
          data-autofocus
          size="md"
          variant="unstyled"
          className="palette-search"
          leftSection={<IconSearch size={18} aria-hidden />}
          placeholder={words.palette.search}
          aria-label={words.palette.search}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      </Combobox.EventsTarget>
      <Combobox.Options id={id} className="palette-options" aria-label={words.palette.title}>
        {groups.map(({ group, commands }) => (
          <Combobox.Group key={group} label={group}>
            {commands.map((command) => (
              <Option key={command.id} command={command} />
            ))}
          </Combobox.Group>
        ))}
        {groups.length === 0 && <Combobox.Empty>{words.palette.nothing}</Combobox.Empty>}
      </Combobox.Options>
    </Combobox>
  );
}

export function PaletteDialog({ opened, onClose }: DialogProps) {
  const { palette } = useWords();
  return (
    <Modal.Root opened={opened} onClose={onClose} padding={0} yOffset="10vh">
      <Modal.Overlay />
      <Modal.Content aria-label={palette.title}>
        <Modal.Body>
          <Commands onDone={onClose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
