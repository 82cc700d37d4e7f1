/** The list of commands with a field to search it. */

import { Combobox, Modal, TextInput, useCombobox } from '@mantine/core';
import { useForceUpdate } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useId, useState } from 'react';
import type { Action } from '../../actions/action.ts';
import { search } from '../../actions/all.ts';
import { useActionContext } from '../../actions/useAction.ts';
import { useWords } from '../../i18n/words.ts';
import { usePage } from '../../state/react.ts';
import type { DialogProps } from '../../ui/LazyDialog.tsx';
import classes from './PaletteDialog.module.css';

/** Milliseconds after which a dialog that closes has given the focus back: then it can go where an action leads. */
const focusReturned = 50;

function Option({ action }: { readonly action: Action }) {
  const { label, help } = action.text(useWords());
  return (
    <Combobox.Option value={action.id}>
      <span className={classes.label}>{label}</span>
      {help && <span className={classes.description}>{help}</span>}
    </Combobox.Option>
  );
}

function Commands({ onDone }: { readonly onDone: () => void }) {
  const words = useWords();
  const context = useActionContext();
  // What is possible changes with the page.
  usePage((state) => state);
  // Escape closes the list, and with it the dialog.
  const combobox = useCombobox({ opened: true, onDropdownClose: onDone });
  const id = useId();
  const [query, setQuery] = useState('');
  const drawAgain = useForceUpdate();
  const groups = search(query, words, context);
  // Enter takes the first of what is found.
  useEffect(() => {
    combobox.selectFirstOption();
    // The field names list and option as its own once it is drawn after them.
    drawAgain();
  }, [query]);
  const submit = (chosen: string) => {
    const action = groups.flatMap(({ actions }) => actions).find(({ id }) => id === chosen);
    onDone();
    if (action) setTimeout(action.perform, focusReturned, context);
  };
  return (
    <Combobox store={combobox} onOptionSubmit={submit}>
      <Combobox.EventsTarget withExpandedAttribute>
        <TextInput
          data-autofocus
          size="md"
          variant="unstyled"
          className={classes.search}
          leftSection={<IconSearch size={18} aria-hidden />}
          placeholder={words.palette.search}
          aria-label={words.palette.search}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      </Combobox.EventsTarget>
      <Combobox.Options id={id} className={classes.options} aria-label={words.actions.palette.label}>
        {groups.map(({ group, actions }) => (
          <Combobox.Group key={group} label={words.palette.groups[group]}>
            {actions.map((action) => (
              <Option key={action.id} action={action} />
            ))}
          </Combobox.Group>
        ))}
        {groups.length === 0 && <Combobox.Empty>{words.palette.nothing}</Combobox.Empty>}
      </Combobox.Options>
    </Combobox>
  );
}

export function PaletteDialog({ opened, onClose }: DialogProps) {
  const { actions } = useWords();
  return (
    <Modal.Root opened={opened} onClose={onClose} padding={0} yOffset="10vh">
      <Modal.Overlay />
      <Modal.Content aria-label={actions.palette.label}>
        <Modal.Body>
          <Commands onDone={onClose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
